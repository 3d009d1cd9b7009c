import type { BodyTracker } from "./body_tracker.ts";
import type { TokenKind } from "./lexer.ts";

type State = "start" | "create" | "plain" | "routine" | "rule";

/**
 * PostgreSQL's two kinds of statement that hold others: functions and procedures with BEGIN ATOMIC … END, and
 * rules with DO (…; …). In an atomic body every statement has its semicolon, so the END that closes it
 * follows one, or ATOMIC; any other END is a CASE's or a name.
 */
export class AtomicBody implements BodyTracker {
  #state: State = "start";
  #previous = "";
  #parentheses = 0;
  #depth = 0;

  get idle(): boolean {
    return this.#state === "plain";
  }

  get ends(): boolean {
    return this.#state === "rule" ? this.#parentheses <= 0 : this.#depth === 0;
  }

  get pending(): boolean {
    return !this.ends;
  }

  reset(): void {
    this.#state = "start";
    this.#previous = "";
    this.#parentheses = 0;
    this.#depth = 0;
  }

  take(_kind: TokenKind, text: string): void {
    if (this.#state === "start" || this.#state === "create") this.#state = header(this.#state, text);
    else this.#inside(text);
    this.#previous = text;
  }

  #inside(text: string): void {
    if (text === "(") this.#parentheses++;
    else if (text === ")") this.#parentheses--;
    else if (this.#state === "rule") return;
    else if (text === "ATOMIC" && this.#previous === "BEGIN" && this.#parentheses === 0) this.#depth++;
    else if (text === "END" && this.#depth > 0 && (this.#previous === ";" || this.#previous === "ATOMIC")) {
      this.#depth--;
    }
  }
}

function header(state: State, text: string): State {
  if (state === "start") return text === "CREATE" ? "create" : "plain";
  if (text === "OR" || text === "REPLACE") return "create";
  if (text === "FUNCTION" || text === "PROCEDURE") return "routine";
  return text === "RULE" ? "rule" : "plain";
}
