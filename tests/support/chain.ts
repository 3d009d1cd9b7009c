/**
 * Revision files in a row, the first one a base: each creates the table `t_<id>` and drops it again.
 *
 * @example
 * ```ts
 * const [first, second] = chain(["aaaaaaaaaaaa", "bbbbbbbbbbbb"]);
 * ```
 */
export function chain(ids: readonly string[]): string[] {
  return ids.map((id, index) => {
    const parent = index === 0 ? "" : `-- down_revision: ${ids[index - 1]}\n`;
    return `-- make ${id}\n-- revision: ${id}\n${parent}
-- migrate:up
CREATE TABLE t_${id} (id integer PRIMARY KEY);

-- migrate:down
DROP TABLE t_${id};
`;
  });
}
