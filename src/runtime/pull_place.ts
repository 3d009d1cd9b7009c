import { shownPath } from "../script/directory.ts";
import { isScriptName, isSkippedDirectory } from "../script/script_name.ts";
import { RetortError } from "../util/errors.ts";

/** Where a lost file goes: a script directory, and the name in it, which may have folders. */
export interface PullPlace {
  readonly directory: string;
  readonly name: string;
}

/**
 * Where a file of the ledger belongs. What stands in a database is nobody's to trust: the path must lie inside a script
 * directory, by its words and by what is on the disk.
 *
 * @throws {RetortError} `refused` for any other path.
 */
export function pullPlace(path: string, directories: readonly string[]): PullPlace {
  const place = inside(path, directories) ?? refuse(path, directories, "lies in no script directory");
  const folders = place.name.split("/");
  const file = folders.pop() ?? "";
  if (!folders.every(isPlainName) || !isPlainName(file)) refuse(path, directories, "is not plain");
  if (!isScriptName(file) || folders.some((name, depth) => isSkippedDirectory(name, depth))) {
    refuse(path, directories, "is not where revisions are read");
  }
  refuseLinks(path, place, directories);
  return place;
}

/** The first script directory, and the file's own name: for a path that means nothing here. */
export function flatPlace(path: string, directories: readonly string[]): PullPlace {
  const [directory = ""] = directories;
  const name = path.split(/[/\\]/).at(-1) ?? "";
  return pullPlace(`${shownPath(directory)}/${name}`, directories);
}

function inside(path: string, directories: readonly string[]): PullPlace | undefined {
  const found = directories.map(shownPath)
    .filter((directory) => path.startsWith(`${directory}/`))
    .sort((one, other) => other.length - one.length)[0];
  return found === undefined ? undefined : { directory: found, name: path.slice(found.length + 1) };
}

function isPlainName(name: string): boolean {
  // deno-lint-ignore no-control-regex -- control characters are what is looked for
  return name !== "" && name !== "." && name !== ".." && !/[\\\x00-\x1f\x7f]/.test(name);
}

/** A link among the folders, or in the file's place, may lead anywhere. */
function refuseLinks(path: string, { directory, name }: PullPlace, directories: readonly string[]): void {
  let reached = directory;
  for (const part of name.split("/")) {
    reached = `${reached}/${part}`;
    if (isLink(reached)) refuse(path, directories, `leads through the link ${reached}`);
  }
}

function isLink(path: string): boolean {
  try {
    return Deno.lstatSync(path).isSymlink;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return false;
    throw new RetortError("file-unreadable", `Cannot look at ${path}`, { cause: error });
  }
}

function refuse(path: string, directories: readonly string[], why: string): never {
  throw new RetortError("refused", `The ledger's path ${JSON.stringify(path)} ${why}`, {
    hint:
      `The script directories are ${
        directories.map(shownPath).join(", ")
      }: name the one that it was in with ` +
      "--dir, or write it into the first with --flat",
  });
}
