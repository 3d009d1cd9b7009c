import type { BulkInsert } from "../../../operation/operation.ts";
import type { Value } from "../../../sql/statement.ts";
import type { CompileContext, CompiledStatement } from "../../compiler.ts";
import type { BindSpelling } from "./bind.ts";
import { words } from "./lay_out.ts";
import { namesSql, objectNameSql, type Quote } from "./names.ts";
import { refuse } from "./refuse.ts";

/** How an engine takes many rows. */
export interface BulkInsertSpelling extends BindSpelling {
  readonly quote: Quote;
  /** The most values that one statement can bind. */
  readonly mostParameters: number;
}

/** Rows beyond these make a statement long without making it faster. */
const MOST_ROWS = 1000;

/** INSERT of many rows at a time: as many as the engine lets one statement bind. */
export function bulkInsertSql(
  operation: BulkInsert,
  { offline }: Pick<CompileContext, "offline">,
  spelling: BulkInsertSpelling,
): readonly CompiledStatement[] {
  const { columns, rows } = operation;
  if (columns.length === 0 && rows.length > 0) {
    refuse("bulkInsert() has rows without columns", "Name a value for one column at least in each row");
  }
  const odd = rows.find((row) => row.length !== columns.length);
  if (odd !== undefined) {
    refuse(`A row has ${odd.length} values for ${columns.length} columns`, "Give each row the same columns");
  }
  const most = Math.max(1, Math.min(MOST_ROWS, Math.floor(spelling.mostParameters / columns.length)));
  const opening = words(
    "INSERT INTO",
    objectNameSql(operation.table, spelling.quote),
    namesSql(columns, spelling.quote),
  );
  return slices(rows, most).map((slice) => insertSql(`${opening} VALUES`, slice, offline, spelling));
}

function insertSql(
  opening: string,
  rows: readonly (readonly Value[])[],
  offline: boolean,
  { literal, placeholder }: BindSpelling,
): CompiledStatement {
  let position = 0;
  const write = (value: Value) => offline ? literal(value).trimStart() : placeholder(++position);
  const lines = rows.map((row) => `  (${row.map(write).join(", ")})`);
  const sql = `${opening}\n${lines.join(",\n")}`;
  return offline ? { sql } : { sql, parameters: rows.flat() };
}

function slices<Item>(items: readonly Item[], most: number): readonly (readonly Item[])[] {
  const found: Item[][] = [];
  for (let start = 0; start < items.length; start += most) found.push(items.slice(start, start + most));
  return found;
}
