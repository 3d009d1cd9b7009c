import type { ObjectName } from "./schema.ts";

/**
 * A column's type: one that each dialect spells in its own way, or one of the engine's own. What a database is
 * reflected as is always `native`, in the engine's canonical spelling.
 */
export type ColumnType =
  | { readonly kind: "native"; readonly sql: string }
  | { readonly kind: SimpleType }
  | { readonly kind: "numeric"; readonly precision?: number; readonly scale?: number }
  | { readonly kind: "varchar" | "char" | "bytes"; readonly length?: number }
  /** Fractions of a second: `precision` digits. */
  | { readonly kind: "time" | "timestamp" | "timestamptz"; readonly precision?: number }
  | { readonly kind: "enum"; readonly name: ObjectName; readonly values: readonly string[] }
  | { readonly kind: "array"; readonly of: ColumnType };

/** Types that have nothing to say but their name. */
export type SimpleType =
  | "integer"
  | "bigint"
  | "smallint"
  | "real"
  | "double"
  | "boolean"
  | "text"
  | "date"
  | "interval"
  | "uuid"
  | "json"
  | "jsonb";
