/** What scratch databases are called: nothing else is ever taken for one. */
const PATTERN = /^retort_scratch_(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)_[a-z0-9]{1,32}$/;

/** How old what a killed run left must be before others may drop it. Milliseconds. */
export const LEFTOVER_AGE = 3_600_000;

/**
 * A name that tells when it was given, in UTC, and that no second run gives.
 *
 * @example
 * ```ts
 * scratchName(new Date("2026-11-21T09:12:44Z"), "1f0c2a7b9d31"); // retort_scratch_20261121091244_1f0c2a7b9d31
 * ```
 */
export function scratchName(now: Date, id: string): string {
  return `retort_scratch_${now.toISOString().slice(0, 19).replace(/[-:T]/g, "")}_${id}`;
}

/** Whether a name is that of a scratch database that was made more than `age` milliseconds ago. */
export function isLeftover(name: string, now: Date, age: number): boolean {
  const [, year, month, day, hour, minute, second] = PATTERN.exec(name) ?? [];
  const made = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return now.getTime() - made > age;
}
