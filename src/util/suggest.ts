/**
 * The candidate that a mistyped name most likely meant; undefined where none is near. Case, `-` and `_` do not
 * count, so that `lock_wait` finds `lockWait`.
 *
 * @example
 * ```ts
 * suggest("upgarde", ["upgrade", "downgrade"]); // upgrade
 * ```
 */
export function suggest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = plain(name);
  if (wanted === "" || wanted.length > 100) return undefined;
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, plain(candidate), bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** `suggest` as the hint of an error: "Did you mean 'upgrade'?"; undefined where nothing is near. */
export function didYouMean(name: string, candidates: Iterable<string>): string | undefined {
  const nearest = suggest(name, candidates);
  return nearest === undefined ? undefined : `Did you mean '${nearest}'?`;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_\s]/g, "");
}

/** Insertions, deletions, replacements and swaps of neighbours between two texts; `limit` once there are as many. */
function editDistance(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) >= limit) return limit;
  let before: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const changed = from[row - 1] === to[column - 1] ? 0 : 1;
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current.push(Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + changed,
        swapped ? at(before, column - 2) + 1 : limit,
      ));
    }
    [before, previous] = [previous, current];
  }
  return Math.min(limit, at(previous, to.length));
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
