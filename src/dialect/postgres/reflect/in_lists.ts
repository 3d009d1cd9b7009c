const NAME = String.raw`(?:[\p{L}_][\p{L}\p{N}_$]*|"(?:[^"]|"")+")`;
const COLUMN = String.raw`${NAME}(?:\.${NAME})*`;
const VALUES = String.raw`ARRAY\[(?:E?'(?:[^']|'')*'::character varying(?:, )?)+\]`;

/** The column and the list, each with the cast that makes a varchar comparable, in both ways of printing. */
const VARCHAR_LIST = new RegExp(
  String
    .raw`(?<![\w"$.])(?:\((${COLUMN})\)|(${COLUMN}))::text (= ANY|<> ALL) \((?:\((${VALUES})\)|(${VALUES}))::text\[\]\)`,
  "gu",
);

/**
 * `state IN ('new', 'done')` where the server prints the same with casts: of a varchar's list it prints one cast around
 * the whole, and reads that back as one cast an element, which is another tree and another text the next time.
 *
 * @example
 * ```ts
 * inLists("state::text = ANY (ARRAY['new'::character varying, 'done'::character varying]::text[])");
 * // "state IN ('new', 'done')"
 * ```
 */
export function inLists(sql: string): string {
  if (!sql.includes("::text[])")) return sql;
  return sql.replace(
    VARCHAR_LIST,
    (
      _,
      held: string | undefined,
      bare: string,
      operator: string,
      inner: string | undefined,
      list: string,
    ) => {
      const values = [...(inner ?? list).matchAll(/(E?'(?:[^']|'')*')::character varying/g)];
      const written = values.map(([, value]) => value).join(", ");
      return `${held ?? bare} ${operator === "= ANY" ? "IN" : "NOT IN"} (${written})`;
    },
  );
}
