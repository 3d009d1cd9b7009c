import { type Column, plainColumn } from "../../../schema/column.ts";
import type { Constraint, ForeignKey } from "../../../schema/constraint.ts";
import type { Span } from "../../../sql/statement.ts";
import { keyColumnOption, sqliteOptions } from "../options.ts";
import { type Clause, type ClauseKind, conflictClause, constraintName } from "./clause.ts";
import { columnType } from "./column_type.ts";
import { checkClause, keyOptions, primaryKey, unique } from "./constraint.ts";
import { defaultValue } from "./default_value.ts";
import { deferralClause, foreignKey } from "./foreign_key.ts";
import type { SqlCursor } from "./sql_cursor.ts";

/** A constraint and where it stands, with the CONSTRAINT that names it. */
export interface ParsedConstraint {
  readonly constraint: Constraint;
  readonly span: Span;
}

/** A column's definition, and where its parts stand. */
export interface ParsedColumn {
  readonly column: Column;
  /** What the definition says beside the column itself. */
  readonly constraints: readonly ParsedConstraint[];
  readonly span: Span;
  readonly name: Span;
  /** Empty where the column has no type. */
  readonly type: Span;
  readonly clauses: readonly Clause[];
}

/** What is known so far of the column that is being read. */
interface Draft {
  column: Column;
  readonly constraints: ParsedConstraint[];
}

/** Takes one column's definition, up to the comma or the parenthesis after it. */
export function parseColumn(cursor: SqlCursor): ParsedColumn {
  const { start } = cursor;
  const name = cursor.name();
  const nameEnd = cursor.reached;
  const typeStart = cursor.start;
  const sql = columnType(cursor);
  const type = { start: sql === "" ? nameEnd : typeStart, end: cursor.reached };
  const draft: Draft = { column: plainColumn(name, { kind: "native", sql }), constraints: [] };
  const clauses: Clause[] = [];
  while (!cursor.done && !cursor.comes(",") && !cursor.comes(")")) {
    const from = cursor.start;
    const kind = takeClause(cursor, draft, from);
    if (kind !== undefined) clauses.push({ kind, span: { start: from, end: cursor.reached } });
  }
  const span = { start, end: cursor.reached };
  return { ...draft, span, name: { start, end: nameEnd }, type, clauses };
}

/** Takes one clause; undefined for a name with nothing that it names. */
function takeClause(cursor: SqlCursor, draft: Draft, from: number): ClauseKind | undefined {
  const name = constraintName(cursor);
  if (cursor.comes(",") || cursor.comes(")")) return undefined;
  const kind = attribute(cursor, draft, name);
  if (kind !== undefined) return kind;
  if (postponed(cursor, draft)) return "deferrable";
  const constraint = ownConstraint(cursor, draft, name);
  draft.constraints.push({ constraint, span: { start: from, end: cursor.reached } });
  return constraint.kind === "foreignKey" ? "references" : clauseKind(constraint);
}

function clauseKind({ kind }: Constraint): "primaryKey" | "unique" | "check" {
  return kind === "primaryKey" || kind === "unique" ? kind : "check";
}

/** What belongs to the column itself. */
function attribute(cursor: SqlCursor, draft: Draft, name: string): ClauseKind | undefined {
  if (cursor.skip("NOT", "NULL")) {
    draft.column = { ...draft.column, nullable: false, options: notNullOptions(cursor, name) };
    return "notNull";
  }
  if (cursor.skip("NULL")) {
    conflictClause(cursor);
    return "null";
  }
  if (cursor.skip("DEFAULT")) {
    draft.column = { ...draft.column, default: defaultValue(cursor) };
    return "default";
  }
  if (cursor.skip("COLLATE")) {
    draft.column = { ...draft.column, collation: cursor.name() };
    return "collate";
  }
  if (!cursor.skip("GENERATED", "ALWAYS", "AS") && !cursor.skip("AS")) return undefined;
  const sql = cursor.text(cursor.parenthesised());
  const stored = cursor.skip("STORED");
  if (!stored) cursor.skip("VIRTUAL");
  draft.column = { ...draft.column, generation: { kind: "computed", sql, stored } };
  return "generated";
}

function notNullOptions(cursor: SqlCursor, name: string): Column["options"] {
  const conflict = conflictClause(cursor);
  return {
    ...(name === "" ? {} : { [sqliteOptions.notNullName]: name }),
    ...(conflict === "" ? {} : { [sqliteOptions.notNullConflict]: conflict }),
  };
}

/** DEFERRABLE may stand away from the REFERENCES that it belongs to: the last one before it. */
function postponed(cursor: SqlCursor, draft: Draft): boolean {
  const deferral = deferralClause(cursor);
  if (deferral === undefined) return false;
  const at = draft.constraints.findLastIndex(({ constraint }) => constraint.kind === "foreignKey");
  const last = draft.constraints[at];
  if (last?.constraint.kind === "foreignKey") {
    const constraint: ForeignKey = { ...last.constraint, deferral };
    draft.constraints[at] = { ...last, constraint };
  }
  return true;
}

function ownConstraint(cursor: SqlCursor, draft: Draft, name: string): Constraint {
  const columns = [draft.column.name];
  if (cursor.comes("REFERENCES")) return foreignKey(cursor, name, columns);
  if (cursor.skip("UNIQUE")) return unique(name, columns, keyOptions({}, conflictClause(cursor)));
  if (cursor.comes("CHECK")) return checkClause(cursor, name);
  cursor.expect("PRIMARY", "KEY");
  const descending = cursor.skip("DESC");
  if (!descending) cursor.skip("ASC");
  const order = descending ? { [keyColumnOption(0)]: "DESC" } : {};
  const options = keyOptions(order, conflictClause(cursor));
  if (cursor.skip("AUTOINCREMENT")) draft.column = autoincrement(draft.column);
  return primaryKey(name, columns, options);
}

/** A column that AUTOINCREMENT stands beside. */
export function autoincrement(column: Column): Column {
  return { ...column, generation: { kind: "identity", always: false, options: {} } };
}
