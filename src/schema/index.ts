import type { Options } from "./schema.ts";

/** One part of an index's key. */
export interface IndexPart {
  /** A column's name, or SQL without parentheses around it. */
  readonly on: { readonly kind: "column"; readonly name: string } | {
    readonly kind: "expression";
    readonly sql: string;
  };
  readonly descending: boolean;
  /** Empty where it is what the order implies. */
  readonly nulls: "" | "first" | "last";
  readonly operatorClass: string;
  readonly collation: string;
  /** MySQL's prefix: how many characters of the column are indexed. */
  readonly length?: number;
}

/** An index that no constraint made. */
export interface Index {
  readonly name: string;
  readonly unique: boolean;
  readonly parts: readonly IndexPart[];
  /** `gin`, `hash`, `fulltext`, …; empty for the engine's ordinary one. */
  readonly using: string;
  /** The condition of a partial index; empty where it holds all rows. */
  readonly where: string;
  readonly include: readonly string[];
  readonly nullsNotDistinct: boolean;
  readonly comment: string;
  /** Such as PostgreSQL's `fillfactor`, MySQL's `invisible`, `parser`. */
  readonly options: Options;
}

/** A part that is a column and nothing else. */
export function columnPart(name: string): IndexPart {
  return { on: { kind: "column", name }, descending: false, nulls: "", operatorClass: "", collation: "" };
}

/** An index on columns that has nothing special about it. */
export function plainIndex(name: string, columns: readonly string[]): Index {
  return {
    name,
    unique: false,
    parts: columns.map(columnPart),
    using: "",
    where: "",
    include: [],
    nullsNotDistinct: false,
    comment: "",
    options: {},
  };
}
