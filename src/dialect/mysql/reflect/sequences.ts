import type { Sequence } from "../../../schema/schema.ts";
import type { Connection } from "../../dialect.ts";
import { literal, quote } from "../quote.ts";
import type { TableRow } from "./catalog_rows.ts";
import { byName } from "../../../schema/by_name.ts";
import type { Place } from "./tables.ts";

/** Read in one statement each so many: the server's limits on a statement are far beyond. */
const AT_ONCE = 500;

interface SequenceRow {
  readonly name: string;
  readonly minimum: string;
  readonly maximum: string;
  readonly start: string;
  readonly increment: string;
  readonly cache: string;
  readonly cycle: string;
}

/** MariaDB's sequences, each of which is a table with one row. */
export async function reflectSequences(
  connection: Connection,
  tables: readonly TableRow[],
  place: Place,
): Promise<Sequence[]> {
  const rows: SequenceRow[] = [];
  for (let at = 0; at < tables.length; at += AT_ONCE) {
    const text = tables.slice(at, at + AT_ONCE).map(({ name }) => rowSql(place.database, name));
    rows.push(...await connection.query<SequenceRow>(text.join("\nUNION ALL ")));
  }
  const comments = new Map(tables.map(({ name, comment }) => [name, comment]));
  return rows.map((row) => reflectSequence(row, comments.get(row.name) ?? "", place)).toSorted(byName);
}

function rowSql(database: string, name: string): string {
  const text = (column: string, label: string) => `CAST(${column} AS CHAR) AS ${label}`;
  return `SELECT ${literal(name)} AS name, ${text("minimum_value", "minimum")}, ` +
    `${text("maximum_value", "maximum")}, ${text("start_value", "start")}, ${
      text("increment", "increment")
    }, ` +
    `${text("cache_size", "cache")}, ${text("cycle_option", "cycle")} FROM ${quote(database)}.${quote(name)}`;
}

/** What a sequence has unless told otherwise: those that count down begin at the top. */
const UP = { minimum: "1", maximum: "9223372036854775806" } as const;
const DOWN = { minimum: "-9223372036854775807", maximum: "-1" } as const;

function reflectSequence(row: SequenceRow, comment: string, place: Place): Sequence {
  const down = row.increment.startsWith("-");
  const usual = down ? DOWN : UP;
  return {
    ...place.objectName(place.database, row.name),
    comment,
    ...(row.start !== (down ? row.maximum : row.minimum) && { start: row.start }),
    ...(row.increment !== "1" && { increment: row.increment }),
    ...(row.minimum !== usual.minimum && { minimum: row.minimum }),
    ...(row.maximum !== usual.maximum && { maximum: row.maximum }),
    ...(row.cache !== "1000" && { cache: row.cache }),
    ...(row.cycle === "1" && { cycle: true }),
  };
}
