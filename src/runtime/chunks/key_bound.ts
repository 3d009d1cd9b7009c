import type { KeyBound, SqlFragment } from "../../script/api/value.ts";
import type { Value } from "../../sql/statement.ts";
import { described, isFragment } from "../../script/build/argument.ts";
import { RetortError } from "../../util/errors.ts";

/** How one end of a range is written into a statement. */
export interface BoundText {
  readonly end: "after" | "upto";
  /** Whether it is the first key, which belongs to the range. */
  readonly first: boolean;
  /** The key as SQL, for a place with parentheses around it already or for one without. */
  write(enclosed: boolean): SqlFragment;
  /** Its values; undefined where nobody knows them. */
  readonly values: readonly Value[] | undefined;
}

/** One end of a chunk's range, as a TypeScript revision gets it. */
export class ChunkBound implements KeyBound {
  readonly text: BoundText;

  constructor(text: BoundText) {
    this.text = text;
  }

  get values(): readonly Value[] {
    if (this.text.values !== undefined) return this.text.values;
    throw new RetortError("refused", "The values of a chunk's key are not known when a script is written", {
      hint: "Put `after` and `upto` themselves into op.sql, or run this revision with a connection",
    });
  }

  /** Pasted into a text it would lose its type, and the first row. */
  toString(): never {
    throw new RetortError("script-failed", `\`${this.text.end}\` is no text`, {
      hint: "Write it into op.sql, as in op.sql`… WHERE id > ${after} AND id <= ${upto}`",
    });
  }
}

/** A piece of SQL with values in it, some of them the ends of a chunk's range. */
export function fragmentOf(
  template: readonly string[],
  values: readonly (Value | KeyBound)[],
): SqlFragment {
  if (!Array.isArray(template)) throw notTagged();
  const parts = [template[0] ?? ""];
  const bound: Value[] = [];
  const last = () => parts.length - 1;
  for (const [index, value] of values.entries()) {
    const next = template[index + 1] ?? "";
    if (!(value instanceof ChunkBound)) {
      bound.push(plain(value));
      parts.push(next);
      continue;
    }
    const [before, behind] = compared(value.text, parts[last()] ?? "", next);
    const enclosed = /\(\s*$/.test(before) && /^\s*\)/.test(behind);
    const written = value.text.write(enclosed);
    parts[last()] = before + (written.parts[0] ?? "");
    parts.push(...written.parts.slice(1));
    bound.push(...written.values);
    parts[last()] += behind;
  }
  return { parts, values: bound };
}

function notTagged(): RetortError {
  return new RetortError("script-failed", "op.sql was called as a function", {
    hint: "Write op.sql`…` with no parentheses; a text without values can be given to op.execute() as it is",
  });
}

/**
 * What can be bound on every engine. What is `undefined` would be NULL on one of them and vanish from DDL, and so would
 * what is no number.
 */
function plain(value: Value | KeyBound): Value {
  if (value === null || value instanceof Uint8Array) return value;
  const hint = refusalOf(value);
  if (hint === undefined && typeof value !== "object") return value;
  throw new RetortError("script-failed", `op.sql was given ${named(value)}`, { hint });
}

function refusalOf(value: unknown): string | undefined {
  if (typeof value === "number" && Number.isNaN(value)) return "Write NULL as null, or 'NaN' as a text";
  if (["string", "number", "bigint", "boolean"].includes(typeof value)) return undefined;
  if (value === undefined) {
    return "NULL is `null`; is there a property of another name, or an `await` missing?";
  }
  if (value instanceof Date) return "Write a time as text, as in `date.toISOString()`";
  if (Array.isArray(value)) {
    return "Bind its members one by one, or a JSON column's as `JSON.stringify(list)`";
  }
  if (isFragment(value)) return "One piece of SQL cannot be put into another: write it in one";
  return "A value is text, a number, a boolean, bytes, null, or `after` and `upto` of op.chunks(); JSON is text, as " +
    "`JSON.stringify(…)` makes it";
}

function named(value: unknown): string {
  if (value instanceof Date) return "a Date";
  return isFragment(value) ? "op.sql`…`" : described(value);
}

/** The text on both sides of a bound, with the beginning of the first range taken in. */
function compared({ end, first }: BoundText, before: string, behind: string): readonly [string, string] {
  if (end === "upto") {
    if (/<=\s*\(?\s*$/.test(before) || /^\s*\)?\s*>=/.test(behind)) return [before, behind];
    throw misplaced("upto", "<=");
  }
  const equals = first ? "=" : "";
  if (/(?:^|[^<=>-])>\s*\(?\s*$/.test(before)) {
    return [before.replace(/>(\s*\(?\s*)$/, `>${equals}$1`), behind];
  }
  if (/^\s*\)?\s*<(?![=>])/.test(behind)) return [before, behind.replace("<", `<${equals}`)];
  throw misplaced("after", ">");
}

function misplaced(end: string, operator: string): RetortError {
  return new RetortError("script-failed", `\`${end}\` does not stand behind \`${operator}\``, {
    hint: `Compare the key with it: op.sql\`… WHERE id > \${after} AND id <= \${upto}\``,
  });
}
