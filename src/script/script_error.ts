import { RetortError } from "../util/errors.ts";

/** Where in a revision file something is wrong. Lines count from 1. */
export interface ScriptPlace {
  readonly path: string;
  readonly line?: number;
  /** The other line, for a thing that stands twice or was opened elsewhere. */
  readonly otherLine?: number;
}

/** A revision file that does not say what retort can understand; its message ends with the file and the line. */
export class ScriptError extends RetortError {
  override readonly name = "ScriptError";
  readonly place: ScriptPlace;

  constructor(message: string, place: ScriptPlace, hint?: string) {
    super("file-invalid", `${message} (${placeText(place)})`, { hint });
    this.place = place;
  }

  override data(): { readonly [key: string]: unknown } {
    return { ...this.place };
  }
}

function placeText(place: ScriptPlace): string {
  return place.line === undefined ? place.path : `${place.path}:${place.line}`;
}

/** The line, from 1, that an offset of a text stands in. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}
