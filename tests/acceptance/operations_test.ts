import assert from "node:assert/strict";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { operationRevisions, revision } from "../support/operation_revisions.ts";
import { retort } from "../support/retort.ts";
import { dumpDatabase, runScript } from "../support/script_client.ts";
import { createTestDatabase, type TestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";

async function run({ folder, url }: TestDatabase, ...args: string[]): Promise<void> {
  const { code, stderr } = await retort(args, { cwd: folder, env: { DATABASE_URL: url } });
  assert.equal(code, 0, stderr);
}

/** Writes a script without a connection and runs it as a person would. */
async function byHand({ engine, folder, url }: TestDatabase, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await retort([...args, "--sql"], {
    cwd: folder,
    env: { RETORT_DIALECT: engine },
  });
  assert.equal(code, 0, stderr);
  const ran = await runScript(engine, url, stdout);
  assert.equal(ran.code, 0, ran.stderr);
  return stdout;
}

forEachDialect(
  "every call of op runs up and down, and its script leaves the same database",
  async (online) => {
    await using offline = await createTestDatabase(online.engine);
    const dump = ({ engine, url }: TestDatabase) => dumpDatabase(engine, url);
    for (const { folder } of [online, offline]) {
      await writeScripts(`${folder}/migrations`, operationRevisions(online.engine));
    }
    await run(online, "upgrade", "aaaa");
    await byHand(offline, "upgrade", "base:aaaa");
    const first = await dump(online);
    assert.equal(await dump(offline), first);
    await run(online, "upgrade");
    await byHand(offline, "upgrade", "aaaa:head");
    assert.equal(await dump(offline), await dump(online));
    await run(online, "downgrade", "aaaa");
    await byHand(offline, "downgrade", "head:aaaa");
    const back = await dump(online);
    assert.equal(await dump(offline), back);
    await run(online, "upgrade");
    await run(online, "downgrade", "base");
    assert.doesNotMatch(await dump(online), /CREATE (?!TABLE.*(retort_|sqlite_))/);
  },
);

/** A folder with one revision whose up section is this. */
async function single(database: TestDatabase, up: string, header = ""): Promise<void> {
  const text = revision("aaaaaaaaaaaa", "", up, `  op.irreversible("a test");`, header);
  await writeScripts(`${database.folder}/migrations`, { "a.ts": text });
}

async function failure({ folder, url }: TestDatabase, code: number): Promise<string> {
  const result = await retort(["upgrade"], { cwd: folder, env: { DATABASE_URL: url } });
  assert.equal(result.code, code, result.stderr);
  return result.stderr;
}

const TABLE = `  await op.createTable("task", (t) => [t.bigint("id").primaryKey(), t.text("title")]);`;

forEachDialect(
  "a call that cannot be understood is refused at its own line, and nothing of it runs",
  async (database) => {
    await single(database, `${TABLE}\n  await op.createIndex("ix", "task", ["id"], { uniqe: true });`);
    const stderr = await failure(database, 1);
    assert.match(
      stderr,
      /FAILED: op\.createIndex\(\): there is no option 'uniqe' \(migrations\/a\.ts:7:12\)/,
    );
    assert.match(stderr, /hint: Did you mean 'unique'\?/);
    await single(database, `  await op.createTable("task", (t) => [\n    t.text("x").notNul(),\n  ]);`);
    assert.match(
      await failure(database, database.engine === "mysql" ? 7 : 1),
      /notNul is not a function|stopped half-way/,
    );
  },
);

forEachDialect("a statement of an operation that fails is shown with the call's line", async (database) => {
  await single(database, `${TABLE}\n  await op.createIndex("ix", "task", ["missing"]);`);
  const stderr = await failure(database, 1);
  assert.match(stderr, /at migrations\/a\.ts:7:12 \(revision aaaaaaaaaaaa\)/);
  assert.match(stderr, /CREATE INDEX ix ON task \(missing\)|ADD INDEX ix \(missing\)/);
});

forEachDialect("what an engine cannot do is refused before anything of it is done", async (database) => {
  await single(
    database,
    `  await op.createTable("booking", (t) => [t.integer("room"), t.exclude([["room", "="]])]);`,
  );
  const stderr = await failure(database, 2);
  assert.match(stderr, /\(migrations\/a\.ts:6:12\)/);
  assert.match(stderr, /hint: /);
  await assert.rejects(database.sql("SELECT * FROM booking"));
}, { engines: ["sqlite", "mysql"] });

forEachDialect(
  "an index is made concurrently outside of a transaction, and refused inside one",
  async (database) => {
    const call = `op.createIndex("ix", "task", ["id"], { concurrently: true });`;
    await single(database, `${TABLE}\n  await ${call}`);
    const stderr = await failure(database, 8);
    assert.match(stderr, /Cannot run in a transaction: .* \(migrations\/a\.ts:7:12\)/);
    assert.match(stderr, /transaction: false.*op\.autocommit/);
    await single(database, `${TABLE}\n  await op.autocommit(async () => { await ${call} });`);
    await run(database, "upgrade");
    assert.deepEqual(await database.sql("SELECT indexname FROM pg_indexes WHERE indexname = 'ix'"), [["ix"]]);
  },
  { engines: ["postgres"] },
);

forEachDialect(
  "calls that nobody waits for keep their order, and end before the step does",
  async (database) => {
    await single(
      database,
      `  op.createTable("task", (t) => [t.integer("id"), t.varchar("title", 9).unique()]);
  op.bulkInsert("task", [{ id: 1, title: "x" }]);
  op.execute("UPDATE task SET id = id + 1");
  op.renameTable("task", "job");
  op.createIndex("ix", "job", ["id"]);`,
    );
    await run(database, "upgrade");
    assert.deepEqual(await database.sql("SELECT id, title FROM job"), [["2", "x"]]);
  },
);

forEachDialect("a naming convention of the configuration names what has no name", async (database) => {
  await single(
    database,
    `  await op.createTable("person", (t) => [t.integer("id").primaryKey()]);
  await op.createTable("task", (t) => [
    t.integer("id"), t.integer("owner_id").references("person", "id"), t.varchar("title", 9).unique(),
  ]);
  await op.createIndex(null, "task", ["id", "title"]);`,
  );
  await Deno.writeTextFile(
    `${database.folder}/retort.jsonc`,
    `{ "naming": { "index": "ix_{table}_{columns}", "unique": "uq_{table}_{column0}",
      "foreignKey": "fk_{table}_{columns}_{referred_table}" } }`,
  );
  await run(database, "upgrade");
  const dump = await dumpDatabase(database.engine, database.url);
  for (const name of ["ix_task_id_title", "uq_task_title", "fk_task_owner_id_person"]) {
    assert.match(dump, new RegExp(`\\b${name}\\b`));
  }
});

forEachDialect(
  "bulkInsert() takes more rows than one statement can hold, and tells how many",
  async (database) => {
    await single(
      database,
      `  await op.createTable("big", (t) => [t.integer("id").primaryKey(), t.text("a"), t.text("b")]);
  const rows = Array.from({ length: 30_000 }, (_, id) => ({ id, a: "it's " + id, b: id % 2 === 0 ? null : "\\\\" }));
  const inserted = await op.bulkInsert("big", rows);
  if (inserted !== 30_000) throw new Error(String(inserted));`,
    );
    await run(database, "upgrade");
    assert.deepEqual(
      await database.sql("SELECT count(*), sum(id), count(b), max(a) FROM big"),
      [["30000", "449985000", "15000", "it's 9999"]],
    );
  },
);

forEachDialect("op.query is refused in a script, and typed where there is a database", async (database) => {
  await single(
    database,
    `${TABLE}
  await op.bulkInsert("task", [{ id: 9007199254740993n, title: "x" }]);
  const [row] = await op.query<{ id: bigint; title: string }>("SELECT id, title FROM task");
  if (row === undefined || row.id !== 9007199254740993n) throw new Error("id: " + String(row?.id));`,
  );
  await run(database, "upgrade");
  const { code, stderr } = await retort(["upgrade", "--sql"], {
    cwd: database.folder,
    env: { RETORT_DIALECT: database.engine },
  });
  assert.equal(code, 8);
  assert.match(stderr, /op\.query\(\) asks the database.*\(migrations\/a\.ts:8:\d+\)/);
});

forEachDialect("a step of operations that was cut off goes on behind what is done", async (database) => {
  const body = (second: string) =>
    `  await op.step("tables", async () => {
    await op.createTable("task", (t) => [t.integer("id").notNull(), t.varchar("title", 9)]);
    await op.alterColumn("task", "title", { type: (t) => t.varchar(50), rename: "name" });
    ${second}
  });`;
  await single(database, body(`await op.createIndex("ix", "task", ["missing"]);`), "// transaction: false\n");
  await failure(database, 1);
  await single(database, body(`await op.createIndex("ix", "task", ["name"]);`), "// transaction: false\n");
  await run(database, "upgrade");
  await database.sql("INSERT INTO task (id, name) VALUES (1, 'a name of more than nine')");
}, { engines: ["mysql"] });

forEachDialect(
  "a constraint without a name is dropped by the one that the convention gives",
  async (database) => {
    await Deno.writeTextFile(
      `${database.folder}/retort.jsonc`,
      `{ "naming": { "unique": "uq_{table}_{column0}", "check": "ck_{table}_{constraint_name}" } }`,
    );
    await writeScripts(`${database.folder}/migrations`, {
      "a.sql": `-- old
-- revision: a1
-- migrate:up
CREATE TABLE task (id integer PRIMARY KEY, title text UNIQUE, rank integer UNIQUE, CHECK (rank > 0));
INSERT INTO task VALUES (1, 'x', 1);
-- migrate:down
DROP TABLE task;
`,
      "b.ts": revision(
        "b1",
        "a1",
        `  await op.dropConstraint("uq_task_title", "task", { type: "unique" });`,
        "",
      ),
    });
    const script = await retort(["upgrade", "--sql"], {
      cwd: database.folder,
      env: { RETORT_DIALECT: "sqlite" },
    });
    assert.equal(script.code, 0, script.stderr);
    await run(database, "upgrade");
    await database.sql("INSERT INTO task VALUES (2, 'x', 2)");
    await assert.rejects(database.sql("INSERT INTO task VALUES (3, 'y', 2)"), /UNIQUE/);
    await assert.rejects(database.sql("INSERT INTO task VALUES (3, 'y', 0)"), /CHECK/);
  },
  { engines: ["sqlite"] },
);

forEachDialect("a dry run prints what code would send, unless it asks the database", async (database) => {
  const asking = `${TABLE}\n  await op.query("SELECT 1");`;
  await writeScripts(`${database.folder}/migrations`, {
    "a.ts": revision("a1", "", `${TABLE}\n  await op.bulkInsert("task", [{ id: 1, title: "it's" }]);`, ""),
    "b.ts": revision("b1", "a1", `  await op.addColumn("task", (t) => t.integer("rank").default(0));`, ""),
    "c.ts": revision("c1", "b1", asking, ""),
  });
  const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
  const { code, stdout, stderr } = await retort(["upgrade", "--dry-run"], options);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^ {4}CREATE TABLE task \(/m);
  assert.match(stdout, /^ {4}INSERT INTO task \(id, title\) VALUES\n {6}\(1, 'it''s'\);/m);
  assert.match(stdout, /^ {4}ALTER TABLE task ADD COLUMN `?rank/im);
  assert.match(stdout, /upgrade b1 -> c1[\s\S]*the code decides when it runs/);
  await assert.rejects(database.sql("SELECT * FROM task"));
});

forEachDialect("a script rebuilds a table that others refer to without losing their rows", async (online) => {
  await using offline = await createTestDatabase("sqlite");
  const base = `  await op.createTable("parent", (t) => [t.integer("id").primaryKey(), t.integer("x")]);
  await op.createTable("child", (t) => [t.integer("id").references("parent", "id", { onDelete: "CASCADE" })]);
  await op.bulkInsert("parent", [{ id: 1, x: 2 }]);
  await op.bulkInsert("child", [{ id: 1 }]);`;
  const change =
    `  await op.alterColumn("parent", "x", { type: (t) => t.text(), nullable: false, default: "9" });`;
  for (const header of ["", "// transaction: false\n"]) {
    for (const database of [online, offline]) {
      await writeScripts(`${database.folder}/migrations`, {
        "a.ts": revision(
          "aaaaaaaaaaaa",
          "",
          base,
          `  await op.dropTable("child"); await op.dropTable("parent");`,
        ),
        "b.ts": revision("bbbbbbbbbbbb", "aaaaaaaaaaaa", change, "", header),
      });
    }
    await run(online, "upgrade");
    await byHand(offline, "upgrade", "base:aaaa");
    await byHand(offline, "upgrade", "aaaa:head");
    assert.equal(await dumpDatabase("sqlite", offline.url), await dumpDatabase("sqlite", online.url));
    assert.deepEqual(await offline.sql("SELECT count(*), typeof(x) FROM child NATURAL JOIN parent"), [[
      "1",
      "text",
    ]]);
    await run(online, "downgrade", "base");
    await byHand(offline, "downgrade", "head:base");
  }
}, { engines: ["sqlite"] });

forEachDialect("a batch may make anew what it drops, and rename what it has made", async (database) => {
  await single(
    database,
    `  await op.createTable("p", (t) => [t.integer("id").primaryKey()]);
  await op.createTable("t", (t) => [
    t.integer("id").primaryKey(),
    t.integer("a"),
    t.integer("b").references("p", "id", { name: "fk_b" }),
    t.check("a > 0", { name: "ck" }),
    t.index("ix", ["b"]),
  ]);
  await op.batchAlterTable("t", (batch) => {
    batch.dropConstraint("fk_b", { type: "foreignKey" });
    batch.createForeignKey("fk_b", "p", ["b"], ["id"], { onDelete: "CASCADE" });
    batch.createIndex("ia", ["a"]);
    batch.dropIndex("ia");
    batch.createIndex("ia", ["a"], { unique: true });
    batch.dropConstraint("ck", { type: "check" });
    batch.createCheckConstraint("ck", "a > 1");
    batch.alterColumn("a", { rename: "c", existing: (t) => t.integer() });
    batch.addColumn((t) => t.integer("a").notNull().default(7));
    batch.dropColumn("a");
    batch.addColumn((t) => t.bigint("a").notNull().default(8));
    batch.dropIndex("ix");
    batch.createIndex("ix", ["b", "a"]);
  });
  await op.bulkInsert("t", [{ id: 1, c: 2 }]);`,
  );
  const { code, stderr } = await retort(["upgrade"], {
    cwd: database.folder,
    env: { DATABASE_URL: database.url },
  });
  assert.equal(code, 0, stderr);
  assert.deepEqual(await database.sql("SELECT c, a FROM t"), [["2", "8"]]);
  await assert.rejects(database.sql("INSERT INTO t (id, c) VALUES (2, 1)"), /ck/);
  const dumped = await dumpDatabase(database.engine, database.url);
  assert.match(dumped, /ON DELETE CASCADE/);
});

forEachDialect("a view whose query ends in a comment stands in a script as well", async (database) => {
  await single(
    database,
    `  await op.createView("one", "SELECT 1 AS a -- the first");
  await op.execute(op.sql\`CREATE VIEW two AS SELECT '--' AS b FROM one -- the second\`);`,
  );
  await byHand(database, "upgrade");
  assert.deepEqual(await database.sql("SELECT a, b FROM one, two"), [["1", "--"]]);
});

const VIEWS: Readonly<Record<string, readonly (readonly [string, RegExp])[]>> = {
  sqlite: [
    [`op.createView("v", "SELECT 1", { replace: true })`, /SQLite cannot replace a view[^]*dropView/],
    [`op.createView("v", "SELECT 1", { checkOption: "local" })`, /no check option/],
    [`op.createView("v", "SELECT 1", { materialized: true })`, /no materialized views[^]*table/],
    [`op.dropView("v", { cascade: true })`, /drops nothing along with a view/],
  ],
  mysql: [[`op.createView("v", "SELECT 1", { materialized: true })`, /no materialized views[^]*table/]],
  postgres: [[
    `op.createView("v", "SELECT 1", { ifNotExists: true })`,
    /no IF NOT EXISTS for a view[^]*replace/,
  ]],
};

forEachDialect("what an engine's views cannot do is refused with what to do instead", async (database) => {
  for (const [call, what] of VIEWS[database.engine] ?? []) {
    await single(database, `  await ${call};`);
    assert.match(await failure(database, 2), what);
  }
});
