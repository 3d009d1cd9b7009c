import { DatabaseError, type DatabaseErrorFacts } from "../dialect/database_error.ts";
import type { Script } from "../script/script.ts";
import type { ScriptPlace } from "../script/script_error.ts";
import { excerpt } from "../sql/excerpt.ts";
import { positionAt } from "../sql/position.ts";
import type { Span } from "../sql/statement.ts";
import { type ErrorCode, RetortError } from "../util/errors.ts";

/** Where in a step something failed. */
export interface FailedStatement {
  readonly script: Script;
  readonly sql: string;
  /** The statement in the script's text; absent for statements that a TypeScript revision sent. */
  readonly span?: Span;
  /** From 1, and of how many; absent for TypeScript. */
  readonly ordinal?: number;
  readonly total?: number;
  /** File, line and column of the call, for TypeScript. */
  readonly site?: ScriptPlace | undefined;
}

/** What the failure left behind. */
export interface Outcome {
  /** What was undone and what stays, one sentence each. */
  readonly kept: readonly string[];
  /** The heads that the database stands at now; undefined where nobody can ask it any more. */
  readonly heads?: readonly string[];
}

/** A statement of a revision failed: where, what the server said, what was kept. */
export class StatementError extends RetortError {
  override readonly name = "StatementError";
  readonly failed: FailedStatement;
  readonly facts: DatabaseErrorFacts;
  readonly outcome: Outcome;

  constructor(failed: FailedStatement, cause: DatabaseError, outcome: Outcome, hint?: string) {
    super(codeOf(cause), cause.message, { cause, hint });
    this.failed = failed;
    this.facts = cause.facts;
    this.outcome = outcome;
  }

  override details(): readonly string[] {
    return [
      ...this.#place(),
      ...factLines(this.facts),
      ...this.outcome.kept,
      ...standing(this.outcome.heads),
    ];
  }

  override data(): { readonly [key: string]: unknown } {
    const { script, sql, ordinal, total } = this.failed;
    return {
      revision: script.id,
      ...this.location(),
      statement: sql,
      ordinal,
      total,
      sqlState: this.facts.sqlState,
      vendorCode: this.facts.vendorCode,
      detail: this.facts.detail,
      serverHint: this.facts.hint,
      where: this.facts.where,
      kept: this.outcome.kept,
      heads: this.outcome.heads,
    };
  }

  /** File, line and column of what failed: the server's position where it tells one. */
  location(): ScriptPlace {
    const { script, span, site } = this.failed;
    if (span === undefined) return site ?? { path: script.path };
    const { line, column } = positionAt(script.text, span.start + (this.facts.position ?? 0));
    return { path: script.path, line, column };
  }

  #place(): string[] {
    const { script, sql, span, ordinal, total } = this.failed;
    const { path, line, column } = this.location();
    const which = ordinal === undefined ? "" : `, statement ${ordinal} of ${total}`;
    const place = [path, line, column].filter((part) => part !== undefined).join(":");
    const { position } = this.facts;
    return [
      `at ${place} (revision ${script.id}${which})`,
      ...(span === undefined
        ? excerpt(sql, { start: 0, end: sql.length }, position)
        : excerpt(script.text, span, position === undefined ? undefined : span.start + position)),
    ];
  }
}

function codeOf(cause: DatabaseError): ErrorCode {
  return cause.code;
}

function factLines(facts: DatabaseErrorFacts): string[] {
  const code = facts.sqlState ?? facts.vendorCode;
  return [
    ...(code === undefined ? [] : [`code: ${code}`]),
    ...(facts.detail === undefined ? [] : [`detail: ${facts.detail}`]),
    ...(facts.hint === undefined ? [] : [`server's hint: ${facts.hint}`]),
    ...(facts.where === undefined ? [] : [`context: ${facts.where}`]),
  ];
}

function standing(heads: readonly string[] | undefined): string[] {
  if (heads === undefined) return [];
  return [heads.length === 0 ? "the database stands at base" : `the database stands at ${heads.join(", ")}`];
}
