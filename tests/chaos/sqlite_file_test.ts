import assert from "node:assert/strict";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { runOrThrow, runProcess } from "../support/process.ts";
import { retort } from "../support/retort.ts";
import { startRetort } from "../support/running_retort.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";

const SQLITE = { engines: ["sqlite"] } as const;

const FIRST = "-- first\n-- revision: aaaaaaaaaaaa\n\n-- migrate:up\nCREATE TABLE one (a);\n";
/** Five megabytes, in pieces, so that a part of it is in the file when there is no more room. */
const LARGE = `-- large\n-- revision: bbbbbbbbbbbb\n-- down_revision: aaaaaaaaaaaa

-- migrate:up
INSERT INTO one VALUES (zeroblob(1000));
INSERT INTO one WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 5000)
  SELECT zeroblob(1000) FROM n;
CREATE TABLE two (a);
`;

/** What a full disk says, and what a limit says that is met. */
const FULL = /^FAILED: (?:database or disk is full|disk I\/O error)$/m;

async function prepare({ folder, url }: TestDatabase) {
  await writeScripts(`${folder}/migrations`, { "a.sql": FIRST, "b.sql": LARGE });
  return { cwd: folder, env: { DATABASE_URL: url } };
}

/** Nothing of the large revision is there, and the same command again finishes it once there is room. */
async function assertRolledBack(database: TestDatabase, stderr: string): Promise<void> {
  assert.match(stderr, FULL);
  assert.match(stderr, /rolled back: revision bbbbbbbbbbbb, nothing of it was kept/);
  assert.match(stderr, /the database stands at aaaaaaaaaaaa/);
  assert.doesNotMatch(stderr, /Mend /);
  assert.deepEqual(await database.sql("SELECT count(*) FROM one; SELECT revision FROM retort_ledger;"), [
    ["0"],
    ["aaaaaaaaaaaa"],
  ]);
  assert.deepEqual(await database.sql("PRAGMA integrity_check"), [["ok"]]);
}

async function assertFinishes(database: TestDatabase, options: Parameters<typeof retort>[1]): Promise<void> {
  const { code, stderr } = await retort(["upgrade"], options);
  assert.equal(code, 0, stderr);
  assert.deepEqual(await database.sql("SELECT count(*) FROM one; SELECT count(*) FROM two;"), [["5001"], [
    "0",
  ]]);
}

forEachDialect("a limit to the size of files rolls the revision back", async (database) => {
  const options = await prepare(database);
  // Blocks of 512 bytes; without the trap the system would end the process.
  const under = ["sh", "-c", 'trap "" XFSZ; ulimit -f 4096; exec "$@"', "sh"];
  const { code, stderr } = await startRetort(["upgrade"], { ...options, under }).ended;
  assert.equal(code, 1, stderr);
  await assertRolledBack(database, stderr);
  await assertFinishes(database, options);
}, SQLITE);

forEachDialect(
  "a process that the system ends for a file's size leaves whole revisions",
  async (database) => {
    const options = await prepare(database);
    const under = ["sh", "-c", 'ulimit -f 4096; exec "$@"', "sh"];
    const { code } = await startRetort(["upgrade"], { ...options, under }).ended;
    assert.notEqual(code, 0);
    assert.deepEqual(await database.sql("SELECT count(*) FROM one; SELECT revision FROM retort_ledger;"), [
      ["0"],
      ["aaaaaaaaaaaa"],
    ]);
    await assertFinishes(database, options);
  },
  SQLITE,
);

/** Mounts something for as long as the test runs; undefined where that is not allowed. */
async function mounted(place: string, args: readonly string[]): Promise<AsyncDisposable | undefined> {
  const { code } = await runProcess("mount", [...args, place]).catch(() => ({ code: 1 }));
  if (code !== 0) return undefined;
  return { [Symbol.asyncDispose]: async () => void (await runOrThrow("umount", [place])) };
}

forEachDialect("a full disk rolls the revision back", async (database) => {
  const place = `${database.folder}/disk`;
  await Deno.mkdir(place);
  await using disk = await mounted(place, ["-t", "tmpfs", "-o", "size=2m", "tmpfs"]);
  // Only root may mount; the limit above stands for it elsewhere.
  if (disk === undefined) return;
  const { env, ...options } = await prepare(database);
  const url = `sqlite:${place}/test.db`;
  const small: TestDatabase = {
    ...database,
    url,
    sql: async (text) => {
      await runOrThrow("cp", [`${place}/test.db`, `${database.folder}/test.db`]);
      return await database.sql(text);
    },
  };
  const { code, stderr } = await retort(["upgrade"], { ...options, env: { ...env, DATABASE_URL: url } });
  assert.equal(code, 1, stderr);
  assert.match(stderr, /^FAILED: database or disk is full$/m);
  assert.match(stderr, /^ {2}note: Make room on the disk/m);
  await assertRolledBack(small, stderr);
  await runOrThrow("mount", ["-o", "remount,size=32m", place]);
  await assertFinishes(small, { ...options, env: { ...env, DATABASE_URL: url } });
}, SQLITE);

forEachDialect("a file that cannot be written is told of, and is left as it is", async (database) => {
  const options = await prepare(database);
  const file = database.url.replace(/^sqlite:/, "");
  assert.equal((await retort(["upgrade", "+1"], options)).code, 0);
  await Deno.chmod(file, 0o444);
  // Nobody denies root anything, but a mount does.
  await using mount = Deno.uid() === 0 ? await mounted(file, ["--bind", file]) : undefined;
  if (mount !== undefined) await runOrThrow("mount", ["-o", "remount,ro,bind", file]);
  else if (Deno.uid() === 0) return;
  const before = await Deno.readFile(file);
  const { code, stderr } = await retort(["upgrade"], options);
  assert.equal(code, 1, stderr);
  assert.match(stderr, /^FAILED: attempt to write a readonly database$/m);
  assert.match(stderr, /^hint: /m);
  assert.doesNotMatch(stderr, /Mend /);
  assert.match(stderr, /the database stands at aaaaaaaaaaaa/);
  const { code: current, stdout } = await retort(["current"], options);
  assert.equal(current, 0);
  assert.match(stdout, /aaaaaaaaaaaa/);
  assert.deepEqual(await Deno.readFile(file), before);
}, SQLITE);
