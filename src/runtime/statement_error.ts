import {
  type DatabaseError,
  type DatabaseErrorFacts,
  factData,
  factLines,
} from "../dialect/database_error.ts";
import type { Script } from "../script/script.ts";
import type { ScriptPlace } from "../script/script_error.ts";
import { excerpt, textExcerpt } from "../sql/excerpt.ts";
import { positionAt } from "../sql/position.ts";
import type { Span } from "../sql/statement.ts";
import { type ErrorCode, RetortError } from "../util/errors.ts";
import { redactInPlace } from "../util/redact.ts";

/** Where in a step something failed. */
export interface FailedStatement {
  readonly script: Script;
  /** As it was sent; absent where nothing was on its way. */
  readonly sql?: string | undefined;
  /** Whether it is none of the revision's, but one that retort itself sent around them. */
  readonly own?: boolean;
  /** The statement in the script's text; absent for statements that a TypeScript revision sent. */
  readonly span?: Span;
  /** What the script is, where it is no revision. */
  readonly what?: "repeatable";
  /** From 1, and of how many; absent for TypeScript. */
  readonly ordinal?: number;
  readonly total?: number;
  /** What it is called, where it is no statement of the way up or down. */
  readonly noun?: "verify query";
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

/** What a `StatementError` says beside where and what. */
export interface StatementErrorDetails {
  readonly hint?: string | undefined;
  /** Texts that must not be printed; nor must what looks like a password. */
  readonly secrets?: Iterable<string>;
}

/** A statement of a revision failed: where, what the server said, what was kept. */
export class StatementError extends RetortError {
  override readonly name = "StatementError";
  readonly failed: FailedStatement;
  readonly facts: DatabaseErrorFacts;
  readonly outcome: Outcome;
  readonly #secrets: readonly string[];

  constructor(
    failed: FailedStatement,
    cause: DatabaseError,
    outcome: Outcome,
    { hint, secrets = [] }: StatementErrorDetails = {},
  ) {
    super(codeOf(cause), cause.message, { cause, hint });
    this.#secrets = [...secrets];
    this.failed = failed;
    this.facts = cause.facts;
    this.outcome = outcome;
  }

  override details(): readonly string[] {
    return [
      ...this.#place(),
      ...factLines(this.facts),
      ...(this.facts.hint === undefined ? [] : [`server's hint: ${this.facts.hint}`]),
      ...(this.facts.note === undefined ? [] : [`note: ${this.facts.note}`]),
      ...this.outcome.kept,
      ...standing(this.outcome.heads),
    ];
  }

  override data(): { readonly [key: string]: unknown } {
    const { script, sql, ordinal, total, what = "revision" } = this.failed;
    return {
      [what]: script.id,
      ...this.location(),
      statement: sql,
      ordinal,
      total,
      ...factData(this.facts),
      serverHint: this.facts.hint,
      note: this.facts.note,
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
    const { script, sql, own, ordinal, total, noun = "statement", what = "revision" } = this.failed;
    if (own) return [`at ${ownStatement(sql)} of ${what} ${script.id} (${script.path})`];
    const { path, line, column } = this.location();
    const which = ordinal === undefined ? "" : `, ${noun} ${ordinal} of ${total}`;
    const place = [path, line, column].filter((part) => part !== undefined).join(":");
    return [`at ${place} (${what} ${script.id}${which})`, ...this.#excerpt()];
  }

  /** Secrets are masked before the lines are cut: half of one would not be known for what it is. */
  #excerpt(): string[] {
    const { script, sql = "", span } = this.failed;
    const { position } = this.facts;
    const mask = (text: string) => redactInPlace(text, this.#secrets);
    if (span === undefined) return textExcerpt(mask(sql), position);
    const { text } = script;
    const masked = text.slice(0, span.start) + mask(text.slice(span.start, span.end)) + text.slice(span.end);
    return excerpt(masked, span, position === undefined ? undefined : span.start + position);
  }
}

/** What retort sends around a revision's statements, in a word. */
function ownStatement(sql: string | undefined): string {
  const words = sql?.trim().split(/\s+/) ?? [];
  if (words.length === 0) return "the record";
  return words.length === 1 ? words[0] ?? "" : `the record (${words.slice(0, 3).join(" ")} …)`;
}

function codeOf(cause: DatabaseError): ErrorCode {
  return cause.code;
}

/** Where the database stands, for a person; nothing where it is not known. */
export function standing(heads: readonly string[] | undefined): string[] {
  if (heads === undefined) return [];
  return [heads.length === 0 ? "the database stands at base" : `the database stands at ${heads.join(", ")}`];
}
