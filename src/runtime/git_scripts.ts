import { languageOf, parseHeader } from "../script/header.ts";
import type { Script } from "../script/script.ts";
import { isScriptName, isSkippedDirectory } from "../script/script_name.ts";
import { hasHeader } from "../script/header.ts";
import { RetortError } from "../util/errors.ts";
import { runProgram } from "./program.ts";

/** A revision file as another git branch has it. */
export interface GitScript extends Script {
  /** Whether it was there when the branches parted: if it is gone here, it was deleted on purpose. */
  readonly shared: boolean;
}

/**
 * Reads the headers of the revision files in script directories as a branch or commit of git has them.
 *
 * @throws {RetortError} `usage` where git cannot tell: no git, no repository, no such commit.
 */
export async function readGitScripts(ref: string, directories: readonly string[]): Promise<GitScript[]> {
  const scripts = await Promise.all(directories.map((directory) => readDirectory(ref, directory)));
  return scripts.flat();
}

async function readDirectory(ref: string, directory: string): Promise<GitScript[]> {
  const commit = await commitOf(ref, directory);
  const [files, shared] = await Promise.all([listFiles(commit, directory), sharedNames(commit, directory)]);
  const texts = await readBlobs(files.map(({ blob }) => blob), directory);
  return files.flatMap(({ name }, index) => {
    const text = (texts[index] ?? "").replace(/^\ufeff/, "");
    const path = `${directory}/${name}`;
    if (!hasHeader(text, path)) return [];
    const { header, bodyStart } = parseHeader(text, `${ref}:${path}`);
    return [{ ...header, path, language: languageOf(path), text, bodyStart, shared: shared.has(name) }];
  });
}

async function commitOf(ref: string, directory: string): Promise<string> {
  const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`];
  const found = await runProgram("git", args, { directory });
  if (found.code === 0) return decode(found.stdout).trim();
  if (found.stderr !== "") {
    throw new RetortError("usage", `Git cannot look for '${ref}': ${found.stderr}`, {
      hint: `The script directory ${directory} must lie in a git repository that this user may read`,
    });
  }
  throw new RetortError("usage", `Git knows no branch or commit '${ref}'`, {
    hint: "Fetch it first, as `git fetch origin main` does for origin/main; a shallow clone may lack it",
  });
}

interface GitFile {
  /** Relative to the script directory. */
  readonly name: string;
  readonly blob: string;
}

async function listFiles(commit: string, directory: string): Promise<GitFile[]> {
  const listing = await git(["ls-tree", "-r", "-z", commit, "."], directory);
  return decode(listing).split("\0").flatMap((entry) => {
    const [, blob, name] = /^\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(entry) ?? [];
    return blob === undefined || name === undefined || !isScriptPath(name) ? [] : [{ name, blob }];
  });
}

function isScriptPath(name: string): boolean {
  const parts = name.split("/");
  const file = parts.pop() ?? "";
  return isScriptName(file) && !parts.some((part, depth) => isSkippedDirectory(part, depth));
}

/** What stood in the directory when the branches parted; nothing where git cannot tell, as in a shallow clone. */
async function sharedNames(commit: string, directory: string): Promise<Set<string>> {
  const { code, stdout } = await runProgram("git", ["merge-base", "HEAD", commit], { directory });
  if (code !== 0) return new Set();
  const files = await listFiles(decode(stdout).trim(), directory);
  return new Set(files.map(({ name }) => name));
}

/** The texts of many files in one go. */
async function readBlobs(blobs: readonly string[], directory: string): Promise<string[]> {
  if (blobs.length === 0) return [];
  const bytes = await git(["cat-file", "--batch"], directory, blobs.map((blob) => `${blob}\n`).join(""));
  const texts: string[] = [];
  let at = 0;
  while (at < bytes.length) {
    const lineEnd = bytes.indexOf(10, at);
    const size = Number(decode(bytes.subarray(at, lineEnd)).split(" ")[2]);
    texts.push(decode(bytes.subarray(lineEnd + 1, lineEnd + 1 + size)));
    at = lineEnd + 1 + size + 1;
  }
  return texts;
}

async function git(args: readonly string[], directory: string, input?: string): Promise<Uint8Array> {
  const { code, stdout, stderr } = await runProgram("git", args, {
    directory,
    ...(input === undefined ? {} : { input }),
  });
  if (code === 0) return stdout;
  throw new RetortError("usage", `Git failed: ${stderr.split("\n", 1)[0] ?? ""}`, {
    hint: "Run it in the repository that holds the script directory",
  });
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
