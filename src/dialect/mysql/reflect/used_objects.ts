import { objectKey, type ObjectName } from "../../../schema/schema.ts";
import type { ColumnRow } from "./catalog_rows.ts";
import { nameSql } from "./definition_names.ts";
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
    for (const { database, name } of namesIn(piecesOf(default_sql), place.database)) {
      keys.add(objectKey("sequence", place.objectName(database, name)));
    }
  }
  return [...keys].sort();
}

/** The keys of what a view reads, by the text that the server prints: it names every object with its database. */
export function usedByView(sql: string, known: KnownObjects, place: Place): string[] {
  const keys = new Set<string>();
  for (const { database, name, called } of namesIn(piecesOf(sql), place.database)) {
    const kind = called ? "function" : kindOf(name, database === place.database ? known : undefined);
    if (kind !== undefined) keys.add(keyOf(kind, place.objectName(database, name)));
  }
  return [...keys].sort();
}

/** Definitions are known by their name as SQL writes it. */
function keyOf(kind: string, name: ObjectName): string {
  return kind === "table" || kind === "sequence" ? objectKey(kind, name) : `${kind} ${nameSql(name)}`;
}

function kindOf(name: string, known: KnownObjects | undefined): string | undefined {
  if (known === undefined) return undefined;
  if (known.tables.has(name)) return "table";
  if (known.views.has(name)) return "view";
  return known.sequences.has(name) ? "sequence" : undefined;
}

interface FoundName {
  readonly database: string;
  readonly name: string;
  /** Whether a parenthesis follows: the server quotes the names of stored functions, and no others. */
  readonly called: boolean;
}

/** Names with their database, and those of functions, which have it only where it is another one. */
function* namesIn(pieces: readonly Piece[], own: string): Generator<FoundName> {
  for (const [at, piece] of pieces.entries()) {
    if (piece.kind !== "quotedIdentifier" || pieces[at - 1]?.text === ".") continue;
    const next = pieces[at + 2];
    if (pieces[at + 1]?.text === "(") {
      yield { database: own, name: nameOf(piece.text), called: true };
    } else if (pieces[at + 1]?.text === "." && next?.kind === "quotedIdentifier") {
      const called = pieces[at + 3]?.text === "(";
      yield { database: nameOf(piece.text), name: nameOf(next.text), called };
    }
  }
}
