import type { ObjectName, Schema } from "../schema/schema.ts";
import type { Connection } from "./dialect.ts";

/** What is to be read of a database. */
export interface ReflectRequest {
  /** The schemas to read, by name; absent for all that are not the engine's own. */
  readonly schemas?: readonly string[];
  /** Only these tables, with what hangs on them; absent for everything. Names that are not there are passed over. */
  readonly tables?: readonly ObjectName[];
  /** Tables that are retort's own, and not told of. */
  readonly hidden?: readonly ObjectName[];
  /** Who owns what and who may do what, too: definitions of kind `owner` and `grant`. */
  readonly privileges?: boolean;
}

/** Reads what a database declares. */
export interface Reflector {
  /**
   * One consistent look, with a fixed number of queries whatever the number of tables. Deterministic: the same
   * database gives the same value, in the same order. May be called inside a transaction or outside of one.
   */
  reflect(connection: Connection, request: ReflectRequest): Promise<Schema>;
  /**
   * The same schema as a person would write it: without the names that the engine makes up by itself when nobody gives
   * one, so that creating it again gives the same names.
   */
  tidy(schema: Schema): Schema;
}
