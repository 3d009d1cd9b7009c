import assert from "node:assert/strict";
import { buildCompiled } from "../../scripts/compile/compiled_kind.ts";
import { buildLauncher } from "../../scripts/compile/launcher_kind.ts";
import { runProcess } from "../support/process.ts";
import { ROOT } from "../support/retort.ts";

async function withFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "retort compile " });
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Builds twice, in other folders, under other names and not at the same time, and compares the bytes. */
async function buildTwice(folder: string, build: (output: string, work: string) => Promise<void>) {
  const sums: string[] = [];
  for (const name of ["one", "another one"]) {
    await Deno.mkdir(`${folder}/${name}`);
    await build(`${folder}/retort of ${name}`, `${folder}/${name}`);
    const bytes = await Deno.readFile(`${folder}/retort of ${name}`);
    sums.push(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex());
    await new Promise((resolve) => setTimeout(resolve, 1100));
  }
  assert.equal(sums[0], sums[1]);
}

Deno.test("buildCompiled() gives the same bytes for the same source", () =>
  withFolder(async (folder) => {
    const before = Deno.env.get("DENORT_BIN");
    // Any runtime will do: it is the bytes that count here, and denort cannot be downloaded everywhere.
    Deno.env.set("DENORT_BIN", before ?? Deno.execPath());
    try {
      await buildTwice(folder, (output, work) => buildCompiled({ output, target: undefined }, work));
    } finally {
      if (before === undefined) Deno.env.delete("DENORT_BIN");
    }
  }));

Deno.test("buildLauncher() gives the same bytes for the same source", () =>
  withFolder((folder) =>
    buildTwice(folder, (output, work) => buildLauncher({ output, version: "1.2.3", deno: "/bin/sh" }, work))
  ));

Deno.test("deno task compile keeps nothing that does not do what retort does", () =>
  withFolder(async (folder) => {
    const output = `${folder}/retort`;
    const { code, stderr } = await runProcess(Deno.execPath(), [
      "run",
      "-A",
      `${ROOT}/scripts/compile.ts`,
      `--output=${output}`,
      // Not a runtime for compiled programs: what comes of it is a deno.
    ], { env: { DENORT_BIN: Deno.execPath() } });
    assert.equal(code, 1);
    assert.match(stderr, /^FAILED: The executable answers --version with\ndeno /);
    await assert.rejects(Deno.stat(output), Deno.errors.NotFound);
  }));

Deno.test({
  name: "deno task compile builds and tries the compiled kind",
  ignore: Deno.env.get("DENORT_BIN") === undefined,
  fn: () =>
    withFolder(async (folder) => {
      const args = ["run", "-A", `${ROOT}/scripts/compile.ts`, `--output=${folder}/retort`];
      const { code, stdout, stderr } = await runProcess(Deno.execPath(), args);
      assert.equal(code, 0, stderr);
      assert.match(stdout, /MB, compiled, built and tried/);
      const version = await runProcess(`${folder}/retort`, ["version", "--json"]);
      assert.equal(JSON.parse(version.stdout).kind, "compiled");
    }),
});

Deno.test("deno task compile says what it takes", async () => {
  for (
    const [args, said] of [
      [["--laucher"], /--laucher\?\nUsage: deno task compile/],
      [["--launcher=yes"], /Usage/],
      [["--target"], /Usage/],
      [["--launcher", "--target=x86_64-apple-darwin"], /--deno is for --launcher, and --target is not/],
    ] as const
  ) {
    const { code, stderr } = await runProcess(Deno.execPath(), [
      "run",
      "-A",
      `${ROOT}/scripts/compile.ts`,
      ...args,
    ]);
    assert.equal(code, 1);
    assert.match(stderr, said);
  }
});
