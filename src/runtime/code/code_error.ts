import { placeText, type ScriptPlace } from "../../script/script_error.ts";
import { textExcerpt } from "../../sql/excerpt.ts";
import { RetortError } from "../../util/errors.ts";
import { redactInPlace } from "../../util/redact.ts";
import { type Outcome, standing } from "../statement_error.ts";
import { TextError } from "../text_error.ts";

/** What is known of a TypeScript revision that did not come to its end. */
export interface CodeErrorDetails {
  readonly revision: string;
  /** The user's own file, line and column. */
  readonly place: ScriptPlace;
  readonly outcome: Outcome;
  readonly hint?: string | undefined;
  /** Texts that must not be printed. */
  readonly secrets: Iterable<string>;
}

/** The code of a TypeScript revision failed, no statement of it: where, and what was kept. */
export class CodeError extends RetortError {
  override readonly name = "CodeError";
  readonly #details: CodeErrorDetails;

  constructor(failure: RetortError, details: CodeErrorDetails) {
    const place = `(${placeText(details.place)})`;
    const message = failure.message.endsWith(place) ? failure.message : `${failure.message} ${place}`;
    super(failure.code, message, {
      cause: failure.cause ?? failure,
      hint: failure.hint ?? details.hint,
    });
    this.#details = details;
  }

  override details(): readonly string[] {
    const { outcome } = this.#details;
    return [...this.#excerpt(), ...outcome.kept, ...standing(outcome.heads)];
  }

  override data(): { readonly [key: string]: unknown } {
    const { revision, place, outcome } = this.#details;
    const text = this.cause instanceof TextError ? { statement: this.cause.sql } : {};
    return { revision, ...place, ...text, kept: outcome.kept, heads: outcome.heads };
  }

  /** The text that was not sent, with a caret where it goes wrong. */
  #excerpt(): string[] {
    if (!(this.cause instanceof TextError)) return [];
    const { sql, span } = this.cause;
    const masked = redactInPlace(sql, this.#details.secrets);
    return textExcerpt(masked, span?.start);
  }
}
