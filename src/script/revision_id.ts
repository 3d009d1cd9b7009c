import { timestampOf } from "./file_name.ts";

/** How ids of new revisions are made. */
export type IdFormat = "hex" | "timestamp" | "sequence";

/** What an id is made of. */
export interface IdSource {
  /** The ids that there are. */
  readonly existing: Iterable<string>;
  readonly now: Date;
  /** Twelve random hex digits, others at each call. */
  readonly newId: () => string;
}

/**
 * The id of a new revision, which no other has: 12 hex digits, the second it is made in (UTC, 14 digits), or
 * the next number with the digits of the highest one (`0001` to begin with).
 *
 * @example
 * ```ts
 * nextRevisionId("sequence", { existing: ["0001", "0002"], now, newId }); // "0003"
 * ```
 */
export function nextRevisionId(format: IdFormat, source: IdSource): string {
  const existing = new Set(source.existing);
  switch (format) {
    case "hex":
      return unusedHex(existing, source.newId);
    case "timestamp":
      return unusedTimestamp(existing, source.now);
    case "sequence":
      return nextNumber(existing);
  }
}

function unusedHex(existing: ReadonlySet<string>, newId: () => string): string {
  let id = newId();
  while (existing.has(id)) id = newId();
  return id;
}

function unusedTimestamp(existing: ReadonlySet<string>, now: Date): string {
  let time = now.getTime();
  while (existing.has(timestampOf(new Date(time)))) time += 1000;
  return timestampOf(new Date(time));
}

/** Longer runs of digits are times or numbers of another kind. */
function nextNumber(existing: ReadonlySet<string>): string {
  let highest = 0;
  let width = 4;
  for (const id of existing) {
    if (!/^\d{1,9}$/.test(id) || Number(id) < highest) continue;
    highest = Number(id);
    width = id.length;
  }
  return `${highest + 1}`.padStart(width, "0");
}
