import { runOrThrow } from "./process.ts";
import { ROOT } from "./retort.ts";

/** Names a launcher that has been built already, as scripts/test.sh does. */
const VARIABLE = "RETORT_TEST_LAUNCHER";

/** A launcher in a folder of the tests' own, whose name has a space in it; every user may read both. */
export interface TestLauncher extends AsyncDisposable {
  readonly folder: string;
  readonly path: string;
}

/** Copies the launcher that `RETORT_TEST_LAUNCHER` names, or builds one. */
export async function createTestLauncher(): Promise<TestLauncher> {
  const folder = await Deno.makeTempDir({ prefix: "retort launcher " });
  await Deno.chmod(folder, 0o755);
  const path = `${folder}/retort`;
  const built = Deno.env.get(VARIABLE);
  if (built === undefined || built === "") {
    await runOrThrow(Deno.execPath(), [
      "run",
      "-A",
      `${ROOT}/scripts/compile.ts`,
      "--launcher",
      `--output=${path}`,
    ]);
    // By another process: the system refuses to start a file that is open for writing in one that is being started.
  } else await runOrThrow("cp", [built, path]);
  return { folder, path, [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
}
