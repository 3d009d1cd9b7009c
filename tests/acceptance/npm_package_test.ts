import assert from "node:assert/strict";
import { type ProcessOptions, runOrThrow, runProcess } from "../support/process.ts";
import { retort, ROOT } from "../support/retort.ts";
import { writeScripts } from "../support/write_scripts.ts";

const REVISION = `// what the revision sees
// revision: 00000000000a
import type { Operations } from "./retort.d.ts";

export async function upgrade(op: Operations): Promise<void> {
  await op.execute("CREATE TABLE person (id integer PRIMARY KEY)");
  Deno.writeTextFileSync("seen.json", JSON.stringify(Deno.env.toObject()));
}
export async function downgrade(op: Operations): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  await op.execute("DROP TABLE person");
}
`;

/** What stands around retort where npm's package is installed: nothing that Deno or retort would find. */
async function installed(folder: string): Promise<string> {
  await runOrThrow(Deno.execPath(), ["run", "-A", `${ROOT}/scripts/pack.ts`, `--output=${folder}/pack`]);
  const [tarball] = await Array.fromAsync(Deno.readDir(`${folder}/pack`), ({ name }) => name);
  const place = `${folder}/in stalled`;
  await writeScripts(place, { "package.json": "{}\n" });
  const flags = ["--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts", "--loglevel=error"];
  await runOrThrow("npm", ["install", ...flags, `${folder}/pack/${tarball}`], { cwd: place });
  return `${place}/node_modules/.bin/retort`;
}

async function withPackage(
  test: (
    run: (args: readonly string[], options?: ProcessOptions) => ReturnType<typeof runProcess>,
    program: string,
    folder: string,
  ) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "retort npm " });
  try {
    const program = await installed(folder);
    const bare = { PATH: Deno.env.get("PATH") ?? "", HOME: folder };
    await test(
      (args, options = {}) =>
        runProcess(program, args, {
          cwd: folder,
          ...options,
          env: { ...bare, ...options.env },
          clearEnv: true,
        }),
      program,
      folder,
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const there = (await runProcess("sh", ["-c", "command -v npm"])).code === 0;

Deno.test({
  name: "the npm package does what retort does, wherever it is installed",
  ignore: !there && Deno.env.get("CI") === undefined,
  fn: () =>
    withPackage(async (run, program, folder) => {
      const version = await run(["version", "--json"]);
      assert.equal(JSON.parse(version.stdout).kind, "npm", version.stderr);
      for (
        const args of [["help", "upgrade"], ["no-such-command"], ["show", "a b\n*"], [], [
          "config",
          "--schema",
        ]]
      ) {
        assert.deepEqual(await run(args), await retort(args, { cwd: folder }), args.join(" "));
      }

      await writeScripts(`${folder}/migrations`, { "a.ts": REVISION });
      await Deno.writeTextFile(`${folder}/.npmrc`, "registry=:::not a registry\n");
      const env = {
        NODE_OPTIONS: "--no-warnings",
        DENO_V8_FLAGS: "--no-such-flag",
        DENO_DIR: "/nowhere",
        SEVERAL: "a\nb",
      };
      const up = await run(["--url", "sqlite:a.db", "upgrade"], { env });
      assert.equal(up.code, 0, up.stderr);
      const seen = JSON.parse(await Deno.readTextFile(`${folder}/seen.json`));
      for (const [name, value] of Object.entries({ ...env, HOME: folder })) {
        assert.equal(seen[name], value, name);
      }
      assert.equal(seen.RETORT_INTERNAL_SAVED_HOME, undefined);
      assert.equal((await run(["--url", "sqlite:a.db", "current"])).stdout, "00000000000a (head)\n");

      const child = new Deno.Command(program, {
        args: ["--url", "sqlite:a.db", "downgrade", "base"],
        cwd: folder,
        stdin: "null",
        stdout: "null",
        stderr: "piped",
      }).spawn();
      const reader = child.stderr.getReader();
      await reader.read();
      child.kill("SIGTERM");
      while (!(await reader.read()).done);
      assert.equal((await child.status).code, 143);
    }),
});
