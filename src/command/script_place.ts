import { shownPath } from "../script/directory.ts";
import type { Script } from "../script/script.ts";
import { RetortError } from "../util/errors.ts";

/** What decides where a new revision file goes. */
export interface PlaceRequest {
  /** The configured script directories. */
  readonly directories: readonly string[];
  /** The first parent, if there is one. */
  readonly parent: Script | undefined;
  /** `--version-path` */
  readonly versionPath: string | undefined;
}

/**
 * The script directory of a new file: the one that was asked for, or its parent's.
 *
 * @throws {RetortError} `usage`, for a directory that is not configured, or where nothing decides between several.
 */
export function directoryFor({ directories, parent, versionPath }: PlaceRequest): string {
  if (versionPath !== undefined) return configured(versionPath, directories);
  const [first, ...others] = directories;
  if (first === undefined || others.length === 0) return first ?? "migrations";
  if (parent !== undefined) return directories.find((directory) => contains(directory, parent.path)) ?? first;
  throw new RetortError("usage", "Multiple script directories are present; please specify --version-path", {
    hint: `It is one of ${directories.join(", ")}`,
  });
}

function configured(wanted: string, directories: readonly string[]): string {
  const found = directories.find((directory) => plain(directory) === plain(wanted));
  if (found !== undefined) return found;
  throw new RetortError("usage", `Path ${wanted} is not represented in current script directories`, {
    hint: `It is one of ${directories.join(", ")}; \`dir\` in the configuration names them`,
  });
}

function contains(directory: string, path: string): boolean {
  return plain(directory) === "." ? !path.startsWith("/") : path.startsWith(`${plain(directory)}/`);
}

function plain(path: string): string {
  return shownPath(path).replace(/^(?:\.\/)+(?=.)/, "");
}
