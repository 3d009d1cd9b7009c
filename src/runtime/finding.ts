/** What a look at a database can come upon. */
export type FindingKind =
  | "half-done"
  | "missing"
  | "unknown"
  | "gap"
  | "changed"
  | "moved"
  | "verify"
  | "index"
  | "damaged"
  | "text"
  | "repeatable"
  | "gone";

/** Something that a person should know of a database and its files, with the way out. */
export interface Finding {
  readonly kind: FindingKind;
  /** The revision, or what else it is about. */
  readonly subject: string;
  readonly message: string;
  readonly hint: string;
  readonly path?: string;
}

/** What each kind makes of the exit code: 0 is worth a word, 3 is not as it should be, 4 is the history's, 7 is half-done. */
export const FINDING_CODES = {
  "half-done": 7,
  missing: 4,
  unknown: 4,
  gap: 4,
  changed: 4,
  moved: 0,
  verify: 3,
  index: 3,
  damaged: 3,
  text: 4,
  repeatable: 3,
  gone: 0,
} as const satisfies Readonly<Record<FindingKind, 0 | 3 | 4 | 7>>;
