import type { AlterTable } from "../../operation/operation.ts";
import type { CompileContext, CompiledStatement } from "../compiler.ts";
import { refuse } from "../ansi/compile/refuse.ts";

/**
 * Copies a table into one that has all changes made, and lets it take the old one's place.
 *
 * @throws {RetortError} `usage` where the table is not known.
 */
export function rebuild(operation: AlterTable, _context: CompileContext): readonly CompiledStatement[] {
  return refuse(
    `SQLite's ALTER TABLE cannot make all changes of table '${operation.table.name}'`,
    "Make a table that has them, copy the rows, drop the old one and rename the new one",
  );
}
