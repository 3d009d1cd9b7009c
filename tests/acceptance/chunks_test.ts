import assert from "node:assert/strict";
import { assertCounters, countedTable, numbers } from "../support/counted_table.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { holdLock } from "../support/lock_holder.ts";
import { retort } from "../support/retort.ts";
import { runScript } from "../support/script_client.ts";
import { startRetort } from "../support/running_retort.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { until } from "../support/until.ts";
import { writeScripts } from "../support/write_scripts.ts";

const COUNT = "UPDATE users SET n = n + 1 WHERE id > :after AND id <= :upto;";

/** A revision that counts up in chunks, and down again. */
function revision(directive: string, statement = COUNT, header = ""): string {
  return `-- count\n-- revision: aaaaaaaaaaaa\n${header}\n-- migrate:up\n-- migrate:chunks ${directive}\n${statement}
-- migrate:down\n-- migrate:chunks ${directive}\n${statement.replace("n + 1", "n - 1")}\n`;
}

async function prepared({ folder, url }: TestDatabase, text: string) {
  await writeScripts(`${folder}/migrations`, { "a.sql": text });
  return { cwd: folder, env: { DATABASE_URL: url } };
}

forEachDialect("migrate:chunks does every row once, up and down", async (database) => {
  await countedTable(database, 1234);
  const options = await prepared(database, revision("table:users key:id size:100"));
  const up = await retort(["upgrade", "--verbose"], options);
  assert.equal(up.code, 0, up.stderr);
  assert.match(up.stderr, /aaaaaaaaaaaa runs without a transaction: it works in chunks/);
  assert.match(up.stderr, /^1,234 rows of users in 13 chunks, /m);
  await assertCounters(database, 1, 1234);
  assert.deepEqual(
    await database.sql("SELECT state, statements_done, journal FROM retort_ledger"),
    [["applied", "1", "NULL"]],
  );
  const down = await retort(["downgrade", "base"], options);
  assert.equal(down.code, 0, down.stderr);
  await assertCounters(database, 0, 1234);
  assert.deepEqual(await database.sql("SELECT count(*) FROM retort_ledger"), [["0"]]);
});

forEachDialect(
  "migrate:chunks takes DELETE and INSERT … SELECT, and statements around it",
  async (database) => {
    await countedTable(database, 50);
    const text = `-- copy\n-- revision: aaaaaaaaaaaa\n\n-- migrate:up
CREATE TABLE copy (id bigint NOT NULL, n integer);
-- migrate:chunks table:users key:id size:7
INSERT INTO copy SELECT id, n FROM users WHERE id > :after AND id <= :upto;
-- migrate:chunks table:users key:id size:20
DELETE FROM users WHERE id > :after AND id <= :upto AND id > 30;
UPDATE users SET n = n + 1;
-- migrate:verify
SELECT count(*) = 50 FROM copy;
-- migrate:down irreversible "rows are gone"
`;
    const { code, stderr } = await retort(["upgrade"], await prepared(database, text));
    assert.equal(code, 0, stderr);
    await assertCounters(database, 0, 50, "copy");
    await assertCounters(database, 1, 10);
  },
);

const KEYS: readonly (readonly [name: string, columns: string, key: string, values: string])[] = [
  ["two numbers", "a int NOT NULL, b int NOT NULL, PRIMARY KEY (a, b)", "a,b", "i % 7, i"],
  [
    "a text and a number",
    "a varchar(20) NOT NULL, b int NOT NULL, PRIMARY KEY (a, b)",
    "a,b",
    "TEXT(i % 5), i",
  ],
  ["a text", "a varchar(40) NOT NULL PRIMARY KEY, b int NOT NULL", "a", "WORD(i), i"],
  ["a date", "a date NOT NULL PRIMARY KEY, b int NOT NULL", "a", "DAY(i), i"],
  ["a decimal", "a decimal(30, 10) NOT NULL PRIMARY KEY, b int NOT NULL", "a", "DECIMAL(i), i"],
  ["bytes", "a BYTES NOT NULL PRIMARY KEY, b int NOT NULL", "a", "BYTES(i), i"],
  ["a uuid", "a UUID NOT NULL PRIMARY KEY, b int NOT NULL", "a", "UUID(i), i"],
  ["great numbers", "a bigint NOT NULL PRIMARY KEY, b int NOT NULL", "a", "9223372036854775807 - i * i, i"],
  ["numbers below zero", "a bigint NOT NULL PRIMARY KEY, b int NOT NULL", "a", "-9223372036854775807 + i, i"],
];

/** Text that no two collations sort alike: case, blanks, accents, signs. */
const ODD = ["", "a", "Z ", "ä", "É", "_", "-", "1", "ß", "ÿ", "'", "%", "zz", "Ab"];

function filled(engine: TestDatabase["engine"], text: string): string {
  const odd = (i: string) =>
    engine === "mysql"
      ? `ELT(${i} % ${ODD.length} + 1, ${ODD.map((word) => `'${word.replace("'", "''")}'`).join(", ")})`
      : `CASE ${i} % ${ODD.length} ${
        ODD.map((word, at) => `WHEN ${at} THEN '${word.replace("'", "''")}'`).join(" ")
      } END`;
  const text1 = (i: string) => engine === "mysql" ? `CAST(${i} AS char)` : `CAST(${i} AS text)`;
  const joined = (a: string, b: string) => engine === "mysql" ? `CONCAT(${a}, ${b})` : `${a} || ${b}`;
  const hex = (i: string) =>
    engine === "postgres"
      ? `md5(${i}::text)`
      : engine === "mysql"
      ? `MD5(${i})`
      : `lower(hex(${i} || 'x' || (${i} * 7919) || '0123456789012345'))`;
  const kinds: Readonly<Record<string, (i: string) => string>> = {
    TEXT: text1,
    WORD: (i) => joined(odd(i), text1(i)),
    DAY: (i) =>
      engine === "postgres"
        ? `DATE '2020-01-01' + ${i}`
        : engine === "mysql"
        ? `DATE_ADD('2020-01-01', INTERVAL ${i} DAY)`
        : `date('2020-01-01', '+' || ${i} || ' days')`,
    DECIMAL: (i) =>
      engine === "sqlite" ? `${i} * 0.5` : `12345678901234567890.0000000001 + ${i} * 0.0000000001`,
    BYTES: (i) =>
      engine === "postgres"
        ? `decode(md5(${i}::text), 'hex')`
        : engine === "mysql"
        ? `UNHEX(MD5(${i}))`
        : `CAST('k' || ${i} AS blob)`,
    UUID: (i) =>
      engine === "postgres"
        ? `md5(${i}::text)::uuid`
        : engine === "mysql"
        ? `CAST(CONCAT(LPAD(HEX(${i} * 7919), 8, '0'), '-1234-1', LPAD(HEX(${i} % 11), 3, '0'), '-8000-', LPAD(HEX(${i}), 12, '0')) AS uuid)`
        : hex(i),
  };
  return text.replace(
    /\b(TEXT|WORD|DAY|DECIMAL|BYTES|UUID)\((i(?: % \d+)?)\)/g,
    (_, kind: string, i: string) => kinds[kind]?.(i) ?? "",
  )
    .replace("BYTES", engine === "postgres" ? "bytea" : engine === "mysql" ? "varbinary(16)" : "blob")
    .replace("UUID", engine === "sqlite" ? "text" : "uuid");
}

forEachDialect("migrate:chunks walks keys of every kind as the engine sorts them", async (database) => {
  const { engine } = database;
  const sections: string[] = [];
  for (const [index, [, columns, key, values]] of KEYS.entries()) {
    await database.sql(
      `CREATE TABLE t${index} (n integer NOT NULL DEFAULT 0, ${filled(engine, columns)});
INSERT INTO t${index} (a, b) SELECT ${filled(engine, values)} FROM (${numbers(engine, 300)}) AS numbers;`,
    );
    const left = key === "a" ? "a" : `(${key})`;
    sections.push(
      `-- migrate:chunks table:t${index} key:${key} size:17
UPDATE t${index} SET n = n + 1 WHERE ${left} > (:after) AND ${left} <= (:upto);\n`,
    );
  }
  const text = `-- count\n-- revision: aaaaaaaaaaaa\n-- migrate:up\n${sections.join("")}`;
  const { code, stderr } = await retort(["upgrade"], await prepared(database, text));
  assert.equal(code, 0, stderr);
  for (const [index, [name]] of KEYS.entries()) {
    const rows = await database.sql(`SELECT n, count(*) FROM t${index} GROUP BY n`);
    assert.deepEqual(rows, [["1", "300"]], name);
  }
});

forEachDialect(
  "migrate:chunks has rows of one key in one chunk, and writes composite keys out",
  async (database) => {
    const { engine } = database;
    await database.sql(`CREATE TABLE task (tenant int NOT NULL, id int NOT NULL, n int NOT NULL DEFAULT 0);
CREATE INDEX task_place ON task (tenant, id);
INSERT INTO task (tenant, id) SELECT i % 3, i / 10 FROM (${numbers(engine, 500)}) AS numbers;`);
    const text = revision(
      "table:task key:tenant,id size:8",
      `UPDATE task SET n = n + 1
WHERE tenant >= :after.tenant AND (tenant > :after.tenant OR id > :after.id)
  AND tenant <= :upto.tenant AND (tenant < :upto.tenant OR id <= :upto.id);`,
    );
    const { code, stderr } = await retort(["upgrade"], await prepared(database, text));
    assert.equal(code, 0, stderr);
    await assertCounters(database, 1, 500, "task");
  },
);

forEachDialect("migrate:chunks does nothing on an empty table", async (database) => {
  await countedTable(database, 1);
  await database.sql("DELETE FROM users");
  const { code, stderr } = await retort(
    ["upgrade"],
    await prepared(database, revision("table:users key:id")),
  );
  assert.equal(code, 0, stderr);
  assert.match(stderr, /^0 rows of users in 0 chunks/m);
});

forEachDialect("migrate:chunks refuses what it cannot walk, and says what to do", async (database) => {
  await countedTable(database, 10);
  await database.sql(`CREATE TABLE loose (id int, other int NOT NULL, n int);
CREATE INDEX loose_id ON loose (id);
INSERT INTO loose VALUES (1, 1, 0), (NULL, 2, 0);`);
  const loose = (key: string) => `UPDATE loose SET n = 1 WHERE ${key} > :after AND ${key} <= :upto;`;
  const cases: readonly (readonly [directive: string, statement: string, code: number, said: RegExp])[] = [
    ["table:loose key:id", loose("id"), 8, /a\.sql:5: loose has rows whose id is NULL/],
    [
      "table:loose key:other",
      loose("other"),
      8,
      /No index of loose begins with other[^]*CREATE INDEX .*\(other\)/,
    ],
    ["table:loose key:nothing", loose("nothing"), 8, /loose has no column nothing/],
    ["table:lost key:id", loose("id"), 8, /There is no table lost to walk/],
    [
      "table:users key:id",
      "DELETE FROM users;",
      2,
      /a\.sql:6: The statement does not say where `:after` goes/,
    ],
    ["table:users key:id", COUNT.replace(">", ">="), 2, /`:after` does not stand behind `>`/],
    ["table:users key:id", COUNT.replace("n = n", "id = id"), 2, /changes id, by which it walks users/],
    [
      "table:users key:id",
      "INSERT INTO users SELECT id + 1, 0 FROM users WHERE id > :after AND id <= :upto;",
      2,
      /puts rows into users, which it walks/,
    ],
  ];
  for (const [directive, statement, code, said] of cases) {
    const result = await retort(["upgrade"], await prepared(database, revision(directive, statement)));
    assert.match(result.stderr, said);
    assert.equal(result.code, code, result.stderr);
  }
  assert.deepEqual(await database.sql("SELECT count(*) FROM users WHERE n = 0"), [["10"]]);
});

forEachDialect("migrate:chunks is refused where one transaction is promised", async (database) => {
  await countedTable(database, 10);
  const promised = revision("table:users key:id", COUNT, "-- transaction: true\n");
  const one = await retort(["upgrade"], await prepared(database, promised));
  assert.equal(one.code, 8, one.stderr);
  assert.match(one.stderr, /a\.sql:\d+: cannot run in a transaction: it works in chunks/);
  const options = await prepared(database, revision("table:users key:id"));
  const all = await retort(["upgrade", "--transaction", "all"], options);
  assert.equal(all.code, 8, all.stderr);
  await assertCounters(database, 0, 10);
});

forEachDialect(
  "rows that come meanwhile are done up to the end, and not behind the walk",
  async (database) => {
    await countedTable(database, 30);
    const options = await prepared(database, revision("table:users key:id size:2 pause:40ms"));
    const run = startRetort(["upgrade"], options);
    await until(async () => (await database.sql("SELECT count(*) FROM users WHERE n = 1"))[0]?.[0] !== "0");
    await database.sql("INSERT INTO users (id) VALUES (1), (89), (1000), (1001), (1002)");
    const { code, stderr } = await run.ended;
    assert.equal(code, 0, stderr);
    assert.deepEqual(
      await database.sql("SELECT id, n FROM users WHERE id IN (1, 89, 1000, 1001, 1002) ORDER BY id"),
      [["1", "0"], ["89", "1"], ["1000", "1"], ["1001", "1"], ["1002", "1"]],
    );
    assert.deepEqual(await database.sql("SELECT count(*) FROM users WHERE n > 1"), [["0"]]);
  },
);

forEachDialect("a chunk that meets a lock is tried again, and none is done twice", async (database) => {
  await countedTable(database, 30);
  const options = await prepared(database, revision("table:users key:id size:10 pause:2s"));
  const run = startRetort(["upgrade", "--lock-timeout", "100ms"], options);
  await until(async () => (await database.sql("SELECT count(*) FROM users WHERE n = 1"))[0]?.[0] === "10");
  {
    await using _lock = await holdLock(database, ["UPDATE users SET n = n WHERE id = 60"]);
    await run.said(/Met a lock/);
  }
  const { code, stderr } = await run.ended;
  assert.equal(code, 0, stderr);
  await assertCounters(database, 1, 30);
});

forEachDialect(
  "a chunk that fails keeps those before it, and the next run goes on behind them",
  async (database) => {
    const { folder } = database;
    await countedTable(database, 40);
    await database.sql("CREATE TABLE taken (id int NOT NULL PRIMARY KEY); INSERT INTO taken VALUES (75);");
    const statement = "INSERT INTO taken SELECT id FROM users WHERE id > :after AND id <= :upto;";
    const options = await prepared(database, revision("table:users key:id size:10", statement));
    const failed = await retort(["upgrade"], options);
    assert.equal(failed.code, 1, failed.stderr);
    assert.match(failed.stderr, /at migrations\/a\.sql:6/);
    assert.match(failed.stderr, /kept: 2 chunks, 20 rows of users, up to 60/);
    assert.doesNotMatch(failed.stderr, /rolled back/);
    const status = await retort(["status", "--json"], options);
    assert.equal(status.code, 7, status.stderr);
    const { halfDone } = JSON.parse(status.stdout);
    assert.deepEqual(halfDone[0].chunks, { table: "users", chunks: 2, rows: 20 });
    assert.match(
      (await retort(["repair", "--no-input"], options)).stderr,
      /after 0 statements and 2 chunks, 20 rows of users/,
    );
    const text = await Deno.readTextFile(`${folder}/migrations/a.sql`);
    await writeScripts(`${folder}/migrations`, { "a.sql": text.replace("SELECT id", "SELECT DISTINCT id") });
    const changed = await retort(["upgrade"], options);
    assert.equal(changed.code, 7, changed.stderr);
    assert.match(changed.stderr, /stopped after 2 chunks.*and the statement that runs in chunks has changed/);
    // The size may change, white space does not count.
    const smaller = text.replace("size:10", "size:3 pause:1ms").replace("SELECT id", "SELECT\n  id");
    await writeScripts(`${folder}/migrations`, { "a.sql": smaller });
    await database.sql("DELETE FROM taken WHERE id = 75");
    const again = await retort(["upgrade"], options);
    assert.equal(again.code, 0, again.stderr);
    assert.match(again.stderr, /Going on behind 2 chunks, 20 rows of users/);
    assert.match(again.stderr, /40 rows of users in 9 chunks, 2 of them in an earlier run/);
    assert.deepEqual(await database.sql("SELECT count(*) FROM taken"), [["40"]]);
  },
);

forEachDialect(
  "repair --undone begins a statement in chunks anew, --done passes over it",
  async (database) => {
    await countedTable(database, 40);
    await database.sql("CREATE TABLE taken (id int NOT NULL PRIMARY KEY); INSERT INTO taken VALUES (75);");
    const statement = "INSERT INTO taken SELECT id FROM users WHERE id > :after AND id <= :upto;";
    const options = await prepared(database, revision("table:users key:id size:10", statement));
    assert.equal((await retort(["upgrade"], options)).code, 1);
    await database.sql("DELETE FROM taken");
    assert.equal((await retort(["repair", "--undone"], options)).code, 0);
    const anew = await retort(["upgrade"], options);
    assert.equal(anew.code, 0, anew.stderr);
    assert.deepEqual(await database.sql("SELECT count(*) FROM taken"), [["40"]]);
  },
);

forEachDialect(
  "--chunk-size and its variable go before what the revision says; events tell each chunk",
  async (database) => {
    await countedTable(database, 100);
    const options = await prepared(database, revision("table:users key:id size:7"));
    const up = await retort(["upgrade", "--chunk-size", "25", "--format", "ndjson"], options);
    assert.equal(up.code, 0, up.stderr);
    const events = up.stdout.trim().split("\n").map((line) => JSON.parse(line));
    const chunks = events.filter(({ type }) => type === "chunk-done");
    assert.deepEqual(chunks.map(({ rows }) => rows), [25, 50, 75, 100]);
    assert.deepEqual(chunks.map(({ chunks }) => chunks), [1, 2, 3, 4]);
    assert.equal(chunks[0].table, "users");
    assert.ok(events.some(({ type }) => type === "chunks-done"));
    const env = { ...options.env, RETORT_CHUNK_SIZE: "50" };
    const down = await retort(["downgrade", "base"], { ...options, env });
    assert.match(down.stderr, /100 rows of users in 2 chunks/);
    await assertCounters(database, 0, 100);
  },
);

forEachDialect("SIGTERM keeps the place, and the next run goes on from there", async (database) => {
  await countedTable(database, 100);
  const options = await prepared(database, revision("table:users key:id size:5 pause:50ms"));
  const run = startRetort(["upgrade"], options);
  await until(async () => (await database.sql("SELECT count(*) FROM users WHERE n = 1"))[0]?.[0] !== "0");
  run.kill("SIGTERM");
  const { code, stderr } = await run.ended;
  assert.equal(code, 143, stderr);
  assert.match(stderr, /kept: \d+ chunks?, \d+ rows of users, up to \d+/);
  assert.match(stderr, /it goes on where this run ended/);
  const status = await retort(["status"], options);
  assert.equal(status.code, 7);
  assert.match(status.stdout, /upgrading, 0 statements done, and \d+ chunks?, \d+ rows of users/);
  const again = await retort(["upgrade", "--chunk-size", "50"], options);
  assert.equal(again.code, 0, again.stderr);
  await assertCounters(database, 1, 100);
});

forEachDialect("a dry run tells of chunks, and a plan counts them", async (database) => {
  await countedTable(database, 10);
  const options = await prepared(database, revision("table:users key:id size:7 pause:5ms"));
  const dry = await retort(["upgrade", "--dry-run"], options);
  assert.equal(dry.code, 0, dry.stderr);
  assert.match(dry.stdout, /^ {4}in chunks of 7 rows of users by id, with 5 ms between them:$/m);
  const data = await retort(["upgrade", "--dry-run", "--json"], options);
  assert.deepEqual(JSON.parse(data.stdout).steps[0].chunks, [
    { statement: 1, table: "users", key: ["id"], size: 7, pauseMs: 5 },
  ]);
});

forEachDialect(
  "a script does what a run does, and a run goes on where a script stopped",
  async (database) => {
    const { engine } = database;
    await countedTable(database, 100);
    await database.sql(
      `CREATE TABLE task (tenant varchar(10) NOT NULL, id int NOT NULL, n int NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant, id));
INSERT INTO task (tenant, id) SELECT ${
        engine === "mysql" ? "CAST(i % 3 AS char)" : "CAST(i % 3 AS text)"
      }, i FROM (${numbers(engine, 100)}) AS numbers;
CREATE TABLE taken (id int NOT NULL PRIMARY KEY); INSERT INTO taken VALUES (195);`,
    );
    const text = `-- both\n-- revision: aaaaaaaaaaaa\n\n-- migrate:up
-- migrate:chunks table:task key:tenant,id size:30
UPDATE task SET n = n + 1
WHERE (tenant, id) > (:after) AND (tenant, id) <= (:upto) AND tenant >= :after.tenant;
-- migrate:chunks table:users key:id size:10 pause:1ms
INSERT INTO taken SELECT id FROM users WHERE id > :after AND id <= :upto;
-- migrate:down none "it only counts"\n`;
    const options = await prepared(database, text);
    const script = await retort(["upgrade", "--sql"], options);
    assert.equal(script.code, 0, script.stderr);
    const failed = await runScript(engine, database.url, script.stdout);
    assert.notEqual(failed.code, 0);
    const status = await retort(["status"], options);
    assert.equal(status.code, 7, status.stderr);
    if (engine === "postgres") {
      assert.match(status.stdout, /upgrading, 1 statement done, and 6 chunks, 60 rows of users, up to 180/);
    }
    await database.sql("DELETE FROM taken WHERE id = 195");
    const again = await retort(["upgrade"], options);
    assert.equal(again.code, 0, again.stderr);
    await assertCounters(database, 1, 100, "task");
    assert.deepEqual(await database.sql("SELECT count(*) FROM taken"), [["100"]]);
  },
);

forEachDialect("a script comes to the same end as a run", async (database) => {
  const { engine } = database;
  await countedTable(database, 95);
  const options = await prepared(database, revision("table:users key:id size:10"));
  const up = await retort(["upgrade", "--sql"], options);
  const done = await runScript(engine, database.url, up.stdout);
  assert.equal(done.code, 0, done.stderr);
  await assertCounters(database, 1, 95);
  assert.deepEqual(
    await database.sql("SELECT state, statements_done, journal FROM retort_ledger"),
    [["applied", "1", "NULL"]],
  );
  const down = await runScript(
    engine,
    database.url,
    (await retort(["downgrade", "aaaaaaaaaaaa:base", "--sql"], options)).stdout,
  );
  assert.equal(down.code, 0, down.stderr);
  await assertCounters(database, 0, 95);
  await database.sql("DELETE FROM users");
  assert.equal((await runScript(engine, database.url, up.stdout)).code, 0);
});

forEachDialect("op.chunks is written for the whole table at once", async (database) => {
  const { engine, folder } = database;
  await countedTable(database, 95);
  await writeScripts(`${folder}/migrations`, {
    "a.ts": `// count\n// revision: aaaaaaaaaaaa
export async function upgrade(op) {
  await op.chunks("users", { key: "id", size: 7 }, async ({ after, upto }) => {
    await op.execute(op.sql\`UPDATE users SET n = n + \${1} WHERE id > \${after} AND id <= \${upto}\`);
  });
}\n`,
  });
  const options = { cwd: folder, env: { DATABASE_URL: database.url } };
  const { code, stdout, stderr } = await retort(["upgrade", "--sql"], options);
  assert.equal(code, 0, stderr);
  const done = await runScript(engine, database.url, stdout);
  assert.equal(done.code, 0, done.stderr);
  await assertCounters(database, 1, 95);
});
