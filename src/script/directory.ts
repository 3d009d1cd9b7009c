import { RetortError } from "../util/errors.ts";
import { hasHeader, languageOf, parseHeader } from "./header.ts";
import type { Script, ScriptLanguage } from "./script.ts";
import { lineAt, ScriptError } from "./script_error.ts";
import { isScriptName, isSkippedDirectory } from "./script_name.ts";
import { exportedNames } from "./typescript_sections.ts";

/**
 * Reads the header of every revision file in the script directories and their sub-directories, in the order
 * of the directories and, inside each, of the names. Runs no code.
 *
 * @throws {RetortError} for a directory or file that is not there or cannot be read, for links that lead out
 * of the directories, and whatever `parseHeader` throws.
 *
 * @example
 * ```ts
 * const scripts = readDirectories(["migrations"], (line) => out.warn(line));
 * ```
 */
export function readDirectories(paths: readonly string[], warn?: (line: string) => void): Script[] {
  const scripts: Script[] = [];
  for (const path of new Walk(paths, warn).files()) {
    const script = readScript(path);
    if (script !== undefined) scripts.push(script);
  }
  return scripts;
}

/** A file below a directory's `repeatable`, and its path there. */
export interface RepeatableFile {
  readonly path: string;
  readonly name: string;
}

/** Whether a script directory has a `repeatable` folder: without one nothing of repeatables is loaded or asked. */
export function hasRepeatables(paths: readonly string[]): boolean {
  return paths.some((path) => isDirectory(repeatableFolder(path)));
}

/**
 * Lists the files of the script directories' `repeatable` folders, templates and the like left out.
 *
 * @throws {RetortError} as `readDirectories`.
 */
export function repeatableFiles(paths: readonly string[], warn?: (line: string) => void): RepeatableFile[] {
  const roots = paths.map(repeatableFolder).filter(isDirectory);
  return new Walk(roots, warn).files(1).map((path) => {
    const root = roots.map(shownPath).find((each) => path.startsWith(`${each}/`)) ?? "";
    return { path, name: path.slice(root.length + 1) };
  });
}

function repeatableFolder(path: string): string {
  return `${path.replace(/(?<=.)\/+$/, "")}/repeatable`;
}

/** Reads one revision file; undefined for a TypeScript file that is only imported by revisions. */
export function readScript(path: string): Script | undefined {
  const text = readText(path);
  const language = languageOf(path);
  if (language === "typescript" && !hasHeader(text, path) && !exportedNames(text).has("upgrade")) {
    return undefined;
  }
  const { header, bodyStart } = parseHeader(text, path);
  return { ...header, path, language, text, bodyStart };
}

/**
 * Reads a text file, without its BOM.
 *
 * @throws {RetortError} `file-unreadable`, or `file-invalid` where it is not UTF-8.
 */
export function readText(path: string): string {
  const text = attempt(() => Deno.readTextFileSync(path), path, "read");
  if (text.includes("\ufffd")) refuseInvalidText(path, text);
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** Reads a file that a revision imports, for its checksum; undefined where there is none. */
export function readImported(path: string): string | undefined {
  return isFile(path) ? readText(path) : undefined;
}

/** The directory's own template for new revisions, where it has one. */
export function readTemplate(directory: string, language: ScriptLanguage): string | undefined {
  return readImported(`${directory}/_template.${language === "sql" ? "sql" : "ts"}`);
}

/**
 * Writes a new file into a script directory and gives its path. It appears whole or not at all, and no file
 * is ever overwritten. A name with slashes makes sub-directories.
 *
 * @throws {RetortError} `file-unwritable`.
 */
export function writeScript(directory: string, name: string, text: string): string {
  const path = `${directory.replace(/(?<=.)\/+$/, "")}/${name}`;
  const slash = path.lastIndexOf("/");
  const temporary = `${path.slice(0, slash)}/.${path.slice(slash + 1)}.new`;
  attempt(() => Deno.mkdirSync(path.slice(0, slash), { recursive: true }), path, "write");
  refuseExisting(path);
  try {
    writeWhole(temporary, path, text);
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) removeIfThere(temporary);
    throw unwritable(path, error);
  }
  return path;
}

/**
 * Writes a file over the one that is there; it changes whole or not at all.
 *
 * @throws {RetortError} `file-unwritable`.
 */
export function replaceScript(path: string, text: string): void {
  const slash = path.lastIndexOf("/");
  const temporary = `${path.slice(0, slash + 1)}.${path.slice(slash + 1)}.new`;
  attempt(
    () => {
      Deno.writeTextFileSync(temporary, text, { createNew: true });
      Deno.renameSync(temporary, path);
    },
    path,
    "write",
  );
}

function writeWhole(temporary: string, path: string, text: string): void {
  {
    using file = Deno.openSync(temporary, { write: true, createNew: true });
    const bytes = new TextEncoder().encode(text);
    for (let written = 0; written < bytes.length;) written += file.writeSync(bytes.subarray(written));
    file.syncSync();
  }
  // The empty file claims the name: a rename alone would overwrite what came there meanwhile.
  Deno.openSync(path, { write: true, createNew: true }).close();
  Deno.renameSync(temporary, path);
}

function refuseExisting(path: string): void {
  if (!exists(path)) return;
  throw new RetortError("file-unwritable", `File ${path} is there already`, {
    hint: "Choose another name or id",
  });
}

function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw unwritable(path, error);
  }
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return false;
    throw failed(path, "read", error);
  }
}

function isDirectory(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return false;
    throw failed(path, "read", error);
  }
}

function removeIfThere(path: string): void {
  if (exists(path)) Deno.removeSync(path);
}

/** Lists the files of script directories: each once, wherever links lead. */
class Walk {
  readonly #roots: readonly { readonly shown: string; readonly real: string }[];
  readonly #warn: ((line: string) => void) | undefined;
  readonly #files: { readonly shown: string; readonly real: string }[] = [];
  /** Whether one file may be met twice: only then is it worth a look. */
  #overlapping: boolean;
  /** The directories that a link was followed to. */
  readonly #linked = new Set<string>();

  constructor(paths: readonly string[], warn: ((line: string) => void) | undefined) {
    this.#warn = warn;
    this.#roots = paths.map((path) => ({ shown: shownPath(path), real: realDirectory(path) }));
    this.#overlapping = paths.length > 1;
  }

  /** `depth` is how far the roots lie below a script directory. */
  files(depth = 0): readonly string[] {
    for (const root of this.#roots) this.#enter(root.shown, root.real, depth);
    return this.#overlapping ? this.#distinct() : this.#files.map((file) => file.shown);
  }

  #enter(shown: string, real: string, depth: number): void {
    const entries = attempt(() => [...Deno.readDirSync(shown)], shown, "read");
    entries.sort((one, other) => one.name < other.name ? -1 : 1);
    for (const entry of entries) this.#take(entry, `${shown}/${entry.name}`, `${real}/${entry.name}`, depth);
  }

  #take(entry: Deno.DirEntry, shown: string, real: string, depth: number): void {
    if (entry.isSymlink) return this.#follow(entry.name, shown, depth);
    if (entry.isDirectory) {
      if (isScriptName(entry.name)) throw notAFile(shown, "a directory");
      if (!isSkippedDirectory(entry.name, depth)) this.#enter(shown, real, depth + 1);
    } else if (isScriptName(entry.name)) {
      if (!entry.isFile) throw notAFile(shown, "no regular file");
      this.#files.push({ shown, real });
    }
  }

  #follow(name: string, shown: string, depth: number): void {
    if (name.startsWith(".") || isSkippedDirectory(name, depth)) return;
    const real = attempt(() => slashed(Deno.realPathSync(shown)), shown, "follow the link");
    const directory = Deno.statSync(shown).isDirectory;
    if (!directory && !isScriptName(name)) return;
    if (!this.#roots.some((root) => real.startsWith(`${root.real}/`) || real === root.real)) {
      throw leadsOut(shown, real);
    }
    this.#overlapping = true;
    if (!directory) {
      this.#files.push({ shown, real });
      return;
    }
    if (this.#linked.has(real)) return;
    this.#linked.add(real);
    this.#enter(shown, real, depth + 1);
  }

  #distinct(): readonly string[] {
    const first = new Map<string, string>();
    for (const { shown, real } of this.#files) {
      const before = first.get(real);
      if (before === undefined) first.set(real, shown);
      else this.#warn?.(`File ${shown} is loaded once: it is the same file as ${before}`);
    }
    return [...first.values()];
  }
}

/** A path as the user would write it: relative to the working directory where it lies inside. */
export function shownPath(path: string): string {
  const plain = slashed(path).replace(/(?<=.)\/+$/, "");
  const inside = `${slashed(Deno.cwd())}/`;
  return plain.startsWith(inside) ? plain.slice(inside.length) : plain;
}

/** The URL of a path, whatever characters stand in it. */
export function fileUrl(path: string): string {
  const plain = slashed(path);
  const absolute = /^(?:\/|[A-Za-z]:\/)/.test(plain) ? plain : `${slashed(Deno.cwd())}/${plain}`;
  const encoded = absolute.split("/").map(encodeURIComponent).join("/").replace(/^([A-Za-z])%3A/, "/$1:");
  return new URL(`file://${encoded}`).href;
}

/** The path that a `file:` URL names, as the user would write it. */
export function pathOf(url: string): string {
  const path = decodeURIComponent(new URL(url).pathname);
  return shownPath(Deno.build.os === "windows" ? path.slice(1) : path);
}

function slashed(path: string): string {
  return Deno.build.os === "windows" ? path.replaceAll("\\", "/") : path;
}

function realDirectory(path: string): string {
  try {
    const real = Deno.realPathSync(path);
    if (!Deno.statSync(real).isDirectory) throw notADirectory(path);
    return slashed(real);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw failed(path, "read", error);
    throw new RetortError("file-unreadable", `There is no script directory ${path}`, {
      hint: "`retort init` makes one, and `--dir` or `dir` in the configuration names another",
    });
  }
}

function notADirectory(path: string): RetortError {
  return new RetortError("file-unreadable", `${path} is not a directory`, {
    hint: "Name the folder that holds the revision files",
  });
}

function notAFile(path: string, what: string): RetortError {
  return new RetortError("file-unreadable", `${path} is ${what}, and its name is a revision file's`, {
    hint: "Give it another name, or move it out of the script directory",
  });
}

function leadsOut(path: string, real: string): RetortError {
  return new RetortError(
    "file-unreadable",
    `The link ${path} leads out of the script directories, to ${real}`,
    {
      hint: "Copy the file, or name its directory in the configuration too",
    },
  );
}

function refuseInvalidText(path: string, lossy: string): void {
  const bytes = attempt(() => Deno.readFileSync(path), path, "read");
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    const place = { path, line: lineAt(lossy, lossy.indexOf("\ufffd")) };
    throw new ScriptError(
      wide ? "The file is UTF-16" : "The file is not valid UTF-8",
      place,
      "Save it as UTF-8",
    );
  }
}

function attempt<T>(action: () => T, path: string, doing: string): T {
  try {
    return action();
  } catch (error) {
    throw doing === "write" ? unwritable(path, error) : failed(path, doing, error);
  }
}

function failed(path: string, doing: string, error: unknown): RetortError {
  if (error instanceof RetortError) return error;
  const hint = error instanceof Deno.errors.PermissionDenied
    ? "Look at the rights of the file and of the folders above it"
    : doing === "read"
    ? undefined
    : "Remove the link, or let it lead to a file of the script directories";
  return new RetortError("file-unreadable", `Cannot ${doing} ${path}: ${reason(error)}`, { hint });
}

function unwritable(path: string, error: unknown): RetortError {
  if (error instanceof RetortError) return error;
  return new RetortError("file-unwritable", `Cannot write ${path}: ${reason(error)}`, {
    hint: error instanceof Deno.errors.PermissionDenied
      ? "The user that runs retort must be allowed to write to that folder"
      : "Nothing was written; see to the disk and run the command again",
  });
}

/** The system's words, without Deno's prefix and the path that the message names already. */
function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const plain = text.replace(/ \(os error \d+\).*$/s, "");
  return plain.charAt(0).toLowerCase() + plain.slice(1);
}
