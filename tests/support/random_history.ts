import type { Revision } from "../../src/revision/revision.ts";
import type { Engine } from "./engine.ts";

/** One revision of a history that was made up: what stands in its file. */
export interface MadeRevision {
  readonly file: string;
  readonly text: string;
}

/** A part of a revision's way, up and down, for one engine. */
interface Piece {
  readonly up: string;
  readonly down: string;
  /** Options of both markers. */
  readonly options?: string;
  readonly verify?: string;
}

type PieceOf = (table: string, engine: Engine) => Piece;

/** Texts that scripts and their clients must leave alone. */
const TEXTS = [
  "it''s; -- not a comment /* nor this */",
  "two\nlines\n.quit\n\\q\n\nDELIMITER //",
  "$1 ? :x %s @y ${z} 100%",
  "Žluťoučký 🐘 – “quotes”",
  '"double" `tick` [square] $$dollar$$',
  "",
];

const KINDS: readonly PieceOf[] = [
  (table) => ({
    up: `CREATE TABLE ${table} (id integer PRIMARY KEY, body varchar(200) NOT NULL DEFAULT 'a;b');\n` +
      TEXTS.map((text, index) => `INSERT INTO ${table} (id, body) VALUES (${index}, '${text}');`).join("\n"),
    down: `DROP TABLE ${table};`,
    verify: `SELECT count(*) = ${TEXTS.length} FROM ${table};\nSELECT id, body FROM ${table};`,
  }),
  (table) => ({
    up: `CREATE TABLE ${table} (id integer PRIMARY KEY, amount integer);
CREATE VIEW v_${table} AS SELECT id, amount * 2 AS twice FROM ${table}; -- a view
/* and an index */
CREATE INDEX ix_${table} ON ${table} (amount);`,
    down: `DROP VIEW v_${table};\nDROP TABLE ${table};`,
  }),
  withTrigger,
  withRoutine,
  (table, engine) => ({
    up: `CREATE TABLE ${table} (id integer PRIMARY KEY, amount integer);
INSERT INTO ${table} VALUES (1, 10), (2, 20);
${engine === "postgres" ? "CREATE INDEX CONCURRENTLY" : "CREATE INDEX"} ix_${table} ON ${table} (amount);
UPDATE ${table} SET amount = amount + 1;`,
    down: `DROP TABLE ${table};`,
    options: " transaction:false",
    verify: `SELECT sum(amount) = 32 FROM ${table};`,
  }),
  (table, engine) => ({
    up: `CREATE TABLE ${table} (id integer PRIMARY KEY);
${engine === "mysql" ? "START TRANSACTION" : "BEGIN"};
INSERT INTO ${table} VALUES (1);
INSERT INTO ${table} VALUES (2);
COMMIT;
${engine === "sqlite" ? "BEGIN IMMEDIATE" : "START TRANSACTION"};
DELETE FROM ${table};
ROLLBACK;
INSERT INTO ${table} VALUES (3);`,
    down: `DROP TABLE ${table};`,
    options: " transaction:false",
  }),
  (table, engine) => ({
    up: `CREATE TABLE ${table} (id integer PRIMARY KEY);\n${SETTINGS[engine]}`,
    down: `DROP TABLE ${table};`,
  }),
  (table, engine) => ({
    up: `CREATE TABLE ${table} (id integer PRIMARY KEY);
CREATE TABLE c_${table} (id integer PRIMARY KEY, owner integer REFERENCES ${table} (id));
INSERT INTO ${table} VALUES (1);
INSERT INTO c_${table} VALUES (1, 1);`,
    down: `DROP TABLE c_${table};\nDROP TABLE ${table};`,
    ...(engine === "sqlite" && { options: " foreign_keys:off" }),
  }),
];

const SETTINGS: Readonly<Record<Engine, string>> = {
  sqlite: "PRAGMA recursive_triggers = ON;",
  postgres: "SELECT pg_catalog.set_config('search_path', '', false);\nSET lock_timeout = 0;",
  mysql: "SET foreign_key_checks = 0, sql_mode = 'ANSI';",
};

function withTrigger(table: string, engine: Engine): Piece {
  const tables = `CREATE TABLE ${table} (id integer PRIMARY KEY, n integer);\n`;
  const body = `UPDATE ${table} SET n = 1 WHERE id = -1`;
  if (engine === "sqlite") {
    return {
      up: `${tables}CREATE TRIGGER tr_${table} AFTER INSERT ON ${table} BEGIN
  -- it's; a comment
  ${body};
  SELECT CASE WHEN new.n > 9 THEN RAISE(ABORT, 'no; more') END;
END;`,
      down: `DROP TABLE ${table};`,
    };
  }
  if (engine === "mysql") {
    return {
      up: `${tables}DELIMITER //
CREATE TRIGGER tr_${table} BEFORE INSERT ON ${table} FOR EACH ROW
BEGIN
  # it's; a comment
  IF new.n > 9 THEN SET new.n = 9; END IF; -- and another
END//
DELIMITER ;
INSERT INTO ${table} VALUES (1, 12);`,
      down: `DROP TABLE ${table};`,
    };
  }
  return {
    up: `${tables}CREATE FUNCTION f_${table}() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  -- it's; a comment
  IF new.n > 9 THEN new.n := 9; END IF;
  RETURN new;
END $body$;
CREATE TRIGGER tr_${table} BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION f_${table}();
INSERT INTO ${table} VALUES (1, 12);`,
    down: `DROP TABLE ${table};\nDROP FUNCTION f_${table}();`,
  };
}

function withRoutine(table: string, engine: Engine): Piece {
  if (engine === "mysql") {
    return {
      up: `CREATE PROCEDURE p_${table}() BEGIN
  DECLARE n integer DEFAULT 0; /* a comment; with a semicolon */
  WHILE n < 3 DO SET n = n + 1; END WHILE;
END;
CREATE FUNCTION f_${table}(a varchar(20)) RETURNS varchar(50) DETERMINISTIC RETURN concat(a, ';$$//');`,
      down: `DROP FUNCTION f_${table};\nDROP PROCEDURE p_${table};`,
    };
  }
  if (engine === "postgres") {
    return {
      up: `CREATE FUNCTION f_${table}(a integer) RETURNS integer LANGUAGE sql
BEGIN ATOMIC
  SELECT a + 1;
  SELECT a + 2;
END;
CREATE PROCEDURE p_${table}() LANGUAGE plpgsql AS 'BEGIN PERFORM 1; END';
DO $retort$ BEGIN PERFORM f_${table}(1); END $retort$;`,
      down: `DROP PROCEDURE p_${table}();\nDROP FUNCTION f_${table}(integer);`,
    };
  }
  return {
    up: `CREATE TABLE "${table}" ([id;] integer PRIMARY KEY, \`a\` text CHECK (\`a\` <> ';')) STRICT;`,
    down: `DROP TABLE "${table}";`,
  };
}

/** The files of a history: a graph's revisions, each with something that scripts may stumble over. */
export function historyFiles(
  revisions: readonly Revision[],
  engine: Engine,
  random: () => number,
): readonly MadeRevision[] {
  return revisions.map((revision) => {
    const choice = Math.floor(random() * (KINDS.length + 2));
    const kind = KINDS[choice];
    if (kind === undefined) return typescriptFile(revision, random);
    return { file: `${revision.id}.sql`, text: sqlText(revision, kind(`t_${revision.id}`, engine)) };
  });
}

function sqlText(revision: Revision, { up, down, options = "", verify }: Piece): string {
  const judged = verify === undefined ? "" : `-- migrate:verify\n${verify}\n\n`;
  return `${header(revision, "--")}
-- migrate:up${options}
${up}

${judged}-- migrate:down${options}
${down}
`;
}

function header(
  { id, message, downRevisions, dependsOn, branchLabels }: Revision,
  mark: string,
): string {
  const lines = [
    message === "" ? `it's ${id}; with a "name"` : message,
    `revision: ${id}`,
    ...(downRevisions.length === 0 ? [] : [`down_revision: ${downRevisions.join(", ")}`]),
    ...(dependsOn.length === 0 ? [] : [`depends_on: ${dependsOn.join(", ")}`]),
    ...(branchLabels.length === 0 ? [] : [`branch_labels: ${branchLabels.join(", ")}`]),
  ];
  return lines.map((line) => `${mark} ${line}\n`).join("");
}

/** Values of every type, bound online and written offline. */
function typescriptFile(revision: Revision, random: () => number): MadeRevision {
  const table = `t_${revision.id}`;
  const apart = random() < 0.3 ? "// transaction: false\n" : "";
  const rows = ['it\'s ? $1 \\\\ \\n \\"x\\"', "Ž🐘", ";--"].map((text, index) =>
    `  await op.execute(op.sql\`INSERT INTO ${table} (id, body, n, f, b) ` +
    `VALUES (\${${index}}, \${"${text}"}, \${-${index + 1}n}, \${${index}.5}, \${${
      index === 0 ? "null" : `new Uint8Array([0, 255, ${index}])`
    }})\`);`
  );
  const bytes = `\${op.dialect === "postgres" ? "bytea" : "blob"}`;
  return {
    file: `${revision.id}.ts`,
    text: `${header(revision, "//")}${apart}
type Operations = {
  dialect: string;
  offline: boolean;
  execute(sql: unknown): Promise<number>;
  sql(parts: TemplateStringsArray, ...values: unknown[]): unknown;
};

export async function upgrade(op: Operations) {
  await op.execute(\`CREATE TABLE ${table} (id integer PRIMARY KEY, body varchar(99), n bigint, f decimal(8, 2), b ${bytes})\`);
${rows.join("\n")}
  await op.execute("SELECT 1; UPDATE ${table} SET body = 'a;b' WHERE id = 2");
}

export async function downgrade(op: Operations) {
  await op.execute("DROP TABLE ${table}");
}
`,
  };
}
