import { RetortError } from "../util/errors.ts";

/**
 * Writes a file that somebody asked for. It changes whole or not at all, keeps its mode, and is left alone where it holds
 * that text already; a link stays one. What is no file (a pipe, a terminal, a device) is written to as it is, and so is a
 * file whose folder takes no other.
 *
 * @returns whether it was written.
 * @throws {RetortError} `file-unwritable`.
 */
export async function writeResult(path: string, text: string): Promise<boolean> {
  try {
    if (/^\/(?:dev|proc)\//.test(path)) return await append(path, text);
    const there = await unlessMissing(Deno.stat(path));
    if (there?.isDirectory === true) throw new Deno.errors.IsADirectory(`${path} is a folder`);
    if (there === undefined) return await create(path, text);
    if (!there.isFile) return await append(path, text);
    if (there.size === byteLength(text) && await Deno.readTextFile(path) === text) return false;
    return await replace(await Deno.realPath(path), text, there.mode);
  } catch (cause) {
    throw new RetortError("file-unwritable", `Cannot write ${path}`, {
      hint: "Name a file in a folder that is there, and that you may write to",
      cause,
    });
  }
}

/** Not read before, which might never end, and not emptied: others may write to it, too. */
async function append(path: string, text: string): Promise<true> {
  await Deno.writeTextFile(path, text, { append: true, create: false });
  return true;
}

/** Where a link leads nowhere yet, the file that it names is made. */
async function create(path: string, text: string): Promise<true> {
  if (await unlessMissing(Deno.lstat(path)) !== undefined) await Deno.writeTextFile(path, text);
  else await swap(path, text, undefined);
  return true;
}

/** Opened first, because a file that nobody may write to would be replaced all the same. */
async function replace(path: string, text: string, mode: number | null): Promise<true> {
  (await Deno.open(path, { write: true })).close();
  try {
    await swap(path, text, mode ?? undefined);
  } catch (error) {
    if (!(error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.Busy)) throw error;
    await Deno.writeTextFile(path, text);
  }
  return true;
}

/** By a file of a name that nobody else has. */
async function swap(path: string, text: string, mode: number | undefined): Promise<void> {
  const temporary = await Deno.makeTempFile({ dir: folderOf(path), prefix: ".retort-", suffix: ".new" });
  try {
    await Deno.writeTextFile(temporary, text);
    if (Deno.build.os !== "windows") await Deno.chmod(temporary, (mode ?? 0o666 & ~Deno.umask()) & 0o777);
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => undefined);
    throw error;
  }
}

function folderOf(path: string): string {
  const [folder = ""] = /^.*[/\\]/s.exec(path) ?? [];
  return folder || ".";
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

async function unlessMissing(info: Promise<Deno.FileInfo>): Promise<Deno.FileInfo | undefined> {
  try {
    return await info;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
