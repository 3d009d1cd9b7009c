import { AtomicBody } from "./atomic_body.ts";
import { BlockBody } from "./block_body.ts";
import type { TokenKind } from "./lexer.ts";
import type { Lexicon } from "./lexicon.ts";
import { TriggerBody } from "./trigger_body.ts";

/** Follows one statement at a time, to tell the semicolons of its body from the one that ends it. */
export interface BodyTracker {
  /** Whether nothing in the rest of this statement can matter. */
  readonly idle: boolean;
  /** Whether a semicolon that stands here ends the statement. */
  readonly ends: boolean;
  /** Whether a body is open, so that the text must not end here. */
  readonly pending: boolean;
  /** Makes ready for the next statement. */
  reset(): void;
  /** Takes the next meaningful token: `text` is a word in upper case, a symbol, or empty for the rest. */
  take(kind: TokenKind, text: string): void;
}

/** The tracker for an engine's way of writing bodies. */
export function bodyTracker(compound: Lexicon["compound"]): BodyTracker {
  switch (compound) {
    case "atomic-body":
      return new AtomicBody();
    case "trigger-body":
      return new TriggerBody();
    case "block":
      return new BlockBody();
  }
}
