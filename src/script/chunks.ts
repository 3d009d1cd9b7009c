import type { Span } from "../sql/statement.ts";
import { parseDuration } from "../util/duration.ts";
import { RetortError } from "../util/errors.ts";
import { didYouMean } from "../util/suggest.ts";
import { ScriptError, type ScriptPlace } from "./script_error.ts";

/** What `-- migrate:chunks` says of the statement after it: that it runs once for each range of a key. */
export interface Chunks {
  /** As it stands in the file, with its schema and its quotes. */
  readonly table: string;
  /** The key's columns, as they stand in the file. */
  readonly key: readonly string[];
  /** Rows a chunk. */
  readonly size: number;
  /** Milliseconds between two chunks. */
  readonly pause: number;
  /** The directive's line, in the file. */
  readonly span: Span;
}

const OPTIONS = ["table", "key", "size", "pause"] as const;

const DEFAULT_SIZE = "1000";
const DEFAULT_PAUSE = "0";
const EXAMPLE = "Write `-- migrate:chunks table:users key:id size:5000 pause:50ms`";

/**
 * Reads the options of a `-- migrate:chunks` line.
 *
 * @throws {ScriptError} for an option that is unknown, missing, given twice, or has a value it cannot have.
 */
export function parseChunks(options: string, span: Span, place: ScriptPlace): Chunks {
  const values = new Map<string, string>();
  for (const [name, value] of optionsOf(options, place)) {
    if (!OPTIONS.some((known) => known === name)) {
      throw new ScriptError(
        `Unknown option '${name}' on migrate:chunks`,
        place,
        didYouMean(name, OPTIONS) ?? EXAMPLE,
      );
    }
    if (values.has(name)) throw new ScriptError(`Option '${name}' stands twice`, place, "Keep one of them");
    values.set(name, value);
  }
  return {
    table: required(values, "table", place),
    key: required(values, "key", place).split(","),
    size: sizeOf(values.get("size") ?? DEFAULT_SIZE, place),
    pause: pauseOf(values.get("pause") ?? DEFAULT_PAUSE, place),
    span,
  };
}

/** `name:value`, where the value may hold quoted parts with blanks in them. */
function optionsOf(text: string, place: ScriptPlace): readonly (readonly [name: string, value: string])[] {
  const words = text.match(/(?:"[^"]*"|`[^`]*`|\[[^\]]*\]|\S)+/g) ?? [];
  return words.map((word) => {
    const colon = word.indexOf(":");
    if (colon > 0 && colon < word.length - 1) return [word.slice(0, colon), word.slice(colon + 1)];
    throw new ScriptError(`'${word}' is no option of migrate:chunks`, place, EXAMPLE);
  });
}

function required(values: ReadonlyMap<string, string>, name: string, place: ScriptPlace): string {
  const value = values.get(name);
  if (value !== undefined) return value;
  throw new ScriptError(`migrate:chunks does not say its ${name}`, place, EXAMPLE);
}

function sizeOf(value: string, place: ScriptPlace): number {
  const size = /^\d{1,9}$/.test(value) ? Number(value) : 0;
  if (size > 0) return size;
  throw new ScriptError(`'${value}' is no chunk size`, place, "Write a number of rows, as in `size:5000`");
}

function pauseOf(value: string, place: ScriptPlace): number {
  try {
    return parseDuration(value);
  } catch (error) {
    if (!(error instanceof RetortError)) throw error;
    throw new ScriptError(`'${value}' is no pause`, place, "Write a time, as in `pause:50ms` or `pause:2s`");
  }
}
