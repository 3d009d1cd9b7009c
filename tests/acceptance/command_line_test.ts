import assert from "node:assert/strict";
import { cleanEnvironment, retort, retortCommand } from "../support/retort.ts";
import { runProcess } from "../support/process.ts";
import { writeScripts } from "../support/write_scripts.ts";

const FIRST = '-- first\n-- revision: aaaaaaaaaaaa\n\n-- migrate:up\n-- migrate:down none "a test"\n';

async function inFolder(
  files: Readonly<Record<string, string>>,
  work: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await writeScripts(folder, files);
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Files whose revisions follow each other. */
function chain(length: number): Record<string, string> {
  const id = (number: number) => number.toString(16).padStart(12, "0");
  return Object.fromEntries(
    Array.from({ length }, (_, index) => [
      `migrations/${String(index).padStart(5, "0")}.sql`,
      `-- revision number ${index}\n-- revision: ${id(index + 1)}\n` +
      (index === 0 ? "" : `-- down_revision: ${id(index)}\n`) +
      '\n-- migrate:up\n-- migrate:down none "a test"\n',
    ]),
  );
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** `retort` as a function of the shell, then the line. */
async function shell(line: string, cwd: string, env: Readonly<Record<string, string>> = {}) {
  const { program, leading } = retortCommand();
  const command = [program, ...leading].map(quoted).join(" ");
  return await runProcess("bash", ["-c", `retort() { ${command} "$@"; }\n${line}`], {
    cwd,
    env: { ...cleanEnvironment(), ...env },
    clearEnv: true,
  });
}

/** What a command prints on a terminal: both streams, as one. */
async function onTerminal(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { program, leading } = retortCommand();
  const line = [program, ...leading, ...args].map(quoted).join(" ");
  const { stdout } = await runProcess("script", ["--quiet", "--return", "--command", line, "/dev/null"], {
    cwd,
    env: { TERM: "xterm", ...cleanEnvironment(), ...env },
    clearEnv: true,
  });
  return stdout.replaceAll("\r\n", "\n");
}

/** Other systems have another `script`, or none. */
const terminal = { ignore: Deno.build.os !== "linux" };

/** The same with somebody who types. */
async function typed(answer: string, args: readonly string[], cwd: string): Promise<string> {
  const { program, leading } = retortCommand();
  const line = [program, ...leading, ...args].map(quoted).join(" ");
  const { stdout } = await runProcess("script", [
    "--quiet",
    "--return",
    "--command",
    `${line}; echo code $?`,
    "/dev/null",
  ], {
    cwd,
    stdin: answer,
    env: { TERM: "xterm", NO_COLOR: "1", ...cleanEnvironment() },
    clearEnv: true,
  });
  return stdout.replaceAll("\r\n", "\n");
}

const PROTECTED = `{ "profiles": { "live": { "url": "sqlite:app.db", "protected": true } } }`;

Deno.test("a protected database asks on a terminal before it destroys", terminal, async () => {
  await inFolder({ "migrations/a.sql": FIRST, "retort.jsonc": PROTECTED }, async (folder) => {
    await retort(["-n", "live", "upgrade"], { cwd: folder });
    const question = "Profile live is protected. Go on with `retort downgrade base`? [y/N] ";
    const no = await typed("no\n", ["-n", "live", "downgrade", "base"], folder);
    assert.ok(no.includes(question), no);
    assert.match(no, /FAILED: Profile live is protected: nobody said yes[^]*code 8\n/);
    const end = await typed("\x04", ["-n", "live", "downgrade", "base"], folder);
    assert.match(end, /code 8\n/);
    const off = await typed("", ["-n", "live", "--no-input", "downgrade", "base"], folder);
    assert.match(off, /needs a yes\nhint: `--yes` allows it[^]*code 8\n/);
    assert.ok(!off.includes("[y/N]"));
    const yes = await typed("y\n", ["-n", "live", "downgrade", "base"], folder);
    assert.match(yes, /Took back 1 revision[^]*code 0\n/);
  });
});

const HALF = `-- half\n-- revision: bbbbbbbbbbbb\n-- migrate:up transaction:false
CREATE TABLE half (id integer);\nINSERT INTO missing VALUES (1);\n-- migrate:down none "a test"\n`;

Deno.test("repair shows what was under way on a terminal, and takes the answer", terminal, async () => {
  const config = `{ "url": "sqlite:app.db" }`;
  await inFolder({ "migrations/a.sql": HALF, "retort.jsonc": config }, async (folder) => {
    await retort(["upgrade"], { cwd: folder });
    const nothing = await typed("what?\n", ["repair"], folder);
    assert.match(nothing, /INSERT INTO missing[^]*Was the statement \[d\]one, is it \[u\]ndone, or/);
    assert.match(nothing, /FAILED: Revision bbbbbbbbbbbb stays half-done: nothing was decided[^]*code 7\n/);
    const resumed = await typed("r\n", ["repair"], folder);
    assert.match(resumed, /FAILED: no such table: missing[^]*code 1\n/);
    const done = await typed("d\n", ["repair"], folder);
    assert.match(done, /Recorded: statement 2 of 2 is done[^]*Settled bbbbbbbbbbbb[^]*code 0\n/);
    assert.match(await typed("", ["upgrade"], folder), /Applied 1 revision[^]*code 0\n/);
  });
});

const COLOUR = "\x1b[";

Deno.test("colour is for terminals that know it, unless somebody says otherwise", terminal, async () => {
  await inFolder({ "migrations/a.sql": FIRST }, async (folder) => {
    const coloured = async (args: readonly string[], env = {}) =>
      (await onTerminal([...args, "heads"], folder, env)).includes(COLOUR);
    assert.equal(await coloured([]), true);
    assert.equal(await coloured([], { NO_COLOR: "1" }), false);
    assert.equal(await coloured([], { NO_COLOR: "" }), true);
    assert.equal(await coloured([], { TERM: "dumb" }), false);
    assert.equal(await coloured(["--color=never"]), false);
    assert.equal(await coloured(["--color=always"], { NO_COLOR: "1" }), true);
    assert.equal(await coloured([], { RETORT_COLOR: "never" }), false);
    assert.ok((await onTerminal(["upgarde"], folder)).startsWith(`${COLOUR}31mFAILED:${COLOUR}39m `));
  });
});

Deno.test("what is no terminal gets no colour, unless it is asked for", async () => {
  await inFolder({ "migrations/a.sql": FIRST }, async (folder) => {
    const coloured = async (args: readonly string[], env = {}) => {
      const { stdout, stderr } = await retort([...args, "heads"], { cwd: folder, env });
      return `${stdout}${stderr}`.includes(COLOUR);
    };
    assert.equal(await coloured([]), false);
    assert.equal(await coloured(["--color=always"]), true);
    assert.equal(await coloured([], { FORCE_COLOR: "1" }), true);
    assert.equal(await coloured([], { FORCE_COLOR: "1", NO_COLOR: "1" }), false);
    assert.equal(await coloured(["--json"], { FORCE_COLOR: "1" }), false);
  });
});

Deno.test("each stream has its own colours", terminal, async () => {
  await inFolder({ "migrations/a.sql": FIRST }, async (folder) => {
    const { program, leading } = retortCommand();
    const line = `${[program, ...leading].map(quoted).join(" ")} heads > heads.txt`;
    await runProcess("script", ["--quiet", "--command", line, "/dev/null"], {
      cwd: folder,
      env: { TERM: "xterm" },
    });
    assert.equal(await Deno.readTextFile(`${folder}/heads.txt`), "aaaaaaaaaaaa (head)\n");
  });
});

Deno.test("a reader that has seen enough is no failure, and nothing is left undone for it", async () => {
  await inFolder(chain(2000), async (folder) => {
    for (const command of ["history", "history -v", "--json history", "graph", "help"]) {
      const { stdout, stderr } = await shell(`retort ${command} | head -1; echo "\${PIPESTATUS[0]}"`, folder);
      assert.match(stdout, /^.+\n0\n$/, command);
      assert.equal(stderr, "", command);
    }
    const run = await shell("retort --url sqlite:app.db upgrade 2>&1 >/dev/null | head -1", folder);
    assert.equal(run.stdout, "Running upgrade  -> 000000000001, revision number 0\n");
    const { stdout } = await retort(["--url", "sqlite:app.db", "current"], { cwd: folder });
    assert.equal(stdout, "0000000007d0 (head)\n");
  });
});

Deno.test("output that cannot be written is told, and is not success", async () => {
  await inFolder({ "migrations/a.sql": FIRST }, async (folder) => {
    const { stdout, stderr } = await shell("retort history > /dev/full; echo $?", folder);
    assert.equal(stdout, "2\n");
    assert.match(stderr, /^FAILED: Cannot write the output\n/);
  });
});

Deno.test("history writes ten thousand rows, as lines and as one object", async () => {
  await inFolder(chain(10_000), async (folder) => {
    const { code, stdout } = await retort(["history"], { cwd: folder });
    assert.equal(code, 0);
    assert.equal(stdout.split("\n").length, 10_001);
    const json = await retort(["--json", "history"], { cwd: folder });
    const { revisions }: { revisions: readonly unknown[] } = JSON.parse(json.stdout);
    assert.equal(revisions.length, 10_000);
  });
});

Deno.test("heads --base outside of a git repository is not told to fetch", () =>
  inFolder({ "migrations/1.sql": FIRST }, async (cwd) => {
    const { code, stderr } = await retort(["heads", "--base", "main"], { cwd });
    assert.equal(code, 2);
    assert.match(stderr, /^FAILED: Git cannot look for 'main': fatal: /m);
    assert.match(stderr, /^hint: The script directory migrations must lie in a git repository/m);
  }));
