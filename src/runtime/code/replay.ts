import { digest } from "../../script/checksum.ts";
import type { CodeProgress } from "./code_progress.ts";
import type { Environment } from "../environment.ts";
import type { Told } from "./typescript_call.ts";

/** A step that stopped half-way, done over: its first statements are not sent again. */
export class Replay {
  #left: number;
  #chain = "";
  readonly #wanted: string;
  readonly #counts: number[];

  constructor({ sent, chain, counts }: CodeProgress) {
    this.#left = sent;
    this.#wanted = chain;
    this.#counts = counts.flatMap(([rows, times]) => Array<number>(times).fill(rows));
  }

  /** Whether there is nothing left that was done. */
  get ended(): boolean {
    return this.#left === 0;
  }

  /** Passes over a statement, and gives what it gave; undefined where the statements are not those that were done. */
  pass(next: (chain: string) => string): number | undefined {
    this.#chain = next(this.#chain);
    this.#left--;
    const rows = this.#counts.shift() ?? 0;
    return this.ended && this.#chain !== this.#wanted ? undefined : rows;
  }
}

/** The digest of a step's statements, with one more. */
export function chained(
  chain: string,
  { sql, parameters, identity }: Told,
  { dialect }: Pick<Environment, "dialect">,
): string {
  if (identity !== undefined) return digest([chain, identity]);
  return digest([chain, sql, ...parameters.map((value) => dialect.literal(value))]);
}
