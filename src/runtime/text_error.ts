import type { Span } from "../sql/statement.ts";
import { type ErrorCode, RetortError } from "../util/errors.ts";

/** A text that a TypeScript revision gave to `op` and that was not sent; it is shown with what failed. */
export class TextError extends RetortError {
  override readonly name = "TextError";
  readonly sql: string;
  /** Where in the text the trouble starts; absent where it is all of it. */
  readonly span: Span | undefined;

  constructor(code: ErrorCode, message: string, { sql, span, hint }: TextErrorDetails) {
    super(code, message, { hint });
    this.sql = sql;
    this.span = span;
  }
}

/** What a `TextError` says beside its message. */
export interface TextErrorDetails {
  readonly sql: string;
  readonly span?: Span;
  readonly hint?: string | undefined;
}
