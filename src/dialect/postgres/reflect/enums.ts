import type { EnumType } from "../../../schema/schema.ts";
import { address } from "./addresses.ts";
import type { Comments } from "./comments.ts";
import { type Ask, objectName, own, type Scope } from "./scope.ts";

/** An enum as the catalogs have it. */
export interface EnumRow {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  readonly values: readonly string[] | null;
}

/** The types of named values. */
export function readEnums(scope: Scope, ask: Ask): Promise<EnumRow[]> {
  if (!scope.beyondTables) return Promise.resolve([]);
  return ask(`SELECT t.oid AS id, n.nspname AS schema, t.typname AS name,
  (SELECT pg_catalog.array_agg(e.enumlabel::text ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e
    WHERE e.enumtypid = t.oid) AS values
FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
WHERE t.typtype = 'e' AND ${scope.schema} AND ${own("pg_type", "t.oid")}`);
}

/** A row as a type. */
export function asEnum(row: EnumRow, scope: Scope, comments: Comments): EnumType {
  return {
    ...objectName(row.schema, row.name, scope),
    values: row.values ?? [],
    comment: comments.of(address("pg_type", row.id)),
  };
}
