import assert from "node:assert/strict";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort } from "../support/retort.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";

const ROLLBACK = { engines: ["sqlite", "postgres"] } as const;

function revision(sql: string): string {
  return `-- errors\n-- revision: aaaaaaaaaaaa\n\n-- migrate:up\n${sql}\n-- migrate:down none "a test"\n`;
}

function typescript(body: string, imports = ""): string {
  return `// errors
// revision: aaaaaaaaaaaa
${imports}import type { Operations } from "./retort.d.ts";

export async function upgrade(op: Operations): Promise<void> {
${body}
}

export async function downgrade(op: Operations): Promise<void> {
  await op.execute("SELECT 1");
}
`;
}

async function upgrade(database: TestDatabase, files: Readonly<Record<string, string>>, ...args: string[]) {
  await writeScripts(`${database.folder}/migrations`, files);
  const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
  return await retort([...args, "upgrade"], options);
}

const DEFERRED = `CREATE TABLE p (id integer PRIMARY KEY);
CREATE TABLE c (p integer REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED);
INSERT INTO c VALUES (2);`;

forEachDialect("a deferred constraint fails at COMMIT, and that is what is said", async (database) => {
  for (const args of [[], ["--transaction=all"]]) {
    await writeScripts(`${database.folder}/migrations`, { "a.sql": revision(DEFERRED) });
    const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
    const { code, stdout, stderr } = await retort(["--json", "upgrade", ...args], options);
    assert.equal(code, 1, stderr);
    assert.match(stderr, /^ {2}at COMMIT of revision aaaaaaaaaaaa \(migrations\/a\.sql\)$/m);
    assert.match(stderr, /rolled back: .*nothing(?: of it)? was kept/);
    assert.match(stderr, /hint: Deferred constraints are checked at COMMIT/);
    assert.doesNotMatch(stderr, /^ *\d+ \|/m);
    if (database.engine === "postgres") assert.match(stderr, /detail: Key \(p\)=\(2\) is not present/);
    const { error } = JSON.parse(stdout);
    assert.deepEqual([error.statement, error.path, error.line], ["COMMIT", "migrations/a.sql", undefined]);
    assert.deepEqual(error.heads, []);
  }
}, ROLLBACK);

forEachDialect("--raiseerr adds the stack, and without it there is none", async (database) => {
  const files = { "a.sql": revision("SELEC 1;") };
  const plain = await upgrade(database, files);
  assert.doesNotMatch(plain.stderr, /^ {4}at /m);
  const raised = await upgrade(database, files, "--raiseerr", "--json");
  assert.equal(raised.code, 1);
  assert.match(raised.stderr, /^StatementError: [\s\S]*^ {4}at .*\/(?:src\/runtime|app)\//m);
  const { error } = JSON.parse(raised.stdout);
  assert.match(error.stack, /StatementError: [\s\S]*\n {4}at .*\/(?:src\/runtime|app)\//);
});

forEachDialect("a TypeScript revision fails at the user's own file, line and column", async (database, t) => {
  const missing = 'await op.execute("INSERT INTO\\n  missing_table VALUES (1)");';
  const cases: Readonly<
    Record<string, readonly [files: Record<string, string>, place: string, said: RegExp]>
  > = {
    "a statement": [
      { "a.ts": typescript(`  const n = 1;\n  ${missing}`) },
      "migrations/a.ts:7:12",
      /^ {4}\| INSERT INTO\n {4}\| {3}missing_table VALUES \(1\)/m,
    ],
    "a statement of a neighbour": [
      {
        "lib/fill.ts":
          `import type { Operations } from "../retort.d.ts";\n\n/* 😀 */ export async function fill(op: Operations) {\n\t${missing}\n}\n`,
        "a.ts": typescript("  await fill(op);", 'import { fill } from "./lib/fill.ts";\n'),
      },
      "migrations/lib/fill.ts:4:11",
      /missing_table/,
    ],
    "a throw": [
      { "a.ts": typescript(`  if (op.dialect !== "") {\n    throw new RangeError("too far");\n  }`) },
      "migrations/a.ts:7:11",
      /FAILED: RangeError: too far/,
    ],
    "a mistake": [
      {
        "a.ts": typescript(
          "  const rows = await op.query<{ a: { b: number } }>(`SELECT 1 AS c`);\n  rows[0]!.a.b;",
        ),
      },
      "migrations/a.ts:7:14",
      /FAILED: TypeError: /,
    ],
  };
  for (const [name, [files, place, said]] of Object.entries(cases)) {
    await t.step(name, async () => {
      const { code, stdout, stderr } = await upgrade(database, files, "--json");
      assert.equal(code, 1, stderr);
      assert.ok(stderr.includes(place), stderr);
      assert.match(stderr, said);
      const { error } = JSON.parse(stdout);
      assert.equal([error.path, error.line, error.column].join(":"), place);
      const raised = await upgrade(database, files, "--raiseerr");
      assert.match(raised.stderr, /\/migrations\/a\.ts:\d+:\d+/);
    });
  }
});

forEachDialect("what a TypeScript revision is refused is told at its own line", async (database, t) => {
  const first = '  await op.execute("CREATE TABLE first (id integer PRIMARY KEY)");\n';
  const sent = database.engine === "mysql" ? "kept: 1 statement of" : "rolled back:";
  const cases: Readonly<Record<string, readonly [code: string, exit: number, line: string, said: RegExp]>> = {
    "a text that cannot be split": [
      "script-failed",
      1,
      "await op.execute(`SELECT '漢';\n\tSELECT 'x`);",
      /FAILED: .*never closed[^]*\n {4}\| \tSELECT 'x\n {4}\| \t {7}\^\n/,
    ],
    "a statement that ends the transaction": [
      "refused",
      8,
      'await op.execute("COMMIT");',
      /FAILED: Cannot run in a transaction: .*\n {4}\| COMMIT\n/,
    ],
    "two queries": [
      "script-failed",
      1,
      'await op.query("SELECT 1; SELECT 2");',
      /takes one statement, not 2/,
    ],
    "no way": ["irreversible", 8, 'op.irreversible("the data is gone");', /irreversible: the data is gone/],
    "a throw after a statement": ["script-failed", 1, 'throw new Error("no");', /FAILED: Error: no/],
  };
  for (const [name, [code, exit, line, said]] of Object.entries(cases)) {
    // What MySQL has committed by then may say COMMIT too.
    if (database.engine === "mysql" && name === "a statement that ends the transaction") continue;
    await t.step(name, async () => {
      const result = await upgrade(database, { "a.ts": typescript(`${first}  ${line}`) }, "--json");
      const { error } = JSON.parse(result.stdout);
      assert.deepEqual(
        [error.path, error.line, error.revision, error.code, result.code],
        ["migrations/a.ts", 7, "aaaaaaaaaaaa", code, exit],
        result.stderr,
      );
      assert.match(result.stderr, said);
      assert.match(result.stderr, /^FAILED: .*\(migrations\/a\.ts:7:\d+\)$/m);
      assert.ok(result.stderr.includes(`\n  ${sent} revision aaaaaaaaaaaa`), result.stderr);
      assert.match(result.stderr, /\n {2}the database stands at base\n/);
      assert.deepEqual(error.heads, []);
      if (database.engine === "mysql") await database.sql("DROP TABLE first, retort_ledger, retort_log");
    });
  }
});

forEachDialect(
  "what the revision lets through of a statement's error keeps the server's words",
  async (database) => {
    const body = `  try {
    await op.execute("INSERT INTO missing_table VALUES (1)");
  } catch (error) {
    throw new Error("while filling", { cause: error });
  }`;
    const { code, stderr } = await upgrade(database, { "a.ts": typescript(body) });
    assert.equal(code, 1, stderr);
    assert.match(stderr, /FAILED: Error: while filling \(migrations\/a\.ts:9:11\)/);
    assert.match(stderr, /cause: .*missing_table/);
  },
);

forEachDialect(
  "passwords in a statement that fails are masked, and the caret stays in place",
  async (database) => {
    const long = " ".repeat(3) + "x".repeat(60);
    const sql = database.engine === "mysql"
      ? `CREATE USER ${long.trim()} IDENTIFIED\n  BY 'hunter2-${"y".repeat(90)}' FOO;`
      : `CREATE USER ${long.trim()}\n  PASSWORD 'hunter2-${"y".repeat(90)}' FOO;`;
    for (const args of [[], ["--json", "--raiseerr", "--log-sql", "--verbose"]]) {
      const { code, stdout, stderr } = await upgrade(database, { "a.sql": revision(sql) }, ...args);
      assert.equal(code, 1, stderr);
      assert.match(stderr, /\*\*\*/);
      assert.doesNotMatch(stdout + stderr, /hunter|yyyy/);
    }
  },
);
