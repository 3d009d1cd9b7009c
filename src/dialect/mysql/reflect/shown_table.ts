import { quote } from "../quote.ts";
import { isTrivia } from "../../../sql/lexer.ts";
import { joinPieces, nameOf, type Piece, piecesOf, readablePieces } from "./printed_sql.ts";

/** What SHOW CREATE TABLE tells and information_schema does not. */
export interface ShownTable {
  /** What follows PARTITION BY. */
  readonly partitionBy: string | undefined;
  /** `name (from, until)` of an application-time period. */
  readonly period: string | undefined;
  /** The columns of PERIOD FOR SYSTEM_TIME. */
  readonly systemPeriod: string | undefined;
  /** The periods of keys WITHOUT OVERLAPS, by the key's name. */
  readonly withoutOverlaps: ReadonlyMap<string, string>;
  /** The parsers of full-text indexes, by the index's name. */
  readonly parsers: ReadonlyMap<string, string>;
  /** The expression of a generated column. */
  generation(column: string): string | undefined;
  /** The condition of a check. */
  check(row: { readonly name: string; readonly level: string }): string | undefined;
  /** Options of the table that CREATE_OPTIONS leaves out, such as `union`. */
  readonly options: Readonly<Record<string, string>>;
}

/** Reads what SHOW CREATE TABLE printed. */
export function readShownTable(sql: string): ShownTable {
  const pieces = piecesOf(sql);
  const { definitions, tail } = parts(pieces);
  const options = /\bPARTITION BY\b/i.exec(joinPieces(tail));
  const text = joinPieces(tail);
  return {
    partitionBy: options === null
      ? undefined
      : partitionText(text.slice(options.index + "PARTITION BY".length)),
    ...periods(definitions),
    withoutOverlaps: keyed(definitions, /(`(?:[^`]|``)*`) WITHOUT OVERLAPS\)/),
    parsers: keyed(definitions, /WITH PARSER (`(?:[^`]|``)*`)/),
    generation: (column) =>
      matchOf(definitions, `${quote(column)} `, / GENERATED ALWAYS AS \(([^]*)\) (?:VIRTUAL|STORED)/),
    check: ({ name, level }) =>
      level === "Column"
        ? matchOf(definitions, `${quote(name)} `, / CHECK \(([^]*)\)(?: COMMENT .*)?$/)
        : matchOf(definitions, `CONSTRAINT ${quote(name)} `, /CHECK \(([^]*)\)$/),
    options: tailOptions(tail),
  };
}

function matchOf(definitions: readonly string[], start: string, pattern: RegExp): string | undefined {
  const definition = definitions.find((each) => each.startsWith(start));
  return definition === undefined ? undefined : pattern.exec(definition)?.[1];
}

interface Parts {
  /** The definitions between the parentheses, each with its text. */
  readonly definitions: readonly string[];
  readonly tail: readonly Piece[];
}

function parts(pieces: readonly Piece[]): Parts {
  const definitions: string[] = [];
  let depth = 0;
  let text = "";
  for (const [at, piece] of pieces.entries()) {
    if (piece.text === "(" && depth++ === 0) continue;
    if (piece.text === ")" && --depth === 0) {
      return { definitions: [...definitions, text.trim()], tail: pieces.slice(at + 1) };
    }
    if (depth === 0) continue;
    if (piece.text === "," && depth === 1) {
      definitions.push(text.trim());
      text = "";
    } else {
      text += piece.text;
    }
  }
  return { definitions, tail: [] };
}

/** Without the comments in which some versions wrap it, and without the engine of each partition, which is the table's. */
function partitionText(text: string): string {
  const plain = text.replace(/\*\/\s*$/, "").replace(/ ENGINE = \w+/g, "").replace(
    /\bLIST {2}COLUMNS/,
    "LIST COLUMNS",
  );
  return joinPieces(readablePieces(piecesOf(plain), "")).trim();
}

function periods(definitions: readonly string[]) {
  let period: string | undefined;
  let systemPeriod: string | undefined;
  for (const definition of definitions) {
    const [, name = "", columns = ""] =
      /^PERIOD FOR (SYSTEM_TIME|`(?:[^`]|``)*`) \((.*)\)$/s.exec(definition) ?? [];
    const bare = joinPieces(readablePieces(piecesOf(columns), ""));
    if (name === "SYSTEM_TIME") systemPeriod = bare;
    else if (name !== "") period = `${joinPieces(readablePieces(piecesOf(name), ""))} (${bare})`;
  }
  return { period, systemPeriod };
}

/** The keys whose definition says something, by name. */
function keyed(definitions: readonly string[], pattern: RegExp): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const definition of definitions) {
    const name = /^(?:UNIQUE |FULLTEXT |SPATIAL )?KEY (`(?:[^`]|``)*`)/.exec(definition)?.[1] ??
      (definition.startsWith("PRIMARY KEY") ? "`PRIMARY`" : undefined);
    const value = pattern.exec(definition)?.[1];
    if (name !== undefined && value !== undefined) found.set(nameOf(name), nameOf(value));
  }
  return found;
}

/** Options whose values are no single words or that CREATE_OPTIONS does not repeat. */
const TAIL_OPTIONS: ReadonlyMap<string, string> = new Map([
  ["UNION", "union"],
  ["INSERT_METHOD", "insert_method"],
  ["CONNECTION", "connection"],
]);

function tailOptions(tail: readonly Piece[]): Record<string, string> {
  const meaningful = tail.filter(({ kind }) => !isTrivia(kind));
  const options: Record<string, string> = {};
  for (const [at, { text }] of meaningful.entries()) {
    if (text === "PARTITION") break;
    const name = TAIL_OPTIONS.get(text);
    if (name === undefined || meaningful[at + 1]?.text !== "=") continue;
    options[name] = optionValue(meaningful, at + 2);
  }
  return options;
}

/** One token, or a list in parentheses. */
function optionValue(pieces: readonly Piece[], at: number): string {
  if (pieces[at]?.text !== "(") return pieces[at]?.text ?? "";
  const end = pieces.findIndex(({ text }, index) => index > at && text === ")");
  return joinPieces(readablePieces(pieces.slice(at, end + 1), "")).replaceAll(",", ", ");
}
