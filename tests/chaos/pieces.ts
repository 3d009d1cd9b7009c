import type { Engine } from "../support/engine.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";

/** Which way a run goes. */
export type Direction = "upgrade" | "downgrade";

/** A statement of a revision, and what can be seen of it afterwards: a fact that appears, or one that goes. */
interface Piece {
  readonly sql: string;
  readonly appears?: string;
  readonly goes?: string;
}

/** How much a revision writes, so that there is time to be killed in. */
const WEIGHT = 2000;

const NUMBERS: Readonly<Record<Engine, string>> = {
  sqlite:
    `WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < ${WEIGHT}) SELECT x FROM n`,
  postgres: `SELECT x FROM generate_series(1, ${WEIGHT}) AS n (x)`,
  mysql: `SELECT seq AS x FROM seq_1_to_${WEIGHT}`,
};

/** How the revisions of a test run. */
export interface PiecesOptions {
  /** Lines of their headers. */
  readonly header?: string;
  /** Whether their indexes are built and dropped CONCURRENTLY (PostgreSQL). */
  readonly concurrently?: boolean;
}

/** The statements of the revision with a number. A table without any key shows what was done twice. */
function pieces(
  engine: Engine,
  number: number,
  direction: Direction,
  { concurrently }: PiecesOptions = {},
): readonly Piece[] {
  const how = concurrently === true ? "INDEX CONCURRENTLY" : "INDEX";
  const table = `piece_${number}`;
  const index = `index_${number}`;
  const on = engine === "mysql" ? ` ON ${table}` : "";
  const trail = (fact: string) => `INSERT INTO trail VALUES ('${fact}', ${number})`;
  if (direction === "downgrade") {
    return [
      { sql: `DROP ${how} ${index}${on}`, goes: "index" },
      { sql: trail("down"), appears: "down" },
      { sql: `ALTER TABLE ${table} DROP COLUMN extra`, goes: "column" },
      { sql: `DELETE FROM ballast WHERE revision = ${number}`, goes: `weight ${WEIGHT}` },
      { sql: `DROP TABLE ${table}`, goes: "table" },
    ];
  }
  return [
    { sql: `CREATE TABLE ${table} (id integer)`, appears: "table" },
    { sql: trail("up"), appears: "up" },
    { sql: `ALTER TABLE ${table} ADD COLUMN extra integer`, appears: "column" },
    {
      sql: `INSERT INTO ballast SELECT ${number}, x FROM (${NUMBERS[engine]}) AS numbers`,
      appears: `weight ${WEIGHT}`,
    },
    { sql: `CREATE ${how} ${index} ON ${table} (extra)`, appears: "index" },
  ];
}

/** The facts about a revision when so many statements of a direction are done. */
export function factsAfter(
  engine: Engine,
  number: number,
  direction: Direction,
  done: number,
): readonly string[] {
  const whole = pieces(engine, number, "downgrade").flatMap(({ goes }) => goes ?? []);
  const facts = direction === "upgrade" ? [] : whole;
  for (const { appears, goes } of pieces(engine, number, direction).slice(0, done)) {
    if (goes !== undefined) facts.splice(facts.indexOf(goes), 1);
    if (appears !== undefined) facts.push(appears);
  }
  return facts.sort();
}

/** How many statements a section has. */
export function countOf(engine: Engine, direction: Direction): number {
  return pieces(engine, 1, direction).length;
}

/** The id of the revision with a number, from 1. */
export function revisionId(number: number): string {
  return `${number}`.padStart(4, "0").padStart(12, "a");
}

/** Writes so many revisions, one after the other, and the tables that they leave their traces in. */
export async function preparePieces(
  database: TestDatabase,
  count: number,
  options: PiecesOptions = {},
): Promise<void> {
  const { engine, folder } = database;
  const files = Array.from({ length: count }, (_, index) => {
    const section = (direction: Direction) =>
      pieces(engine, index + 1, direction, options).map(({ sql }) => `${sql};\n`).join("");
    const parent = index === 0 ? "" : `-- down_revision: ${revisionId(index)}\n`;
    return [
      `${index + 1}.sql`,
      `-- piece ${index + 1}\n-- revision: ${revisionId(index + 1)}\n${parent}${options.header ?? ""}
-- migrate:up\n${section("upgrade")}\n-- migrate:down\n${section("downgrade")}`,
    ];
  });
  await writeScripts(`${folder}/migrations`, Object.fromEntries(files));
  await database.sql(
    "CREATE TABLE trail (fact varchar(10), revision integer); CREATE TABLE ballast (revision integer, x integer);",
  );
}
