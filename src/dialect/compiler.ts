import type { OperationHandlers } from "../operation/dispatch.ts";
import type { Operation } from "../operation/operation.ts";
import type { ColumnType } from "../schema/column_type.ts";
import type { Schema } from "../schema/schema.ts";
import type { Statement } from "../sql/statement.ts";
import type { Server } from "./dialect.ts";

/** A statement that an operation became. */
export interface CompiledStatement extends Statement {
  /**
   * It must run where foreign keys are not enforced, and no dangling one may be left before COMMIT: SQLite's
   * rebuild of a table that others refer to.
   */
  readonly foreignKeys?: "off";
}

/** What a compiler may know. */
export interface CompileContext {
  /** What is there before the operation, as far as `reads` asked for it. */
  readonly schema: Schema;
  readonly server: Server;
  /** Whether the statements are written to a script: values stand in the text, and nothing can be asked. */
  readonly offline: boolean;
}

/** How much of what is there an operation must know: nothing, its own table, or everything. */
export type Needed = "nothing" | "table" | "schema";

/** Operations → the engine's SQL. Pure: what it must know of the database is handed to it. */
export interface OperationCompiler {
  /**
   * The statements of each operation, laid out as a person would write them, without delimiters.
   *
   * @throws {RetortError} `usage` for what the engine cannot do, with what to do instead as its hint.
   */
  readonly handlers: OperationHandlers<CompileContext, readonly CompiledStatement[]>;
  /** What `CompileContext.schema` must hold for an operation. */
  reads(operation: Operation, server: Server): Needed;
  /** Whether CREATE TABLE may refer to tables that are not there yet: no foreign key is ever added later. */
  readonly referencesAhead?: boolean;
  /** A type as the engine spells it. */
  typeSql(type: ColumnType): string;
}
