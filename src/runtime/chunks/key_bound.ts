import type { KeyBound, SqlFragment } from "../../script/api/value.ts";
import type { Value } from "../../sql/statement.ts";
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

/** An object that somebody else has made is no value. */
function plain(value: Value | KeyBound): Value {
  if (value === null || typeof value !== "object" || value instanceof Uint8Array) return value;
  throw new RetortError("script-failed", "op.sql was given an object that is no value", {
    hint: "Take `after` and `upto` as op.chunks() gives them, or one of their `values`",
  });
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
