import { RetortError } from "../util/errors.ts";
import { fileUrl, pathOf } from "./directory.ts";
import { ScriptError, type ScriptPlace } from "./script_error.ts";
import { withoutColour } from "../util/harmless.ts";

/**
 * An error that a TypeScript revision's own code threw, with its place in the user's file. A `RetortError` is
 * left as it is.
 */
export function scriptFailure(error: unknown, path: string): RetortError {
  if (error instanceof RetortError) return error;
  const place = userFrame(error, directoryOf(path)) ?? { path };
  const message = error instanceof Error ? `${error.name}: ${error.message}` : `Thrown: ${String(error)}`;
  return new ScriptError(message, place, undefined, { code: "script-failed", cause: error });
}

/** The folder that a revision's file lies in; what it imports of the user's own lies there too. */
export function directoryOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("/"), 0)) || ".";
}

/**
 * The place of the user's own code that an error came from: the uppermost frame of its stack that lies in the
 * directory. The path is as the user would write it.
 */
export function userFrame(error: unknown, directory: string): ScriptPlace | undefined {
  const stack = error instanceof Error ? withoutColour(error.stack ?? "") : "";
  const within = `${fileUrl(directory).replace(/\/+$/, "")}/`;
  for (const match of stack.matchAll(/(file:\/\/[^\n]+?):(\d+):(\d+)(?=\)?$)/gm)) {
    const [, url = "", line, column] = match;
    if (url.startsWith(within)) return { path: pathOf(url), line: Number(line), column: Number(column) };
  }
  return undefined;
}
