import type { BulkInsert } from "../../../operation/operation.ts";
import type { Value } from "../../../sql/statement.ts";
import { bulkInsertSql } from "../../ansi/compile/bulk_insert.ts";
import type { CompileContext, CompiledStatement } from "../../compiler.ts";
import { literal, quoteWhereNeeded as quote } from "../quote.ts";

/** Bytes of one statement: far below what any server's max_allowed_packet is set to. */
const MOST_BYTES = 1 << 20;

/** INSERT of many rows at a time, in statements that every server takes. */
export function bulkInsert(operation: BulkInsert, context: CompileContext): readonly CompiledStatement[] {
  const spelling = { quote, literal, placeholder: () => "?", mostParameters: Infinity };
  return slices(operation.rows).flatMap((rows) => bulkInsertSql({ ...operation, rows }, context, spelling));
}

function slices(rows: BulkInsert["rows"]): readonly BulkInsert["rows"][] {
  const found: (readonly Value[])[][] = [];
  let room = 0;
  for (const row of rows) {
    const size = row.reduce((sum: number, value) => sum + sizeOf(value), 0);
    if (size > room) {
      found.push([]);
      room = MOST_BYTES;
    }
    found.at(-1)?.push(row);
    room -= size;
  }
  return found;
}

/** Bytes that a value takes at most: three for a character, two for a byte that is written in hex. */
function sizeOf(value: Value): number {
  if (typeof value === "string") return value.length * 3 + 4;
  return value instanceof Uint8Array ? value.length * 2 + 8 : 24;
}
