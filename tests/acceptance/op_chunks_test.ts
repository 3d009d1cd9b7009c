import assert from "node:assert/strict";
import { assertCounters, countedTable, numbers } from "../support/counted_table.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { holdLock } from "../support/lock_holder.ts";
import { retort } from "../support/retort.ts";
import { startRetort } from "../support/running_retort.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { until } from "../support/until.ts";
import { writeScripts } from "../support/write_scripts.ts";

const COUNT =
  "await op.execute(op.sql`UPDATE users SET n = n + ${1} WHERE id > ${after} AND id <= ${upto}`);";

function revision(body: string, header = ""): string {
  return `// count\n// revision: aaaaaaaaaaaa\n${header}import type { Operations } from "./retort.d.ts";

export async function upgrade(op: Operations) {
${body}
}
export function downgrade(op: Operations) {
  return op.irreversible("it only counts");
}
`;
}

function walk(options: string, work = COUNT): string {
  return `  await op.chunks("users", { key: "id", ${options} }, async ({ after, upto }) => {\n    ${work}\n  });`;
}

async function prepared({ folder, url }: TestDatabase, text: string) {
  await writeScripts(`${folder}/migrations`, { "a.ts": text });
  return { cwd: folder, env: { DATABASE_URL: url } };
}

async function someDone(database: TestDatabase): Promise<boolean> {
  return (await database.sql("SELECT count(*) FROM users WHERE n = 1"))[0]?.[0] !== "0";
}

forEachDialect(
  "op.chunks does every row once, several times over and between other calls",
  async (database) => {
    await countedTable(database, 500);
    const body = `  await op.execute("CREATE TABLE seen (id bigint NOT NULL, chunk int NOT NULL)");
  let chunk = 0;
${walk("size: 70")}
${
      walk(
        "size: 120",
        `chunk++;
    const rows = await op.query<{ id: number }>(op.sql\`SELECT id FROM users WHERE \${after} < id AND \${upto} >= id ORDER BY id\`);
    await op.bulkInsert("seen", rows.map(({ id }) => ({ id, chunk })));
    if (upto.values[0] !== rows.at(-1)?.id) throw new Error("not the last one");`,
      )
    }
  await op.step("again", async () => {
    await op.execute("UPDATE users SET n = n + 1");
  ${walk("size: 1000")}
  });
  await op.execute("UPDATE users SET n = n + 1");`;
    const { code, stderr } = await retort(["upgrade", "-v"], await prepared(database, revision(body)));
    assert.equal(code, 0, stderr);
    // CREATE TABLE has ended the transaction on MySQL.
    if (database.engine !== "mysql") {
      assert.match(
        stderr,
        /aaaaaaaaaaaa runs without a transaction: op\.chunks\(\) commits each chunk by itself/,
      );
    }
    assert.match(stderr, /500 rows of users in 8 chunks/);
    await assertCounters(database, 4, 500);
    assert.deepEqual(
      await database.sql("SELECT chunk, count(*) FROM seen GROUP BY chunk ORDER BY chunk"),
      [["1", "120"], ["2", "120"], ["3", "120"], ["4", "120"], ["5", "20"]],
    );
    const rows = await database.sql("SELECT state, journal FROM retort_ledger");
    assert.deepEqual(rows, [["applied", "NULL"]]);
  },
);

forEachDialect("op.chunks walks composite and text keys, and names that must be quoted", async (database) => {
  const { engine } = database;
  const quote = (name: string) => engine === "mysql" ? `\`${name}\`` : `"${name}"`;
  const text = engine === "mysql" ? "CAST(i % 5 AS char)" : "CAST(i % 5 AS text)";
  await database.sql(`CREATE TABLE ${quote("My Tasks")} (
  ${quote("Tenant")} varchar(20) NOT NULL, ${quote("order")} int NOT NULL, n int NOT NULL DEFAULT 0,
  PRIMARY KEY (${quote("Tenant")}, ${quote("order")}));
INSERT INTO ${quote("My Tasks")} (${quote("Tenant")}, ${quote("order")})
SELECT ${text}, i FROM (${numbers(engine, 200)}) AS numbers;`);
  const names = `(${quote("Tenant")}, ${quote("order")})`.replaceAll("`", "\\`");
  const update = (range: string) =>
    `await op.execute(op.sql\`UPDATE ${
      quote("My Tasks").replaceAll("`", "\\`")
    } SET n = n + 1 WHERE ${range}\`);`;
  const body =
    `  await op.chunks("My Tasks", { key: ["Tenant", "order"], size: 11 }, async ({ after, upto }) => {
    ${update(`${names} > \${after} AND ${names} <= (\${upto})`)}
  });`;
  const { code, stderr } = await retort(["upgrade"], await prepared(database, revision(body)));
  assert.equal(code, 0, stderr);
  assert.deepEqual(await database.sql(`SELECT n, count(*) FROM ${quote("My Tasks")} GROUP BY n`), [[
    "1",
    "200",
  ]]);
});

forEachDialect("what stops within op.chunks goes on behind the last chunk", async (database) => {
  await countedTable(database, 60);
  const body = `  await op.step("first", async () => {
    await op.execute("UPDATE users SET n = n + 1 WHERE id = 3");
  });
${walk("size: 10", `${COUNT}\n    if (op.x["stop"] === String(upto.values[0])) throw new Error("stop");`)}
  await op.step("last", async () => {
    await op.execute("UPDATE users SET n = n - 1 WHERE id = 3");
  });`;
  const options = await prepared(database, revision(body));
  const failed = await retort(["upgrade", "-x", "stop=90"], options);
  assert.equal(failed.code, 1, failed.stderr);
  assert.match(failed.stderr, /FAILED: (?:Error: )?stop/);
  assert.match(failed.stderr, /it goes on with the step that stopped/);
  assert.deepEqual(await database.sql("SELECT count(*) FROM users WHERE n > 0"), [["20"]]);
  const status = await retort(["status", "--json"], options);
  assert.deepEqual(JSON.parse(status.stdout).halfDone[0].chunks, { table: "users", chunks: 2, rows: 20 });
  const again = await retort(["upgrade"], options);
  assert.equal(again.code, 0, again.stderr);
  assert.match(again.stderr, /Step 'first' was done before: passed over/);
  assert.match(again.stderr, /Going on behind 2 chunks, 20 rows of users/);
  await assertCounters(database, 1, 60);
});

forEachDialect("a walk inside a step goes on too, behind the statements before it", async (database) => {
  await countedTable(database, 60);
  const body = `  await op.step("all", async () => {
    await op.execute("UPDATE users SET n = n + 1");
${walk("size: 25")}
    await op.execute("UPDATE users SET n = n + 1");
${walk("size: 10", `${COUNT}\n    if (op.x["stop"] === String(upto.values[0])) throw new Error("stop");`)}
  });`;
  const options = await prepared(database, revision(body, "// transaction: false\n"));
  const failed = await retort(["upgrade", "-x", "stop=60"], options);
  assert.equal(failed.code, 1, failed.stderr);
  const again = await retort(["upgrade"], options);
  assert.equal(again.code, 0, again.stderr);
  await assertCounters(database, 4, 60);
  assert.match(again.stderr, /Going on behind 1 chunk, 10 rows of users/);
});

forEachDialect(
  "SIGTERM within op.chunks keeps the place; another walk there is refused",
  async (database) => {
    const { folder } = database;
    await countedTable(database, 100);
    const text = revision(walk("size: 5, pause: 50"));
    const options = await prepared(database, text);
    const run = startRetort(["upgrade"], options);
    await until(() => someDone(database));
    run.kill("SIGTERM");
    const { code, stderr } = await run.ended;
    assert.equal(code, 143, stderr);
    await writeScripts(`${folder}/migrations`, { "a.ts": text.replace('key: "id"', 'key: ["id", "n"]') });
    const other = await retort(["upgrade"], options);
    assert.equal(other.code, 7, other.stderr);
    await writeScripts(`${folder}/migrations`, { "a.ts": text });
    const again = await retort(["upgrade", "--chunk-size", "50"], options);
    assert.equal(again.code, 0, again.stderr);
    await assertCounters(database, 1, 100);
  },
);

forEachDialect("a chunk of op.chunks that meets a lock is done again from its start", async (database) => {
  await countedTable(database, 30);
  const options = await prepared(database, revision(walk("size: 10, pause: 2000")));
  const run = startRetort(["upgrade", "--lock-timeout", "100ms"], options);
  await until(() => someDone(database));
  {
    await using _lock = await holdLock(database, ["UPDATE users SET n = n WHERE id = 60"]);
    await run.said(/Met a lock/);
  }
  const { code, stderr } = await run.ended;
  assert.equal(code, 0, stderr);
  await assertCounters(database, 1, 30);
});

forEachDialect("op.chunks refuses what would break its promise", async (database) => {
  await countedTable(database, 10);
  const cases: readonly (readonly [body: string, header: string, said: RegExp])[] = [
    [
      walk(""),
      "// transaction: true\n",
      /op\.chunks\(\) would commit what `transaction: true` holds together/,
    ],
    [walk("size: 0"), "", /0 is no chunk size/],
    [walk("", COUNT.replace(">", ">=")), "", /`after` does not stand behind `>`/],
    [walk("", COUNT.replace("<=", "<")), "", /`upto` does not stand behind `<=`/],
    [walk("", "await op.execute(`DELETE FROM users WHERE id > ${after}`);"), "", /`after` is no text/],
    [walk("", 'await op.execute("COMMIT");'), "", /Cannot run in a transaction/],
    [walk("", 'await op.step("x", async () => {});'), "", /Step 'x' stands inside a chunk/],
    [walk("", "await op.autocommit(async () => {});"), "", /op\.autocommit\(\) stands inside a chunk/],
    [walk("").replace('"users"', '"lost"'), "", /There is no table lost to walk in chunks/],
  ];
  for (const [body, header, said] of cases) {
    const result = await retort(["upgrade"], await prepared(database, revision(body, header)));
    assert.notEqual(result.code, 0);
    assert.match(result.stderr, said);
    assert.deepEqual(await database.sql("SELECT count(*) FROM retort_ledger"), [["0"]], result.stderr);
  }
  await assertCounters(database, 0, 10);
  if (database.engine === "mysql") return;
  const all = await retort(["upgrade", "--transaction", "all"], await prepared(database, revision(walk(""))));
  assert.match(all.stderr, /op\.chunks\(\) would commit what --transaction all holds together/);
});
