import { type ErrorCode, RetortError } from "../util/errors.ts";

/** Where in a revision file something is wrong. Lines count from 1. */
export interface ScriptPlace {
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
  /** The other line, for a thing that stands twice or was opened elsewhere. */
  readonly otherLine?: number;
}

/** What a `ScriptError` may say beside its message and its place. */
export interface ScriptErrorDetails {
  /** `file-invalid` unless it says otherwise. */
  readonly code?: ErrorCode;
  readonly cause?: unknown;
}

/** A revision file that does not say what retort can understand; its message ends with the file and the line. */
export class ScriptError extends RetortError {
  override readonly name = "ScriptError";
  readonly place: ScriptPlace;

  constructor(message: string, place: ScriptPlace, hint?: string, details: ScriptErrorDetails = {}) {
    const { code = "file-invalid", cause } = details;
    super(code, `${message} (${placeText(place)})`, { hint, cause });
    this.place = place;
  }

  override data(): { readonly [key: string]: unknown } {
    return { ...this.place };
  }
}

/** A place as messages write it: `migrations/a.ts:3:7`. */
export function placeText(place: ScriptPlace): string {
  const { path, line, column } = place;
  if (line === undefined) return path;
  return column === undefined ? `${path}:${line}` : `${path}:${line}:${column}`;
}

/** The line, from 1, that an offset of a text stands in. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}
