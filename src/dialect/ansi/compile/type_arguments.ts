/**
 * A type's name with what stands in parentheses after it, as far as it is given.
 *
 * @example
 * ```ts
 * withArguments("numeric", 10, 2); // "numeric(10, 2)"
 * withArguments("varchar", undefined); // "varchar"
 * ```
 */
export function withArguments(name: string, ...given: readonly (number | undefined)[]): string {
  const numbers = given.filter((each) => each !== undefined);
  return numbers.length === 0 ? name : `${name}(${numbers.join(", ")})`;
}
