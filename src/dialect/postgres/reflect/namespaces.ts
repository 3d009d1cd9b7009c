import type { Namespace } from "../../../schema/schema.ts";
import { address } from "./addresses.ts";
import type { Comments } from "./comments.ts";
import { type Ask, own, type Scope } from "./scope.ts";

/** A schema as the catalogs have it. */
export interface NamespaceRow {
  readonly id: number;
  readonly name: string;
}

/** The schemas that somebody has made; `public` is in every database. */
export function readNamespaces(scope: Scope, ask: Ask): Promise<NamespaceRow[]> {
  if (!scope.beyondTables) return Promise.resolve([]);
  return ask(`SELECT n.oid AS id, n.nspname AS name FROM pg_catalog.pg_namespace n
WHERE ${scope.schema} AND ${own("pg_namespace", "n.oid")}`);
}

/** The schemas beside the one that unqualified names mean. */
export function asNamespaces(rows: readonly NamespaceRow[], scope: Scope, comments: Comments): Namespace[] {
  return rows.filter(({ name }) => name !== scope.home && name !== "public")
    .map(({ id, name }) => ({ name, comment: comments.of(address("pg_namespace", id)) }));
}
