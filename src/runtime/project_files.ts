import { RetortError } from "../util/errors.ts";

/** Whether a directory is missing, empty or holds something. */
export type DirectoryState = "missing" | "empty" | "filled";

/**
 * Looks at what `init` would write into.
 *
 * @throws {RetortError} `file-unreadable`, for a path that is there and is no directory.
 */
export function directoryState(path: string): DirectoryState {
  try {
    return Deno.readDirSync(path)[Symbol.iterator]().next().done ? "empty" : "filled";
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "missing";
    throw new RetortError("file-unreadable", `Cannot read the directory ${path}`, { cause: error });
  }
}

/** Whether a file is there. */
export function isThere(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return false;
    throw new RetortError("file-unreadable", `Cannot look at ${path}`, { cause: error });
  }
}

/**
 * Writes a file that must not be there yet, with the folders above it.
 *
 * @throws {RetortError} `file-unwritable`
 */
export function writeNewFile(path: string, text: string): void {
  const slash = path.lastIndexOf("/");
  let created = false;
  try {
    if (slash > 0) Deno.mkdirSync(path.slice(0, slash), { recursive: true });
    Deno.openSync(path, { write: true, createNew: true }).close();
    created = true;
    Deno.writeTextFileSync(path, text);
  } catch (error) {
    // Half a file would stand in the way of the next try.
    if (created) Deno.removeSync(path);
    throw new RetortError("file-unwritable", `Cannot write ${path}`, {
      hint: "See to the disk and to the rights of that folder, and run the command again",
      cause: error,
    });
  }
}
