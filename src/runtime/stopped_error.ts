import type { DatabaseError } from "../dialect/database_error.ts";
import { RetortError } from "../util/errors.ts";
import { type Outcome, standing } from "./statement_error.ts";

/** A signal ended the run between two steps. */
export class StoppedError extends RetortError {
  override readonly name = "StoppedError";
  readonly outcome: Outcome;

  constructor(reason: DatabaseError, outcome: Outcome) {
    super(reason.code, reason.message, { hint: reason.hint, cause: reason });
    this.outcome = outcome;
  }

  override details(): readonly string[] {
    return [...this.outcome.kept, ...standing(this.outcome.heads)];
  }

  override data(): { readonly [key: string]: unknown } {
    return { kept: this.outcome.kept, heads: this.outcome.heads };
  }
}
