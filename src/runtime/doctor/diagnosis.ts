import { RetortError } from "../../util/errors.ts";

/** What a look at one thing has found. */
export interface Diagnosis {
  readonly check:
    | "files"
    | "configuration"
    | "connection"
    | "encryption"
    | "pooler"
    | "version"
    | "rights"
    | "ledger"
    | "scratch"
    | "tools";
  /** ok · note: good to know · problem: something is to be done. */
  readonly level: "ok" | "note" | "problem";
  readonly message: string;
  /** The way out; there for every problem. */
  readonly hint?: string;
}

/** An expected failure as a problem; anything else is a bug and goes on its way. */
export function problemOf(check: Diagnosis["check"], error: unknown): Diagnosis {
  if (!(error instanceof RetortError)) throw error;
  const hint = error.hint ?? "See to it, and run `retort doctor` again";
  return { check, level: "problem", message: error.message, hint };
}
