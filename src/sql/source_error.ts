import { RetortError } from "../util/errors.ts";
import type { Span } from "./statement.ts";

/** A text that cannot be split into statements, with the place in the file that says why. */
export class SourceError extends RetortError {
  override readonly name = "SourceError";
  /** Where the trouble starts, in the file: for an open quote, where it was opened. */
  readonly span: Span;

  constructor(message: string, span: Span, hint?: string) {
    super("file-invalid", message, { hint });
    this.span = span;
  }
}
