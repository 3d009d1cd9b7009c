import assert from "node:assert/strict";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { createTestLauncher } from "../support/launcher.ts";
import { type ProcessOptions, type ProcessResult, runProcess } from "../support/process.ts";
import { retort, retortCommand } from "../support/retort.ts";
import { writeScripts } from "../support/write_scripts.ts";

const LAUNCHER = await createTestLauncher();
const WARM = `${LAUNCHER.folder}/warm cache`;
const NOBODY = { uid: 65534, gid: 65534 };
const ROOT_USER = Deno.uid() === 0;

globalThis.addEventListener("unload", () => Deno.removeSync(LAUNCHER.folder, { recursive: true }));

/** Runs the launcher with nothing in its environment but what is given. */
async function launch(args: readonly string[], options: ProcessOptions = {}): Promise<ProcessResult> {
  return await runProcess(LAUNCHER.path, args, {
    env: { RETORT_CACHE_DIR: WARM },
    ...options,
    clearEnv: true,
  });
}

/** A folder for one test; every user may go in. */
async function scratchFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await Deno.makeTempDir({ prefix: "retort_launcher_" });
  await Deno.chmod(path, 0o755);
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

function namesIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
}

/** The test's user, but never root, who may do everything. */
const UNPRIVILEGED = ROOT_USER ? NOBODY : {};

async function ownFolder(path: string, mode: number): Promise<void> {
  await Deno.mkdir(path);
  if (ROOT_USER) await Deno.chown(path, NOBODY.uid, NOBODY.gid);
  await Deno.chmod(path, mode);
}

const PERSON = `-- person
-- revision: 000000000001

-- migrate:up
CREATE TABLE person (id integer PRIMARY KEY, name varchar(50) NOT NULL);

-- migrate:down
DROP TABLE person;
`;

const ADA = `// the first person
// revision: 000000000002
// down_revision: 000000000001
import type { Operations } from "./retort.d.ts";
import { NAME } from "./name.ts";

export async function upgrade(op: Operations): Promise<void> {
  await op.execute(op.sql\`INSERT INTO person (id, name) VALUES (\${1}, \${NAME})\`);
}
export async function downgrade(op: Operations): Promise<void> {
  await op.execute("DELETE FROM person");
}
`;

/** A revision that writes down how it was run. */
const MIRROR = `// mirror
// revision: 00000000000a

export function upgrade() {
  const facts = { pid: Deno.pid, cwd: Deno.cwd(), umask: Deno.umask(), env: Deno.env.toObject() };
  Deno.writeTextFileSync("mirror.json", JSON.stringify(facts));
  const child = new Deno.Command("/bin/sh", { args: ["-c", "printf %s \\"$NODE_OPTIONS\\""] }).outputSync();
  Deno.writeFileSync("child.txt", child.stdout);
}
export function downgrade() {}
`;

const UPGRADE = ["--url", "sqlite:test.db", "upgrade", "head"];

forEachDialect("the launcher goes up and down in an empty folder", async ({ folder, url, sql }) => {
  await writeScripts(`${folder}/migrations`, {
    "1.sql": PERSON,
    "2.ts": ADA,
    "name.ts": 'export const NAME: string = "Ada";\n',
  });
  const up = await launch(["--url", url, "upgrade", "head"], { cwd: folder });
  assert.equal(up.code, 0, up.stderr);
  assert.deepEqual(await sql("SELECT id, name FROM person"), [["1", "Ada"]]);
  const current = await launch(["--url", url, "current"], { cwd: folder });
  assert.deepEqual([current.code, current.stdout], [0, "000000000002 (head)\n"]);
  const down = await launch(["--url", url, "downgrade", "base"], { cwd: folder });
  assert.equal(down.code, 0, down.stderr);
  await assert.rejects(sql("SELECT * FROM person"));
});

Deno.test("the launcher needs no environment but a place for its cache", async () => {
  await using scratch = await scratchFolder();
  await writeScripts(`${scratch.path}/migrations`, { "1.sql": PERSON });
  const { code, stderr } = await launch(UPGRADE, { cwd: scratch.path, env: { TMPDIR: scratch.path } });
  assert.equal(code, 0, stderr);
  const cache = `${scratch.path}/retort-${Deno.uid()}`;
  const { mode } = await Deno.stat(cache);
  assert.equal((mode ?? 0) & 0o777, 0o700);
});

Deno.test("the launcher starts fifty times at once on a cold cache and leaves one entry in it", async () => {
  await using scratch = await scratchFolder();
  const env = { HOME: scratch.path };
  const results = await Promise.all(Array.from({ length: 50 }, () => launch(["--version"], { env })));
  const { stdout } = await launch(["--version"]);
  for (const result of results) assert.deepEqual(result, { code: 0, stdout, stderr: "" });
  const cache = `${scratch.path}/.cache/retort`;
  const [entry = "", ...others] = namesIn(cache);
  assert.deepEqual(others, []);
  assert.deepEqual(namesIn(`${cache}/${entry}`), ["app", "cache", "deno", "used"]);
});

Deno.test("the launcher gets over a process that was killed while it unpacked", async () => {
  await using scratch = await scratchFolder();
  await launch(["--version"]);
  const [entry = ""] = namesIn(`${WARM}/retort`);
  const gone = new Deno.Command("/bin/sh", { args: ["-c", "exit 0"] }).spawn();
  await gone.status;
  const folder = `${scratch.path}/retort`;
  await writeScripts(folder, {
    [`${entry}.lock/pid`]: `${gone.pid}\n`,
    [`${entry}/app/launcher.js`]: "a remnant",
    "unpacking.1.0/deno": "a remnant",
  });
  const yesterday = Date.now() / 1000 - 2 * 86400;
  await Deno.utime(`${folder}/unpacking.1.0`, yesterday, yesterday);
  const { code, stderr } = await launch(["--version"], { env: { RETORT_CACHE_DIR: scratch.path } });
  assert.deepEqual([code, stderr], [0, ""]);
  assert.deepEqual(namesIn(folder), [entry]);
  assert.deepEqual(namesIn(`${folder}/${entry}`), ["app", "cache", "deno", "used"]);
});

Deno.test("the launcher removes other versions that nobody has started for two weeks, and only those", async () => {
  await using scratch = await scratchFolder();
  const folder = `${scratch.path}/retort`;
  const [old, recent, unknown] = [
    "0.0.1-0000000000000001",
    "0.0.2-0000000000000002",
    "0.0.3-0000000000000003",
  ];
  await writeScripts(folder, {
    [`${old}/used`]: "",
    [`${old}/app/launcher.js`]: "",
    [`${recent}/used`]: "",
    [`${unknown}/app/launcher.js`]: "",
    "notes.txt": "somebody's",
  });
  const longAgo = Date.now() / 1000 - 15 * 86400;
  await Deno.utime(`${folder}/${old}/used`, longAgo, longAgo);
  const { code, stderr } = await launch(["--version"], { env: { RETORT_CACHE_DIR: scratch.path } });
  assert.deepEqual([code, stderr], [0, ""]);
  const left = namesIn(folder);
  assert.equal(left.length, 4);
  for (const kept of [recent, unknown, "notes.txt"]) assert.ok(left.includes(kept), kept);
});

Deno.test("the launcher writes down when it was last started", async () => {
  await launch(["--version"]);
  const [entry = ""] = namesIn(`${WARM}/retort`);
  const mark = `${WARM}/retort/${entry}/used`;
  const longAgo = Date.now() / 1000 - 15 * 86400;
  await Deno.utime(mark, longAgo, longAgo);
  await launch(["--version"]);
  const { mtime } = await Deno.stat(mark);
  assert.ok(Date.now() - (mtime?.getTime() ?? 0) < 60_000);
});

Deno.test({
  name: "the launcher refuses a cache folder of somebody else's",
  ignore: !ROOT_USER,
  async fn() {
    await using scratch = await scratchFolder();
    for (const mode of [0o755, 0o777]) {
      await Deno.mkdir(`${scratch.path}/${mode}/retort`, { recursive: true });
      await Deno.chmod(`${scratch.path}/${mode}/retort`, mode);
      const env = { RETORT_CACHE_DIR: `${scratch.path}/${mode}` };
      const { code, stdout, stderr } = await launch(["--version"], { env, ...NOBODY });
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, /retort belongs to somebody else\nhint: Set RETORT_CACHE_DIR/);
    }
  },
});

Deno.test("the launcher refuses a link in the shared temporary folder", async () => {
  await using scratch = await scratchFolder();
  await Deno.mkdir(`${scratch.path}/elsewhere`);
  await Deno.symlink(`${scratch.path}/elsewhere`, `${scratch.path}/retort-${Deno.uid()}`);
  const { code, stderr } = await launch(["--version"], { env: { TMPDIR: scratch.path } });
  assert.equal(code, 2);
  assert.match(stderr, /is a link/);
  assert.deepEqual(namesIn(`${scratch.path}/elsewhere`), []);
});

Deno.test("the launcher says that RETORT_CACHE_DIR cannot be written, and runs from one that is full", async () => {
  await using scratch = await scratchFolder();
  const cache = `${scratch.path}/cache`;
  await ownFolder(cache, 0o555);
  const options = { env: { RETORT_CACHE_DIR: cache, HOME: scratch.path, TMPDIR: "/tmp" }, ...UNPRIVILEGED };
  const refused = await launch(["--version"], options);
  assert.deepEqual([refused.code, refused.stdout], [2, ""]);
  assert.match(refused.stderr, /^FAILED: Cannot unpack retort.*\n {2}.*cache\/retort: .*Permission denied/);
  await Deno.chmod(cache, 0o755);
  assert.equal((await launch(["--version"], options)).code, 0);
  await runProcess("chmod", ["-R", "a-w", cache]);
  const warm = await launch(["--version"], options);
  assert.deepEqual([warm.code, warm.stderr], [0, ""]);
  await runProcess("chmod", ["-R", "u+w", cache]);
});

Deno.test("the launcher goes to the temporary folder where the home cannot be written", async () => {
  await using scratch = await scratchFolder();
  await ownFolder(`${scratch.path}/home`, 0o555);
  await ownFolder(`${scratch.path}/tmp`, 0o700);
  const env = { HOME: `${scratch.path}/home`, TMPDIR: `${scratch.path}/tmp` };
  const { code, stderr } = await launch(["--version"], { env, ...UNPRIVILEGED });
  assert.deepEqual([code, stderr], [0, ""]);
  assert.equal(namesIn(env.TMPDIR).length, 1);
});

Deno.test("the launcher says when there is no room for it, and leaves nothing behind", async () => {
  await using scratch = await scratchFolder();
  const { code, stderr } = await runProcess("/bin/sh", [
    "-c",
    'ulimit -f 20000; exec "$0" --version',
    LAUNCHER.path,
  ], {
    env: { RETORT_CACHE_DIR: scratch.path },
    clearEnv: true,
  });
  assert.equal(code, 2, stderr);
  assert.match(stderr, /^FAILED: Cannot unpack retort.*\n {2}.*: .*\nhint: .*150 MB/);
  assert.deepEqual(namesIn(`${scratch.path}/retort`), []);
});

Deno.test("the launcher runs nothing of the folder that it stands in", async () => {
  await using scratch = await scratchFolder();
  const trap = '#!/bin/sh\ntouch "trapped by $0"\nexit 1\n';
  for (const name of ["id", "gzip", "tail", "head", "mkdir", "rm", "find", "deno", "sha256sum"]) {
    await Deno.writeTextFile(`${scratch.path}/${name}`, trap, { mode: 0o755 });
  }
  await Deno.mkdir(`${scratch.path}/tmp`);
  const { code, stderr } = await launch(["--version"], {
    cwd: scratch.path,
    env: { TMPDIR: `${scratch.path}/tmp` },
  });
  assert.deepEqual([code, stderr], [0, ""]);
  assert.deepEqual(namesIn(scratch.path).filter((name) => name.startsWith("trapped")), []);
});

Deno.test({
  name: "the launcher says when its cache is mounted noexec or full",
  ignore: !ROOT_USER || !(await canMount()),
  async fn() {
    await using scratch = await scratchFolder();
    for (
      const [mounted, said] of [["noexec", /it is mounted noexec/], ["size=20m", /No space left/]] as const
    ) {
      await runProcess("mount", ["-t", "tmpfs", "-o", mounted, "tmpfs", scratch.path]);
      try {
        const { code, stderr } = await launch(["--version"], { env: { RETORT_CACHE_DIR: scratch.path } });
        assert.equal(code, 2);
        assert.match(stderr, said);
      } finally {
        await runProcess("umount", [scratch.path]);
      }
    }
  },
});

async function canMount(): Promise<boolean> {
  await using scratch = await scratchFolder();
  if ((await runProcess("mount", ["-t", "tmpfs", "tmpfs", scratch.path])).code !== 0) return false;
  return (await runProcess("umount", [scratch.path])).code === 0;
}

Deno.test("the launcher is one process with the caller's arguments, folder, umask and environment", async () => {
  await using scratch = await scratchFolder();
  await writeScripts(`${scratch.path}/migrations`, { "a.ts": MIRROR });
  await Deno.writeTextFile(`${scratch.path}/.npmrc`, "registry=:::not a registry\n");
  const env = {
    HOME: scratch.path,
    RETORT_CACHE_DIR: WARM,
    NODE_OPTIONS: "--require /nowhere/first.js",
    NODE_DEBUG: "*",
    DENO_DIR: "/nowhere",
    DENO_V8_FLAGS: "--no-such-flag",
    DENO_COVERAGE_DIR: scratch.path + "/coverage",
    NPM_CONFIG_REGISTRY: ":::not a registry",
    OTEL_DENO: "true",
    SEVERAL: "lines\nexport DENO_FALSE='x'\n* $(exit 3) `exit 4`",
    DENO_QUOTED: 'it\'s "one"\n * $HOME \\ ',
    PATH: "/usr/bin:/bin",
  };
  const line = 'umask 027; exec "$0" --url "sqlite:with space.db" upgrade head';
  const child = new Deno.Command("/bin/sh", {
    args: ["-c", line, LAUNCHER.path],
    cwd: scratch.path,
    env: { ...env, NODE_CHANNEL_FD: "3" },
    clearEnv: true,
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const { pid } = child;
  const { code, stderr } = await child.output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
  assert.doesNotMatch(new TextDecoder().decode(stderr), /NODE_DEBUG|npmrc|flag|OTEL/);
  const mirrored = JSON.parse(await Deno.readTextFile(`${scratch.path}/mirror.json`));
  const shells = new Set(["PWD", "OLDPWD", "SHLVL", "_"]);
  const seen = Object.entries(mirrored.env).filter(([name]) => !shells.has(name));
  assert.deepEqual(Object.fromEntries(seen), env);
  assert.deepEqual([mirrored.pid, mirrored.umask, mirrored.cwd], [
    pid,
    0o027,
    await Deno.realPath(scratch.path),
  ]);
  assert.equal(await Deno.readTextFile(`${scratch.path}/child.txt`), env.NODE_OPTIONS);
  assert.deepEqual(namesIn(scratch.path), [
    ".npmrc",
    "child.txt",
    "migrations",
    "mirror.json",
    "with space.db",
  ]);
});

Deno.test("the launcher passes arguments, output and exit codes on as they are", async () => {
  await using scratch = await scratchFolder();
  for (
    const args of [["--help"], ["show", "a b\n*"], ["no-such-command"], ["--", "-x"], [], ["upgrade", ""]]
  ) {
    const { code, stdout, stderr } = await launch(args, { cwd: scratch.path });
    const expected = await retort(args, { cwd: scratch.path });
    assert.deepEqual({ code, stdout, stderr }, expected, args.join(" "));
  }
});

Deno.test("the launcher ends by the signal that it is sent", async () => {
  await using scratch = await scratchFolder();
  const endless = MIRROR.replace("export function upgrade() {", "export async function upgrade() {").replace(
    "  const child",
    "  await new Promise((resolve) => setTimeout(resolve, 60_000));\n  const child",
  );
  await writeScripts(`${scratch.path}/migrations`, { "a.ts": endless });
  const child = new Deno.Command(LAUNCHER.path, {
    args: UPGRADE,
    cwd: scratch.path,
    env: { RETORT_CACHE_DIR: WARM },
    clearEnv: true,
    stdout: "null",
    stderr: "null",
  }).spawn();
  while (!namesIn(scratch.path).includes("mirror.json")) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const sent = performance.now();
  child.kill("SIGTERM");
  assert.equal((await child.status).code, 143);
  assert.ok(performance.now() - sent < 30_000, "it waited for the revision's own end");
});

Deno.test("the launcher is found from any folder, through a link, by PATH and by sh", async () => {
  await using scratch = await scratchFolder();
  await Deno.symlink(LAUNCHER.path, `${scratch.path}/linked`);
  const { stdout: expected } = await launch(["--version"]);
  const ways = ["./linked --version", "linked --version", "sh linked --version", "sh ./linked --version"];
  for (const [index, line] of ways.entries()) {
    const env = { PATH: `${scratch.path}:/usr/bin:/bin`, RETORT_CACHE_DIR: `relative ${index}` };
    const result = await runProcess("/bin/sh", ["-c", line], { cwd: scratch.path, env, clearEnv: true });
    assert.deepEqual(result, { code: 0, stdout: expected, stderr: "" }, line);
    await Deno.remove(`${scratch.path}/relative ${index}`, { recursive: true });
  }
});

Deno.test("the launcher says that it is damaged", async () => {
  await using scratch = await scratchFolder();
  const bytes = await Deno.readFile(LAUNCHER.path);
  const flipped = bytes.slice();
  flipped.fill(0, -1000, -990);
  for (const damaged of [bytes.subarray(0, bytes.length >> 1), bytes.subarray(0, -1), flipped]) {
    await Deno.writeFile(`${scratch.path}/retort`, damaged, { mode: 0o755 });
    const options = { env: { RETORT_CACHE_DIR: `${scratch.path}/cache` }, clearEnv: true };
    // By sh: the system refuses to start a file that a process which is being started elsewhere has still open.
    const { code, stdout, stderr } = await runProcess("sh", [`${scratch.path}/retort`, "--version"], options);
    assert.deepEqual([code, stdout], [70, ""]);
    assert.match(stderr, /^FAILED: .*retort is damaged or incomplete.*\nhint: Download/);
    assert.deepEqual(namesIn(`${scratch.path}/cache/retort`), []);
  }
});

Deno.test("the launcher says what it is, and brings all texts that the program writes", async () => {
  await using scratch = await scratchFolder();
  const version = await launch(["version", "--json"]);
  assert.equal(JSON.parse(version.stdout).kind, "launcher");
  if (retortCommand().program === Deno.execPath()) {
    assert.equal(JSON.parse((await retort(["version", "--json"])).stdout).kind, "source");
  }
  for (const args of [["config", "--schema"], ["list_templates", "--json"], ["help", "upgrade"]]) {
    assert.equal((await launch(args)).stdout, (await retort(args)).stdout);
  }
  for (const [folder, run] of [["a", launch], ["b", retort]] as const) {
    const cwd = `${scratch.path}/${folder}`;
    await Deno.mkdir(cwd);
    for (
      const args of [["init"], ["revision", "-m", "x", "--rev-id", "1"], [
        "revision",
        "--ts",
        "-m",
        "y",
        "--rev-id",
        "2",
      ]]
    ) {
      const env = { RETORT_FILE_TEMPLATE: "{revision}_{slug}", RETORT_CACHE_DIR: WARM };
      const { code, stderr } = await run(args, { cwd, env });
      assert.equal(code, 0, stderr);
    }
  }
  const difference = await runProcess("diff", [
    "-r",
    "-I",
    "created:",
    `${scratch.path}/a`,
    `${scratch.path}/b`,
  ]);
  assert.deepEqual(difference, { code: 0, stdout: "", stderr: "" });
});
