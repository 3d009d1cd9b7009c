import type { Column } from "../../../schema/column.ts";
import type { Constraint } from "../../../schema/constraint.ts";
import type { Options } from "../../../schema/schema.ts";
import type { Span } from "../../../sql/statement.ts";
import { keyColumnOption, sqliteOptions } from "../options.ts";
import { constraintName } from "./clause.ts";
import { autoincrement, parseColumn, type ParsedColumn, type ParsedConstraint } from "./column.ts";
import { tableConstraint } from "./constraint.ts";
import { folded, spelledAsIn } from "./folded.ts";
import { plainStrings } from "./plain_strings.ts";
import { orUndefined, SqlCursor } from "./sql_cursor.ts";

/** What a CREATE TABLE says, and where in its text. */
export interface ParsedTable {
  readonly name: string;
  readonly nameSpan: Span;
  readonly columns: readonly ParsedColumn[];
  /** Those that stand after the columns. */
  readonly constraints: readonly ParsedConstraint[];
  readonly options: Options;
  /** From after the opening parenthesis to before the closing one. */
  readonly body: Span;
}

/** Words that start a constraint where a column might stand. */
const CONSTRAINT_WORDS: ReadonlySet<string> = new Set([
  "CONSTRAINT",
  "PRIMARY",
  "UNIQUE",
  "CHECK",
  "FOREIGN",
]);

/**
 * Reads a CREATE TABLE that SQLite has accepted, as it stands in `sqlite_schema`; undefined where it holds something
 * that is not known here, such as what a later version has brought. Never throws.
 *
 * @example
 * ```ts
 * parseTable("CREATE TABLE task(id INTEGER PRIMARY KEY, title TEXT NOT NULL)")?.columns.length; // 2
 * ```
 */
export function parseTable(sql: string): ParsedTable | undefined {
  return orUndefined(() => readTable(new SqlCursor(sql)));
}

/** The columns that a table's text says it has. */
export function columnsOf(parsed: ParsedTable): readonly Column[] {
  return parsed.columns.map(({ column }) => column);
}

/** The constraints that a table's text says it has, wherever they stand. */
export function constraintsOf(parsed: ParsedTable): readonly Constraint[] {
  return [...parsed.columns.flatMap(({ constraints }) => constraints), ...parsed.constraints]
    .map(({ constraint }) => constraint);
}

function readTable(cursor: SqlCursor): ParsedTable {
  cursor.expect("CREATE");
  if (!cursor.skip("TEMP")) cursor.skip("TEMPORARY");
  cursor.expect("TABLE");
  cursor.skip("IF", "NOT", "EXISTS");
  let nameStart = cursor.start;
  let name = cursor.name();
  if (cursor.skip(".")) {
    nameStart = cursor.start;
    name = cursor.name();
  }
  const nameSpan = { start: nameStart, end: cursor.reached };
  cursor.expect("(");
  const bodyStart = cursor.reached;
  const columns = readColumns(cursor);
  const { constraints, counted } = readConstraints(cursor);
  const body = { start: bodyStart, end: cursor.start };
  cursor.expect(")");
  const options = readOptions(cursor);
  const withIdentity = columns.map((each) => counted(each.column.name) ? counting(each) : each);
  return resolved({ name, nameSpan, columns: withIdentity, constraints, options, body });
}

function counting(parsed: ParsedColumn): ParsedColumn {
  return { ...parsed, column: autoincrement(parsed.column) };
}

function readColumns(cursor: SqlCursor): ParsedColumn[] {
  const columns: ParsedColumn[] = [];
  do {
    if (CONSTRAINT_WORDS.has(cursor.upper())) break;
    columns.push(parseColumn(cursor));
  } while (cursor.skip(","));
  return columns;
}

interface TableConstraints {
  readonly constraints: ParsedConstraint[];
  /** Whether the primary key says that a column is AUTOINCREMENT. */
  readonly counted: (column: string) => boolean;
}

/** SQLite lets the commas between them be left out. */
function readConstraints(cursor: SqlCursor): TableConstraints {
  const constraints: ParsedConstraint[] = [];
  let key: readonly string[] = [];
  while (!cursor.comes(")")) {
    const { start } = cursor;
    const name = constraintName(cursor);
    if (!cursor.comes(")") && !cursor.comes(",")) {
      const { constraint, autoincrement: counts } = tableConstraint(cursor, name);
      constraints.push({ constraint, span: { start, end: cursor.reached } });
      if (counts && constraint.kind === "primaryKey") key = constraint.columns;
    }
    cursor.skip(",");
  }
  return { constraints, counted: (column) => key.some((each) => spelledAsIn([column], each) === column) };
}

function readOptions(cursor: SqlCursor): Options {
  const options: Record<string, string> = {};
  while (!cursor.done) {
    if (cursor.comes(";") && !cursor.has(1)) cursor.take();
    else if (cursor.skip("STRICT")) options[sqliteOptions.strict] = "";
    else if (cursor.skip("WITHOUT", "ROWID")) options[sqliteOptions.withoutRowid] = "";
    else cursor.fail();
    cursor.skip(",");
  }
  return options;
}

/** Puts the columns' own spelling where constraints name them otherwise, and takes out what says nothing. */
function resolved(parsed: ParsedTable): ParsedTable {
  const names = parsed.columns.map(({ column }) => column.name);
  const spell = ({ constraint, span }: ParsedConstraint) => ({
    constraint: spelled(constraint, names),
    span,
  });
  return {
    ...parsed,
    columns: parsed.columns.map((each) => ({
      ...each,
      column: spelledColumn(each.column, names),
      constraints: each.constraints.map(spell),
    })),
    constraints: parsed.constraints.map(spell).map(({ constraint, span }) => ({
      constraint: withoutIdleOrder(constraint, parsed),
      span,
    })),
  };
}

/** A default names no columns, and no strings in double quotes but a bare one. */
function spelledColumn(column: Column, names: readonly string[]): Column {
  const { generation } = column;
  if (generation.kind !== "computed") return column;
  return { ...column, generation: { ...generation, sql: plainStrings(generation.sql, names) } };
}

function spelled(constraint: Constraint, names: readonly string[]): Constraint {
  if (constraint.kind === "exclude") return constraint;
  if (constraint.kind === "check") {
    return { ...constraint, condition: plainStrings(constraint.condition, names) };
  }
  return { ...constraint, columns: constraint.columns.map((column) => spelledAsIn(names, column)) };
}

/** At a table's end DESC changes nothing of an INTEGER key that is the row's number; beside the column it does. */
function withoutIdleOrder(constraint: Constraint, { columns, options }: ParsedTable): Constraint {
  if (constraint.kind !== "primaryKey" || constraint.columns.length !== 1) return constraint;
  const column = columns.find((each) => each.column.name === constraint.columns[0])?.column;
  const integer = column?.type.kind === "native" && folded(column.type.sql) === "integer";
  if (!integer || sqliteOptions.withoutRowid in options) return constraint;
  const { [keyColumnOption(0)]: _idle, ...rest } = constraint.options;
  return { ...constraint, options: rest };
}
