import type { BodyTracker } from "./body_tracker.ts";
import type { TokenKind } from "./lexer.ts";

type State = "start" | "explain" | "create" | "plain" | "trigger" | "semicolon" | "end";

/**
 * SQLite's triggers, by the rule of its own `sqlite3_complete()`: CREATE [TEMP] TRIGGER, perhaps after
 * EXPLAIN, lasts until an END that stands between two semicolons.
 */
export class TriggerBody implements BodyTracker {
  #state: State = "start";

  get idle(): boolean {
    return this.#state === "plain";
  }

  get ends(): boolean {
    return this.#state !== "trigger" && this.#state !== "semicolon";
  }

  get pending(): boolean {
    return !this.ends;
  }

  reset(): void {
    this.#state = "start";
  }

  take(_kind: TokenKind, text: string): void {
    this.#state = next(this.#state, text);
  }
}

/** Words that end the look-out for CREATE after EXPLAIN. */
const AFTER_NOTHING: ReadonlySet<string> = new Set(["EXPLAIN", "TEMP", "TEMPORARY", "TRIGGER", "END"]);

function next(state: State, text: string): State {
  switch (state) {
    case "start":
      return text === "CREATE" ? "create" : text === "EXPLAIN" ? "explain" : "plain";
    case "explain":
      return text === "CREATE" ? "create" : AFTER_NOTHING.has(text) ? "plain" : "explain";
    case "create":
      return text === "TRIGGER" ? "trigger" : text === "TEMP" || text === "TEMPORARY" ? "create" : "plain";
    case "plain":
      return "plain";
    case "semicolon":
      return text === "END" ? "end" : text === ";" ? "semicolon" : "trigger";
    default:
      return text === ";" ? "semicolon" : "trigger";
  }
}
