import { type BodyTracker, bodyTracker } from "./body_tracker.ts";
import { Lexer } from "./lexer.ts";
import type { Lexicon } from "./lexicon.ts";

/** Where the cursor came to: a meaningful token, the end of a statement, the end of the text. */
export type CursorStep = "token" | "boundary" | "end";

/** Walks over the meaningful tokens of a source and says where its statements end. Never throws. */
export class StatementCursor {
  readonly lexer: Lexer;
  /** Where a hint stands that comes before any token of the statement, or -1. */
  hint = -1;
  readonly #bodies: BodyTracker;

  constructor(source: string, lexicon: Lexicon) {
    this.lexer = new Lexer(source, lexicon);
    this.#bodies = bodyTracker(lexicon.compound);
  }

  /** Whether the body of a function or trigger is still open. */
  get pending(): boolean {
    return this.#bodies.pending;
  }

  /** Goes to the next meaningful token or boundary; the token is in `lexer`. */
  advance(): CursorStep {
    const lexer = this.lexer;
    while (lexer.next()) {
      switch (lexer.kind) {
        case "space":
        case "lineComment":
        case "blockComment":
          break;
        case "hint":
          if (this.hint < 0) this.hint = lexer.start;
          break;
        case "delimiterCommand":
          return this.#boundary();
        case "delimiter":
          if (lexer.delimiter !== ";" || this.#bodies.ends) return this.#boundary();
          this.#bodies.take("delimiter", ";");
          return "token";
        case "conditionalOpen":
        case "conditionalClose":
          return "token";
        default:
          this.#follow();
          return "token";
      }
    }
    return "end";
  }

  #boundary(): "boundary" {
    this.#bodies.reset();
    return "boundary";
  }

  #follow(): void {
    if (this.#bodies.idle) return;
    const { kind, source, start, end, delimiter } = this.lexer;
    if (delimiter !== ";") return;
    const text = kind === "word"
      ? source.slice(start, end).toUpperCase()
      : kind === "symbol"
      ? source.slice(start, end)
      : "";
    this.#bodies.take(kind, text);
  }
}
