import { digest } from "../../script/checksum.ts";
import { decodeKey, describeKey } from "./key_value.ts";

/** How far a table has been walked: what the ledger remembers of chunks that are done. */
export interface WalkPlace {
  /** The digest of what is done in chunks: it must not have changed when the walk goes on. */
  readonly of: string;
  readonly table: string;
  /** The last key that is done, as `encodeKey` writes it. */
  readonly after: readonly string[];
  readonly rows: number;
  readonly chunks: number;
}

/** The digest of a walk: its table, its key, and what it does with each chunk. */
export function walkDigest(table: string, key: readonly string[], work: readonly string[]): string {
  return digest([table, key.join(), ...work]);
}

/** How far it is, for a person: `12 chunks, 60,000 rows of users, up to 60000`. */
export function describePlace({ table, after, rows, chunks }: WalkPlace): string {
  const number = chunks === 1 ? "1 chunk" : `${chunks} chunks`;
  return `${number}, ${rows.toLocaleString("en")} rows of ${table}, up to ${describeKey(decodeKey(after))}`;
}

/** Whether a value is one that a walk has written. */
export function isWalkPlace(value: unknown): value is WalkPlace {
  if (typeof value !== "object" || value === null) return false;
  const of = (key: string): unknown => Reflect.get(value, key);
  const after = of("after");
  return typeof of("of") === "string" && typeof of("table") === "string" && Array.isArray(after) &&
    after.every((text) => typeof text === "string" && /^(?:s:|x:(?:..)*$|i:-?\d+$|r:)/.test(text)) &&
    typeof of("rows") === "number" && typeof of("chunks") === "number";
}
