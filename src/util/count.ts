/**
 * A number with its noun, for a sentence.
 *
 * @example count(1, "revision") // "1 revision"
 * @example count(2, "revision") // "2 revisions"
 */
export function count(number: number, noun: string): string {
  return number === 1 ? `1 ${noun}` : `${number} ${noun}s`;
}
