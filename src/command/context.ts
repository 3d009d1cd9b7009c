import type { Config } from "../config/config.ts";
import type { ResolvedConfig } from "../config/parse.ts";
import type { ExitCode } from "../util/errors.ts";

export type { ExitCode } from "../util/errors.ts";

/** What can be printed as JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Puts meaning, not colour, on text; on a terminal it colours, elsewhere it gives the text back. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  warn(text: string): string;
  bad(text: string): string;
  accent(text: string): string;
}

/** Where a command's words go. Standard output is the result, standard error is everything else. */
export interface Output {
  /**
   * The result: `data` as one JSON object under `--json`, otherwise the lines that `render` gives.
   * Called once a command.
   */
  report(data: { readonly [key: string]: Json }, render: (style: Style) => Iterable<string>): void;
  /**
   * The result where it is a text of its own, as an SQL script is: written piece by piece, exactly as it stands, so
   * that it can be run. Not for `--json`.
   */
  write(pieces: Iterable<string>): void;
  /** Progress for a person: "Running upgrade A -> B, msg". Silent under `--quiet`. */
  info(line: string): void;
  /** What a person should look at; printed under `--quiet` too. */
  warn(line: string): void;
  /** Only with `--verbose`. */
  detail(line: string): void;
  /** What a flag of its own asked for, as `--log-sql` does: printed under `--quiet` too. */
  trace(line: string): void;
  /**
   * A line that stays at the foot of a terminal until the next one takes its place, or none does. Where standard error
   * is no terminal, and under `--quiet`, it is not shown at all, and the answer is false.
   */
  status(line: string | undefined): boolean;
  /** A machine-readable event, printed under `--format ndjson`. */
  event(event: { readonly type: string; readonly [key: string]: Json }): void;
  readonly style: Style;
  /** Whether questions may be asked: a terminal, no `--no-input`, no CI. */
  readonly interactive: boolean;
  /** Asks a person on standard error; only where `interactive`. All that is no yes is a no. */
  confirm(question: string): Promise<boolean>;
  /** The same for a question with more answers than two: what was typed. */
  ask(question: string): Promise<string>;
}

/** All that a command may touch of the world. */
export interface Context {
  readonly config: Config;
  /** The same settings with where each was set, for `config`. */
  readonly resolved: ResolvedConfig;
  readonly out: Output;
  readonly now: () => Date;
  /** Twelve random hex digits. */
  readonly newId: () => string;
  /** Texts that must never be printed. Whoever learns a secret adds it. */
  readonly secrets: Set<string>;
}

/** What every `command/*.ts` exports as `run`. */
export type Run<Values> = (values: Values, context: Context) => Promise<ExitCode>;
