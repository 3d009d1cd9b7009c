import type { ObjectName } from "../../../schema/schema.ts";
import { literal } from "../quote.ts";
import type { ReflectRequest } from "../../reflector.ts";

/** Asks the catalogs, without waiting for what was asked before. */
export type Ask = <Row>(sql: string) => Promise<Row[]>;

/** What is to be read, as conditions for the catalog queries. */
export interface Scope {
  /** The schema that unqualified names mean; undefined where there is none. */
  readonly home: string | undefined;
  /** The server's major version. */
  readonly version: number;
  /** Whether everything of the database is wanted, what stands in no schema included. */
  readonly whole: boolean;
  /** Whether more than some tables is wanted. */
  readonly beyondTables: boolean;
  readonly privileges: boolean;
  /** The condition on `pg_namespace n`. */
  readonly schema: string;
  /** The condition on `pg_class c JOIN pg_namespace n`. */
  readonly relation: string;
}

/** The first id that no object of the server's own has. */
export const FIRST_OWN_ID = 16384;

/** Turns a request into conditions. */
export function scopeOf(request: ReflectRequest, home: string | undefined, version: number): Scope {
  const schema = request.schemas === undefined
    ? "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
    : `n.nspname IN (${texts(request.schemas)})`;
  const names = "(n.nspname, c.relname)";
  const wanted = request.tables === undefined ? "" : ` AND ${among(names, request.tables, home)}`;
  const hidden = request.hidden === undefined || request.hidden.length === 0
    ? ""
    : ` AND NOT (${among(names, request.hidden, home)})`;
  return {
    home,
    version,
    whole: request.schemas === undefined && request.tables === undefined,
    beyondTables: request.tables === undefined,
    privileges: request.privileges === true,
    schema,
    relation: `c.relpersistence <> 't' AND ${schema}${wanted}${hidden} AND ${own("pg_class", "c.oid")}`,
  };
}

/** The condition that an object is no part of an extension. */
export function own(catalog: string, id: string): string {
  return `NOT EXISTS (SELECT FROM pg_catalog.pg_depend part WHERE part.classid = 'pg_catalog.${catalog}'::pg_catalog.regclass
    AND part.objid = ${id} AND part.deptype = 'e')`;
}

/** A name without its schema where that is the one that unqualified names mean. */
export function objectName(schema: string, name: string, { home }: Scope): ObjectName {
  return schema === home ? { name } : { schema, name };
}

function texts(values: readonly string[]): string {
  return values.length === 0 ? "NULL" : values.map(literal).join(", ");
}

function among(columns: string, names: readonly ObjectName[], home: string | undefined): string {
  if (names.length === 0) return "false";
  const pairs = names.map(({ schema, name }) => `(${literal(schema ?? home ?? "")}, ${literal(name)})`);
  return `${columns} IN (${pairs.join(", ")})`;
}
