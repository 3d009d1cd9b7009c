import { RevisionError } from "./revision_error.ts";

/**
 * What a target text says, before any graph is asked.
 *
 * relative: `+2`, `-1`, `label@+1`, `abc-1`, `label@abc+1` · absolute: everything else: an id or the start of one,
 * a label, `head`, `heads`, `base`, each with a branch before an `@` if need be, and `@~slug`.
 */
export type Target =
  | {
    readonly kind: "relative";
    readonly branch: string | undefined;
    /** What the steps are counted from; the current revision where it is absent. */
    readonly symbol: string | undefined;
    readonly steps: number;
    /** The steps as they were typed, sign included. */
    readonly typed: string;
  }
  | { readonly kind: "absolute"; readonly text: string };

/** A symbol with the branch that was put before it. */
export interface QualifiedSymbol {
  readonly branch: string | undefined;
  readonly symbol: string;
}

/** The two sides of `a:b`; a side that was left out is undefined. */
export interface TargetRange {
  readonly lower: string | undefined;
  readonly upper: string | undefined;
}

const WORD = String.raw`[\p{L}\p{N}_]+`;
/** `label@symbol+n`; the only symbol that may follow a bare `@` is a slug. */
const RELATIVE = new RegExp(String.raw`^(?:(.+?)@|@(?=~))?(~?${WORD})?([+-]\d+)`, "u");

/**
 * Reads a target as `upgrade` and `downgrade` take it.
 *
 * @example
 * ```ts
 * parseTarget("users@+2"); // { kind: "relative", branch: "users", symbol: undefined, steps: 2, typed: "+2" }
 * ```
 */
export function parseTarget(text: string): Target {
  const match = RELATIVE.exec(text);
  if (match === null) return { kind: "absolute", text };
  const [, branch, symbol, typed = ""] = match;
  return { kind: "relative", branch, symbol, steps: Number(typed), typed };
}

/** Splits `label@symbol` at the first `@`; `@symbol` has no branch. */
export function splitBranch(text: string): QualifiedSymbol {
  const at = text.indexOf("@");
  return at < 0 ? { branch: undefined, symbol: text } : qualified(text, at);
}

/** Splits `label@symbol` at the last `@`, as a downgrade does. */
export function splitLastBranch(text: string): QualifiedSymbol {
  const at = text.lastIndexOf("@");
  return at < 0 ? { branch: undefined, symbol: text } : qualified(text, at);
}

function qualified(text: string, at: number): QualifiedSymbol {
  return { branch: at === 0 ? undefined : text.slice(0, at), symbol: text.slice(at + 1) };
}

/**
 * Reads `a:b`, `a:` or `:b`; undefined where there is no colon.
 *
 * @throws {RevisionError} `invalid-range` where there is more than one
 */
export function parseRange(text: string): TargetRange | undefined {
  const [lower, upper, ...rest] = text.trim().split(":");
  if (upper === undefined) return undefined;
  if (rest.length > 0) {
    throw new RevisionError("invalid-range", `Range '${text}' has more than one colon`, {
      hint: "Write it as start:end, start: or :end",
    });
  }
  return { lower: lower === "" ? undefined : lower, upper: upper === "" ? undefined : upper };
}
