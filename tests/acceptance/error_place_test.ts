import assert from "node:assert/strict";
import type { Engine } from "../support/engine.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort } from "../support/retort.ts";
import type { TestDatabase } from "../support/test_database.ts";

/** A failing up section, and what must be said of it. */
interface Failing {
  /**
   * `‸` stands before the character that the caret must stand under; `¦` before the failing statement where the
   * engine tells no more.
   */
  readonly sql: string;
  readonly code: string;
  readonly message: RegExp;
  /** Further lines: detail, hint, context. */
  readonly said?: readonly RegExp[];
}

const TABLE = "CREATE TABLE t (id integer PRIMARY KEY, name varchar(50) NOT NULL);\n";

const POSTGRES: Readonly<Record<string, Failing>> = {
  "a syntax error": {
    sql: `SELECT 1;\n‸SELEC 2;`,
    code: "42601",
    message: /syntax error at or near "SELEC"/,
  },
  "a missing table, lines below": {
    sql: `INSERT\n  INTO\n\t ‸missing_table\nVALUES (1);`,
    code: "42P01",
    message: /relation "missing_table" does not exist/,
  },
  "a missing column behind wide characters": {
    sql: `${TABLE}SELECT '漢字 😀 ä', ‸nope FROM t;`,
    code: "42703",
    message: /column "nope" does not exist/,
  },
  "tabs": {
    sql: `${TABLE}\tSELECT\t1,\t'漢',\t‸nam\tFROM t;`,
    code: "42703",
    message: /column "nam" does not exist/,
    said: [/server's hint: Perhaps you meant to reference the column "t\.name"/],
  },
  "CRLF": {
    sql: `${TABLE}SELECT 1,\n  '😀',\n  ‸nope\nFROM t;\n`.replaceAll("\n", "\r\n"),
    code: "42703",
    message: /column "nope" does not exist/,
  },
  "a violated key": {
    sql: `${TABLE}INSERT INTO t VALUES (1, 'a');\n\n  ¦INSERT INTO t\n  VALUES (1, 'b');`,
    code: "23505",
    message: /duplicate key value violates unique constraint "t_pkey"/,
    said: [/detail: Key \(id\)=\(1\) already exists\./],
  },
  "a missing value": {
    sql: `${TABLE}¦INSERT INTO t VALUES (1, NULL);`,
    code: "23502",
    message: /null value in column "name"/,
    said: [/detail: Failing row contains \(1, null\)\./],
  },
  "a function": {
    sql: `CREATE FUNCTION boom() RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'bang 😀' USING DETAIL = 'loud', HINT = 'duck', ERRCODE = 'U0001';
END $$;
¦SELECT boom();`,
    code: "U0001",
    message: /bang 😀/,
    said: [/detail: loud/, /server's hint: duck/, /context: PL\/pgSQL function boom\(\) line 3 at RAISE/],
  },
  "a function's text": {
    sql: `CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  ‸RETRN 1;\nEND $$;`,
    code: "42601",
    message: /syntax error at or near "RETRN"/,
  },
  "a trigger": {
    sql: `${TABLE}CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'not today';
END $$;
CREATE TRIGGER no BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION no();
¦INSERT INTO t VALUES (1, 'x');`,
    code: "P0001",
    message: /not today/,
    said: [/context: PL\/pgSQL function no\(\) line 3 at RAISE/],
  },
  "a DO block": {
    sql: `DO $do$\nDECLARE x int;\nBEGIN\n  x := 1;\n\t‸PERFORM x / 0; -- 😀\nEND $do$;`,
    code: "22012",
    message: /division by zero/,
    said: [/inline_code_block line 5 at PERFORM/],
  },
  "a DO block's text": {
    sql: `DO $$\nBEGIN\n  ‸PERFORM nope FROM pg_class;\nEND $$;`,
    code: "42703",
    message: /column "nope" does not exist/,
  },
  "a long statement": {
    sql: `SELECT\n${"  1,\n".repeat(30)}  ‸nope\n${"  , 1\n".repeat(30)};`,
    code: "42703",
    message: /column "nope" does not exist/,
  },
};

const SQLITE: Readonly<Record<string, Failing>> = {
  "a syntax error": {
    sql: `SELECT 1;\n‸SELEC 2;`,
    code: "SQLITE_ERROR",
    message: /near "SELEC": syntax error/,
  },
  "a missing table, lines below": {
    sql: `INSERT\n  INTO\n\t ‸missing_table\nVALUES (1);`,
    code: "SQLITE_ERROR",
    message: /no such table: missing_table/,
  },
  "a missing column behind wide characters": {
    sql: `${TABLE}SELECT '漢字 😀 ä', ‸nope FROM t;`,
    code: "SQLITE_ERROR",
    message: /no such column: nope/,
  },
  "tabs": {
    sql: `${TABLE}\tSELECT\t1,\t'漢',\t‸nam\tFROM t;`,
    code: "SQLITE_ERROR",
    message: /no such column: nam/,
  },
  "CRLF": {
    sql: `${TABLE}SELECT 1,\n  '😀',\n  ‸nope\nFROM t;\n`.replaceAll("\n", "\r\n"),
    code: "SQLITE_ERROR",
    message: /no such column: nope/,
  },
  "a violated key": {
    sql: `${TABLE}INSERT INTO t VALUES (1, 'a');\n\n  ¦INSERT INTO t\n  VALUES (1, 'b');`,
    code: "SQLITE_CONSTRAINT_PRIMARYKEY",
    message: /UNIQUE constraint failed: t\.id/,
  },
  "a missing value": {
    sql: `${TABLE}¦INSERT INTO t VALUES (1, NULL);`,
    code: "SQLITE_CONSTRAINT_NOTNULL",
    message: /NOT NULL constraint failed: t\.name/,
  },
  "a trigger": {
    sql: `${TABLE}CREATE TRIGGER no BEFORE INSERT ON t BEGIN SELECT RAISE(ABORT, 'not today 😀'); END;
¦INSERT INTO t VALUES (1, 'x');`,
    code: "SQLITE_CONSTRAINT_TRIGGER",
    message: /not today 😀/,
  },
  "a function": {
    sql: `SELECT 1, ‸no_such_function(1);`,
    code: "SQLITE_ERROR",
    message: /no such function: no_such_function/,
  },
  "a statement without its end": {
    sql: `${TABLE}SELECT (1 +‸`,
    code: "SQLITE_ERROR",
    message: /incomplete input/,
  },
  "a long statement": {
    sql: `${TABLE}SELECT\n${"  1,\n".repeat(30)}  ‸nope\n${"  , 1\n".repeat(30)} FROM t;`,
    code: "SQLITE_ERROR",
    message: /no such column: nope/,
  },
};

const MYSQL: Readonly<Record<string, Failing>> = {
  "a syntax error": {
    sql: `SELECT 1;\n‸SELEC 2;`,
    code: "42000 (1064)",
    message: /error in your SQL syntax.*near 'SELEC 2' at line 1/,
  },
  "a syntax error behind wide characters": {
    sql: `${TABLE}SELECT '漢字 😀 ä',\n\t1 FROM ‸WHERE '😀' = 1;`,
    code: "42000 (1064)",
    message: /error in your SQL syntax/,
  },
  "a missing table, lines below": {
    sql: `INSERT\n  INTO\n\t ‸missing_table\nVALUES (1);`,
    code: "42S02 (1146)",
    message: /Table '.*\.missing_table' doesn't exist/,
  },
  "a missing column behind wide characters": {
    sql: `${TABLE}SELECT '漢字 😀 ä', ‸nope FROM t;`,
    code: "42S22 (1054)",
    message: /Unknown column 'nope'/,
  },
  "tabs": {
    sql: `${TABLE}\tSELECT\t1,\t'漢',\t‸nam\tFROM t;`,
    code: "42S22 (1054)",
    message: /Unknown column 'nam'/,
  },
  "CRLF": {
    sql: `${TABLE}SELECT 1,\n  '😀',\n  2 FROM\n\t‸FROM t;\n`.replaceAll("\n", "\r\n"),
    code: "42000 (1064)",
    message: /error in your SQL syntax/,
  },
  "a violated key": {
    sql: `${TABLE}INSERT INTO t VALUES (1, 'a');\n\n  ¦INSERT INTO t\n  VALUES (1, 'b');`,
    code: "23000 (1062)",
    message: /Duplicate entry '1' for key 'PRIMARY'/,
  },
  "a missing value": {
    sql: `${TABLE}¦INSERT INTO t VALUES (1, NULL);`,
    code: "23000 (1048)",
    message: /Column 'name' cannot be null/,
  },
  "a procedure": {
    sql: `CREATE PROCEDURE boom()
BEGIN
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'bang ä';
END;
¦CALL boom();`,
    code: "45000 (1644)",
    message: /bang ä/,
  },
  "a procedure's text": {
    sql: `DELIMITER //
CREATE PROCEDURE p()
BEGIN
  SELECT 1;
  SELEC ‸2;
END //
DELIMITER ;`,
    code: "42000 (1064)",
    message: /error in your SQL syntax/,
  },
  "a trigger": {
    sql: `${TABLE}CREATE TRIGGER no BEFORE INSERT ON t FOR EACH ROW
BEGIN
  SIGNAL SQLSTATE '45001' SET MESSAGE_TEXT = 'not today';
END;
¦INSERT INTO t VALUES (1, 'x');`,
    code: "45001 (1644)",
    message: /not today/,
  },
};

const CASES: Readonly<Record<Engine, Readonly<Record<string, Failing>>>> = {
  postgres: POSTGRES,
  sqlite: SQLITE,
  mysql: MYSQL,
};

const WIDE = /[漢字😀]/u;

/** What must be printed, worked out from the mark alone. */
function expected(marked: string) {
  const at = marked.search(/[‸¦]/);
  const before = marked.slice(0, at).split(/\r?\n/);
  const column = [...before.at(-1) ?? ""].length + 1;
  const pad = [...before.at(-1) ?? ""].map((each) => each === "\t" ? "\t" : WIDE.test(each) ? "  " : " ")
    .join("");
  const line = marked.replace(/[‸¦]/, "").split(/\r?\n/)[before.length - 1] ?? "";
  return {
    line: before.length,
    column,
    text: line.trimEnd(),
    caret: marked[at] === "‸" ? `${pad}^` : undefined,
  };
}

async function check(database: TestDatabase, { sql, code, message, said = [] }: Failing): Promise<void> {
  const eol = sql.includes("\r\n") ? "\r\n" : "\n";
  const head = ["-- errors", "-- revision: aaaaaaaaaaaa", "", "-- migrate:up", ""].join(eol);
  const text = `${head}${sql}${eol}-- migrate:down none "a test"${eol}`;
  const place = expected(text);
  await Deno.mkdir(`${database.folder}/migrations`, { recursive: true });
  await Deno.writeTextFile(`${database.folder}/migrations/a.sql`, text.replace(/[‸¦]/, ""));
  const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
  const { code: exit, stdout, stderr } = await retort(["--json", "upgrade"], options);
  assert.equal(exit, 1, stderr);
  assert.match(stderr, new RegExp(`^FAILED: .*${message.source}`, "m"));
  assert.match(
    stderr,
    new RegExp(`^  at migrations/a\\.sql:${place.line}:${place.column} \\(revision a`, "m"),
  );
  assert.ok(stderr.includes(`\n  code: ${code}`), stderr);
  for (const pattern of said) assert.match(stderr, pattern);
  assert.doesNotMatch(stderr, /cause:|conn:|\r/);
  excerptIsRight(stderr, place);
  const { error } = JSON.parse(stdout);
  assert.deepEqual(
    [error.path, error.line, error.column, error.code, error.exitCode, error.revision],
    ["migrations/a.sql", place.line, place.column, "statement-failed", 1, "aaaaaaaaaaaa"],
  );
  assert.match(error.message, message);
  assert.ok(code.startsWith(error.sqlState), `${code} ${error.sqlState}`);
  assert.equal(error.stack, undefined);
  for (const pattern of said) {
    assert.match(
      `detail: ${error.detail}\nserver's hint: ${error.serverHint}\ncontext: ${error.where}`,
      pattern,
    );
  }
}

/** The line that failed, with its number, and the caret under it or none at all. */
function excerptIsRight(stderr: string, { line, text, caret }: ReturnType<typeof expected>): void {
  const lines = stderr.split("\n");
  const gutter = `${line} | `;
  const at = lines.findIndex((each) => each.trimStart().startsWith(gutter.trimEnd()));
  const shown = lines[at] ?? "";
  const indent = shown.length - shown.trimStart().length;
  assert.equal(shown.slice(indent), `${gutter}${text}`.trimEnd(), stderr);
  if (caret === undefined) return assert.ok(!lines.some((each) => /^ *\| \s*\^$/.test(each)), stderr);
  const under = lines[at + 1] ?? "";
  assert.equal(under, `${" ".repeat(indent + gutter.length - 2)}| ${caret}`, stderr);
}

forEachDialect(
  "a failure is told with file, line, column and a caret under the right character",
  async (database, t) => {
    for (const [name, failing] of Object.entries(CASES[database.engine])) {
      await t.step(name, async () => {
        try {
          await check(database, failing);
        } finally {
          await cleaned(database);
        }
      });
    }
  },
);

/** MariaDB keeps what came before the failure. */
async function cleaned(database: TestDatabase): Promise<void> {
  if (database.engine !== "mysql") return;
  const name = new URL(database.url).pathname.slice(1);
  await database.sql(`DROP DATABASE ${name}; CREATE DATABASE ${name}`);
}
