import { objectKey } from "../../../schema/schema.ts";
import type { ColumnRow } from "./catalog_rows.ts";
import { nameOf, type Piece, piecesOf } from "./printed_sql.ts";
import type { Place } from "./tables.ts";

/** What is known to be in a database, by name. */
export interface KnownObjects {
  readonly tables: ReadonlySet<string>;
  readonly views: ReadonlySet<string>;
  readonly sequences: ReadonlySet<string>;
}

/** The keys of the sequences that the defaults of columns count with. */
export function usedSequences(columns: readonly ColumnRow[], place: Place): string[] {
  const keys = new Set<string>();
  for (const { default_sql } of columns) {
    if (default_sql === null || !/\b(?:nextval|lastval|setval)\(/.test(default_sql)) continue;
    for (const { database, name } of qualifiedNames(piecesOf(default_sql))) {
      keys.add(objectKey("sequence", place.objectName(database, name)));
    }
  }
  return [...keys].sort();
}

/** The keys of what a view reads, by the text that the server prints: it names every object with its database. */
export function usedByView(sql: string, known: KnownObjects, place: Place): string[] {
  const keys = new Set<string>();
  for (const { database, name, called } of qualifiedNames(piecesOf(sql))) {
    const kind = called ? "function" : kindOf(name, database === place.database ? known : undefined);
    if (kind !== undefined) keys.add(objectKey(kind, place.objectName(database, name)));
  }
  return [...keys].sort();
}

function kindOf(name: string, known: KnownObjects | undefined): string | undefined {
  if (known === undefined) return undefined;
  if (known.tables.has(name)) return "table";
  if (known.views.has(name)) return "view";
  return known.sequences.has(name) ? "sequence" : undefined;
}

interface QualifiedName {
  readonly database: string;
  readonly name: string;
  /** Whether a parenthesis follows. */
  readonly called: boolean;
}

function* qualifiedNames(pieces: readonly Piece[]): Generator<QualifiedName> {
  for (const [at, piece] of pieces.entries()) {
    const next = pieces[at + 2];
    if (piece.kind !== "quotedIdentifier" || pieces[at - 1]?.text === ".") continue;
    if (pieces[at + 1]?.text !== "." || next?.kind !== "quotedIdentifier") continue;
    const called = pieces[at + 3]?.text === "(";
    yield { database: nameOf(piece.text), name: nameOf(next.text), called };
  }
}
