import assert from "node:assert/strict";
import { runOrThrow } from "../tests/support/process.ts";
import { cleanEnvironment, retortCommand, ROOT } from "../tests/support/retort.ts";
import { retortText, smallRevisions, writeRevisions } from "./bench/revisions.ts";

/** What a command line loads: modules of this house by path, those of packages by URL. Coverage sees them all. */
async function modulesOf(args: readonly string[]): Promise<string[]> {
  const folder = await Deno.makeTempDir({ prefix: "retort_start_" });
  try {
    const source = `file://${ROOT}/`;
    const flags = retortCommand().leading;
    const env = { ...cleanEnvironment(), DENO_COVERAGE_DIR: folder };
    await runOrThrow(Deno.execPath(), [...flags, ...args], { cwd: "/", env, clearEnv: true });
    const urls: string[] = [];
    for await (const { name } of Deno.readDir(folder)) {
      if (name.endsWith(".json")) urls.push(JSON.parse(await Deno.readTextFile(`${folder}/${name}`)).url);
    }
    return urls.map((url) => url.startsWith(source) ? url.slice(source.length) : url).sort();
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The built-in modules of Node that loaded modules name, by path: each costs up to 20 ms. */
async function builtIns(modules: readonly string[]): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const path of modules.filter((module) => !module.includes("://"))) {
    const text = await Deno.readTextFile(`${ROOT}/${path}`);
    const imports = text.matchAll(
      /^(?:import|export) (?!type )[^;]*? from "(node:\w+)"|await import\("(node:\w+)"\)/gm,
    );
    const names = Array.from(imports, ([, always, lazily]) => always ?? lazily ?? "");
    if (names.length > 0) found[path] = names;
  }
  return found;
}

/** Ten applied revisions on SQLite, and the flags that lead there. */
async function withApplied(check: (flags: readonly string[]) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "retort_start_" });
  try {
    const file = (...[one, parent]: Parameters<typeof retortText>) =>
      [`${one.id}_t.sql`, retortText(one, parent)] as const;
    await writeRevisions(`${folder}/migrations`, smallRevisions(10), file);
    const flags = ["--url", `sqlite:${folder}/app.db`, "--dir", `${folder}/migrations`];
    await runOrThrow(Deno.execPath(), [...retortCommand().leading, ...flags, "upgrade"], { cwd: "/" });
    await check(flags);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const source = { ignore: retortCommand().program !== Deno.execPath() };

Deno.test("retort --version loads the main program and the version", source, async () => {
  const modules = await modulesOf(["--version"]);
  assert.deepEqual(modules, ["main.ts", "src/cli/main.ts", "src/util/version.ts"]);
  assert.deepEqual(await builtIns(modules), {});
});

Deno.test(
  "retort current on SQLite loads no package, no other dialect, no other command and no parser",
  source,
  () =>
    withApplied(async (flags) => {
      const modules = await modulesOf([...flags, "current"]);
      assert.deepEqual(modules.filter((module) => !/^(?:main\.ts$|src\/)/.test(module)), [], "packages");
      const dialects = modules.filter((module) => /^src\/dialect\/(?!sqlite\/|ansi\/)[^/]+\//.test(module));
      assert.deepEqual(dialects, [], "dialects");
      assert.deepEqual(
        modules.filter((module) => /^src\/(?:sql|schema|operation|diff|lint)\//.test(module)),
        [],
      );
      const commands = modules.filter((module) => module.startsWith("src/command/"));
      assert.deepEqual(commands, [
        "src/command/current.ts",
        "src/command/revision_text.ts",
        "src/command/scripts.ts",
      ]);
      assert.deepEqual(modules.filter((module) => /^src\/cli\/(?:program|help)/.test(module)), []);
      assert.deepEqual(await builtIns(modules), { "src/dialect/sqlite/driver.ts": ["node:sqlite"] });
      // A module costs a sixth of a millisecond: something new must be worth it, or be loaded where it is needed.
      assert.ok(modules.length <= 105, `${modules.length} modules`);
    }),
);

Deno.test(
  "retort upgrade with nothing to do loads no package and no other built-in module",
  source,
  () =>
    withApplied(async (flags) => {
      const modules = await modulesOf([...flags, "upgrade"]);
      assert.deepEqual(modules.filter((module) => !/^(?:main\.ts$|src\/)/.test(module)), []);
      const ofRuns =
        /^src\/(?:sql|schema|operation)\/|^src\/runtime\/(?:execute|run_locked|prepare|typescript_\w+)\.ts$/;
      assert.deepEqual(modules.filter((module) => ofRuns.test(module)), [], "what runs revisions");
      const used = await builtIns(modules);
      assert.deepEqual(used["src/dialect/sqlite/driver.ts"], ["node:sqlite"]);
      const alwaysLoaded = Object.keys(used).filter((path) => path !== "src/dialect/sqlite/driver.ts");
      assert.deepEqual(alwaysLoaded.filter((path) => path !== "src/script/load.ts"), []);
    }),
);

Deno.test(
  "retort __complete, which a shell calls at each Tab, loads no package and no dialect",
  source,
  () =>
    withApplied(async (flags) => {
      const modules = await modulesOf(["__complete", ...flags, "upgrade", "."]);
      assert.deepEqual(modules.filter((module) => !/^(?:main\.ts$|src\/)/.test(module)), [], "packages");
      assert.deepEqual(
        modules.filter((module) => /^src\/dialect\/|^src\/cli\/(?:program|help)/.test(module)),
        [],
      );
      assert.deepEqual(await builtIns(modules), {});
    }),
);
