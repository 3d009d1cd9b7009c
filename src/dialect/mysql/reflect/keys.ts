import type { Constraint, PrimaryKey, UniqueConstraint } from "../../../schema/constraint.ts";
import type { Index, IndexPart } from "../../../schema/index.ts";
import type { Options } from "../../../schema/schema.ts";
import { CONSTRAINT_OPTIONS, INDEX_OPTIONS } from "../options.ts";
import type { KeyPartRow } from "./catalog_rows.ts";
import { unescaped } from "./column.ts";
import { readableSql } from "./printed_sql.ts";
import type { ShownTable } from "./shown_table.ts";

/** The keys of one table: those that are constraints, and the others. */
export interface Keys {
  readonly constraints: readonly (PrimaryKey | UniqueConstraint)[];
  readonly indexes: readonly Index[];
}

/** What a table's rows of keys do not say. */
export interface KeySurroundings {
  readonly product: string;
  readonly engine: string;
  readonly shown: ShownTable | undefined;
}

/**
 * A unique key of plain columns is a constraint, one with anything more to it is an index: the server has one thing
 * for both.
 */
export function reflectKeys(rows: readonly KeyPartRow[], around: KeySurroundings): Keys {
  const constraints: (PrimaryKey | UniqueConstraint)[] = [];
  const indexes: Index[] = [];
  for (const parts of Map.groupBy(rows, ({ name }) => name).values()) {
    const sorted = parts.toSorted((one, other) => one.position - other.position);
    const first = sorted[0];
    if (first === undefined) continue;
    if (first.name === "PRIMARY") constraints.push(primaryKey(sorted, around.shown));
    else if (isConstraint(sorted)) constraints.push(uniqueConstraint(sorted, around.shown));
    else indexes.push(reflectIndex(first, sorted, around));
  }
  return { constraints, indexes };
}

function isConstraint(parts: readonly KeyPartRow[]): boolean {
  return parts.every((part) =>
    part.not_unique === 0 && part.column_name !== null && part.length === null && part.direction !== "D" &&
    part.comment === "" && part.hidden === "NO" && (part.type === "BTREE" || part.type === "HASH")
  );
}

function primaryKey(parts: readonly KeyPartRow[], shown: ShownTable | undefined): PrimaryKey {
  return { kind: "primaryKey", name: "", ...keyFields(parts, shown) };
}

function uniqueConstraint(parts: readonly KeyPartRow[], shown: ShownTable | undefined): UniqueConstraint {
  const name = parts[0]?.name ?? "";
  return { kind: "unique", name, nullsNotDistinct: false, ...keyFields(parts, shown) };
}

function keyFields(parts: readonly KeyPartRow[], shown: ShownTable | undefined) {
  const period = shown?.withoutOverlaps.get(parts[0]?.name ?? "");
  // The columns of the period stand behind the others.
  const own = period === undefined ? parts : parts.slice(0, -2);
  return {
    columns: own.map(({ column_name }) => column_name ?? ""),
    include: [],
    deferral: "immediate",
    comment: parts[0]?.comment ?? "",
    options: keyOptions(own, period),
  } as const satisfies Partial<Constraint>;
}

function keyOptions(parts: readonly KeyPartRow[], period: string | undefined): Options {
  const options: Record<string, string> = {};
  const descending = parts.flatMap(({ direction }, at) => direction === "D" ? [at] : []);
  if (parts.some(({ length }) => length !== null)) {
    options[CONSTRAINT_OPTIONS.prefix] = parts.map(({ length }) => length ?? "").join(",");
  }
  if (descending.length > 0) options[CONSTRAINT_OPTIONS.descending] = descending.join(",");
  if (period !== undefined) options[CONSTRAINT_OPTIONS.withoutOverlaps] = period;
  return options;
}

function reflectIndex(
  first: KeyPartRow,
  parts: readonly KeyPartRow[],
  { product, engine, shown }: KeySurroundings,
): Index {
  const special = first.type === "FULLTEXT" || first.type === "SPATIAL";
  const options: Record<string, string> = {};
  if (first.hidden === "YES") options[INDEX_OPTIONS.invisible] = "";
  const parser = shown?.parsers.get(first.name);
  if (parser !== undefined) options[INDEX_OPTIONS.parser] = parser;
  return {
    name: first.name,
    unique: first.not_unique === 0,
    parts: parts.map((part) => reflectPart(part, special, product)),
    using: methodOf(first.type, engine),
    where: "",
    include: [],
    nullsNotDistinct: false,
    comment: first.comment,
    options,
  };
}

/** Empty for the one that the engine takes by itself. */
function methodOf(type: string, engine: string): string {
  const usual = engine === "MEMORY" ? "HASH" : "BTREE";
  return type === usual ? "" : type.toLowerCase();
}

function reflectPart(part: KeyPartRow, special: boolean, product: string): IndexPart {
  const on = part.column_name === null
    ? { kind: "expression", sql: expressionOf(part.expression ?? "", product) } as const
    : { kind: "column", name: part.column_name } as const;
  const plain = {
    on,
    descending: part.direction === "D",
    nulls: "",
    operatorClass: "",
    collation: "",
  } as const;
  return part.length === null || special ? plain : { ...plain, length: part.length };
}

function expressionOf(sql: string, product: string): string {
  return readableSql(product === "mariadb" ? sql : unescaped(sql), "");
}
