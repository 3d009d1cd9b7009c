import assert from "node:assert/strict";
import { mysql } from "../../src/dialect/mysql/mod.ts";
import { type Column, plainColumn } from "../../src/schema/column.ts";
import { columnPart, plainIndex } from "../../src/schema/index.ts";
import type { Schema } from "../../src/schema/schema.ts";
import { parseDatabaseUrl } from "../../src/util/database_url.ts";
import { createAccount } from "../support/accounts.ts";
import { reflectingOn, tableNamed as table } from "../support/reflecting.ts";
import { createTestDatabase } from "../support/test_database.ts";

const reflecting = reflectingOn("mysql");

function native(name: string, type: string): Column {
  return plainColumn(name, { kind: "native", sql: type });
}

reflecting("reflect() reads columns with types, defaults and what fills them", async ({ sql, reflect }) => {
  await sql(
    `CREATE TABLE task (id int(10) unsigned AUTO_INCREMENT PRIMARY KEY, flag tinyint(1) NOT NULL DEFAULT 0,
    title varchar(20) CHARACTER SET latin1 NOT NULL DEFAULT 'it''s' COMMENT 'two
lines', tags json DEFAULT '[]', made timestamp NOT NULL DEFAULT now() ON UPDATE now(), twice int AS (flag * 2) VIRTUAL,
    secret int INVISIBLE, place point REF_SYSTEM_ID=4326, packed text COMPRESSED) CHARSET=utf8mb4`,
  );
  assert.deepEqual(table(await reflect(), "task").columns, [
    {
      ...native("id", "int unsigned"),
      nullable: false,
      generation: { kind: "identity", always: false, options: {} },
    },
    { ...native("flag", "tinyint(1)"), nullable: false, default: { kind: "expression", sql: "0" } },
    {
      ...native("title", "varchar(20)"),
      nullable: false,
      default: { kind: "expression", sql: "'it''s'" },
      collation: "latin1_swedish_ci",
      comment: "two\nlines",
      options: { charset: "latin1" },
    },
    { ...native("tags", "json"), default: { kind: "expression", sql: "'[]'" } },
    {
      ...native("made", "timestamp"),
      nullable: false,
      default: { kind: "expression", sql: "CURRENT_TIMESTAMP" },
      options: { onUpdate: "CURRENT_TIMESTAMP" },
    },
    { ...native("twice", "int"), generation: { kind: "computed", sql: "flag * 2", stored: false } },
    { ...native("secret", "int"), options: { invisible: "" } },
    { ...native("place", "point"), options: { srid: "4326" } },
    { ...native("packed", "text"), options: { compressed: "" } },
  ]);
});

reflecting("reflect() reads what information_schema cannot spell", async ({ sql, reflect }) => {
  await sql(
    `CREATE TABLE t (a varchar(10) DEFAULT 'a🙃?', b varbinary(4) DEFAULT X'00FF', c varchar(10) DEFAULT 'why?',
    d varchar(20) AS (concat(a, '🙃')) VIRTUAL, e varchar(10) CHECK (e <> '🙃'), CHECK (a <> '(🙃)')) CHARSET=utf8mb4`,
  );
  const { columns, constraints } = table(await reflect(), "t");
  assert.deepEqual(columns.map((column) => column.default), [
    { kind: "expression", sql: "'a🙃?'" },
    { kind: "expression", sql: "X'00FF'" },
    { kind: "expression", sql: "'why?'" },
    { kind: "none" },
    { kind: "none" },
  ]);
  assert.deepEqual(columns[3]?.generation, { kind: "computed", sql: "concat(a,'🙃')", stored: false });
  assert.deepEqual(constraints.map((each) => "condition" in each && [each.condition, each.options]), [
    ["a <> '(🙃)'", {}],
    ["e <> '🙃'", { column: "e" }],
  ]);
});

reflecting(
  "reflect() reads keys as constraints, and all that is more as indexes",
  async ({ sql, reflect }) => {
    await sql(
      `CREATE TABLE t (a varchar(50) NOT NULL, b int, c text, PRIMARY KEY (a(10)), UNIQUE KEY plain (a, b),
    UNIQUE KEY start (a(5)), KEY down (b DESC), FULLTEXT KEY words (c), KEY off (b, a) IGNORED COMMENT 'not used')`,
    );
    const { constraints, indexes } = table(await reflect(), "t");
    assert.deepEqual(
      constraints.map((each) => "columns" in each && [each.kind, each.name, each.columns, each.options]),
      [["primaryKey", "", ["a"], { prefix: "10" }], ["unique", "plain", ["a", "b"], {}]],
    );
    assert.deepEqual(indexes.toSorted((one, other) => one.name < other.name ? -1 : 1), [
      { ...plainIndex("down", []), parts: [{ ...columnPart("b"), descending: true }] },
      { ...plainIndex("off", ["b", "a"]), comment: "not used", options: { invisible: "" } },
      { ...plainIndex("start", []), unique: true, parts: [{ ...columnPart("a"), length: 5 }] },
      { ...plainIndex("words", ["c"]), using: "fulltext" },
    ]);
  },
);

reflecting("tidy() leaves out what the server makes up again", async ({ sql, reflect, tidy }) => {
  await sql(`CREATE TABLE p (id int PRIMARY KEY, code int UNIQUE);
    CREATE TABLE c (a int, b int, CHECK (a > 0), CONSTRAINT said CHECK (b > 0), FOREIGN KEY (a) REFERENCES p (id),
      CONSTRAINT told FOREIGN KEY (b) REFERENCES p (code))`);
  const schema = await reflect();
  const names = (found: Schema) => table(found, "c").constraints.map(({ name }) => name);
  assert.deepEqual(names(schema), ["c_ibfk_1", "told", "CONSTRAINT_1", "said"]);
  assert.deepEqual(table(schema, "c").indexes.map(({ name }) => name), ["a", "told"]);
  assert.deepEqual(names(tidy(schema)), ["", "told", "", "said"]);
  assert.deepEqual(table(tidy(schema), "c").indexes, []);
  assert.equal(table(tidy(schema), "p").constraints[1]?.name, "");
});

reflecting(
  "reflect() reads tables, their triggers and nothing more where tables are asked for",
  async (database) => {
    const { sql, reflect } = database;
    await sql(`CREATE TABLE one (id int); CREATE TABLE two (id int); CREATE TABLE retort_ledger (id int);
    CREATE VIEW v AS SELECT 1 AS x; CREATE TRIGGER tr BEFORE INSERT ON one FOR EACH ROW SET new.id = 1`);
    const whole = await reflect({ hidden: [{ name: "retort_ledger" }] });
    assert.deepEqual(whole.tables.map(({ name }) => name), ["one", "two"]);
    assert.deepEqual(whole.definitions.map(({ identity }) => identity), ["tr ON one", "v"]);
    const one = await reflect({ tables: [{ name: "one" }, { name: "missing" }] });
    assert.deepEqual(one.tables, whole.tables.slice(0, 1));
    assert.deepEqual(one.definitions.map(({ identity }) => identity), ["tr ON one"]);
  },
);

reflecting(
  "reflect() names what is in other databases, and reads them when asked",
  async ({ sql, reflect }) => {
    await using other = await createTestDatabase("mysql");
    const schema = new URL(other.url).pathname.slice(1);
    await other.sql("CREATE TABLE far (id int PRIMARY KEY); CREATE VIEW seen AS SELECT id FROM far");
    await sql(`CREATE TABLE near (id int, FOREIGN KEY (id) REFERENCES ${schema}.far (id));
    CREATE VIEW both_of_them AS SELECT n.id FROM near n JOIN ${schema}.far f ON f.id = n.id`);
    const home = await reflect();
    const [key] = table(home, "near").constraints;
    assert.deepEqual(key?.kind === "foreignKey" && key.table, { schema, name: "far" });
    assert.match(home.definitions[0]?.create ?? "", new RegExp(`join ${schema}\\.far f on`));
    const { tables, definitions } = await reflect({ schemas: [schema] });
    assert.deepEqual(tables.map((each) => [each.schema, each.name]), [[schema, "far"]]);
    assert.match(definitions[0]?.create ?? "", new RegExp(`^CREATE VIEW ${schema}\\.seen AS\\nselect`));
    await sql("DROP TABLE near");
  },
);

reflecting("reflect() tells definers and grants when asked", async ({ sql, reflect, database }) => {
  await using ada = await createAccount(database, "secret", "connect");
  await sql(`CREATE TABLE t (id int, a int); CREATE VIEW v AS SELECT id FROM t;
    GRANT SELECT, INSERT (a) ON t TO '${ada.name}'@'%'`);
  const plain = await reflect();
  assert.deepEqual(plain.definitions.map(({ kind }) => kind), ["view"]);
  assert.doesNotMatch(plain.definitions[0]?.create ?? "", /DEFINER/);
  const { definitions } = await reflect({ privileges: true });
  const made = definitions.map(({ create }) => create.split("\n")[0]);
  assert.match(made.join("\n"), /CREATE DEFINER = '[^']+'@'[^']+' VIEW v AS/);
  assert.ok(made.includes(`GRANT INSERT (a), SELECT ON t TO '${ada.name}'@'%'`), made.join("\n"));
});

reflecting("reflect() inside a transaction leaves it open", async ({ connection, sql, reflect }) => {
  await sql("CREATE TABLE t (id int); CREATE SEQUENCE s; CREATE VIEW v AS SELECT id FROM t");
  await connection.execute("START TRANSACTION");
  await connection.execute("INSERT INTO t VALUES (1)");
  await reflect();
  assert.ok(connection.inTransaction());
  await connection.execute("ROLLBACK");
  assert.deepEqual(await sql("SELECT count(*) FROM t"), [["0"]]);
});

reflecting("reflect() lists what cannot be made again", async ({ sql, reflect }) => {
  await sql("CREATE TABLE gone (id int); CREATE VIEW broken AS SELECT id FROM gone; DROP TABLE gone");
  const { definitions, unknown } = await reflect();
  assert.deepEqual([definitions, unknown], [[], [{ kind: "view", name: "broken" }]]);
});

reflecting(
  "reflect() reads the same whatever the session's sql_mode",
  async ({ connection, sql, reflect }) => {
    await sql(
      String
        .raw`CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, a varchar(9) DEFAULT 'x\\' CHECK (a <> 'it''s'),
    KEY k (a) USING BTREE) COMMENT='a\\b'; CREATE VIEW v AS SELECT a AS 'x"y' FROM t WHERE a > '\\';
    CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 'b'`,
    );
    const without = ({ definitions, ...rest }: Schema) => ({
      ...rest,
      definitions: definitions.map(({ settings: _settings, ...each }) => each),
    });
    const usual = without(await reflect());
    assert.deepEqual(usual.unknown, []);
    for (
      const mode of [
        "ANSI",
        "ORACLE",
        "NO_BACKSLASH_ESCAPES",
        "NO_TABLE_OPTIONS,NO_FIELD_OPTIONS,NO_KEY_OPTIONS",
      ]
    ) {
      await connection.execute("SET SESSION sql_mode = ?", [mode]);
      const before = await connection.query("SELECT @@SESSION.sql_mode AS mode");
      assert.deepEqual(without(await reflect()), usual, mode);
      assert.deepEqual(await connection.query("SELECT @@SESSION.sql_mode AS mode"), before);
    }
  },
);

reflecting("reflect() comes to an end while tables come and go", async ({ reflect, database: { url } }) => {
  await using other = await mysql.connect(parseDatabaseUrl(url), {
    applicationName: "retort",
    connectTimeout: 10_000,
  });
  let [churning, rounds] = [true, 0];
  const churn = async () => {
    for (; churning; rounds++) {
      await other.execute("CREATE TABLE gone (a int) PARTITION BY HASH (a)");
      await other.execute("DROP TABLE gone");
    }
  };
  const churned = churn();
  try {
    for (let time = 0; time < 80; time++) await reflect();
  } finally {
    churning = false;
    await churned;
  }
  assert.ok(rounds > 5);
});
