import { RetortError } from "../util/errors.ts";

/**
 * Writes a file that somebody asked for. It changes whole or not at all, and is left alone where it holds that text
 * already; a link stays one.
 *
 * @returns whether it was written.
 * @throws {RetortError} `file-unwritable`.
 */
export async function writeResult(path: string, text: string): Promise<boolean> {
  try {
    const target = await realPath(path);
    if (await Deno.readTextFile(target).catch(() => undefined) === text) return false;
    const temporary = `${target}.new`;
    try {
      await Deno.writeTextFile(temporary, text);
      await Deno.rename(temporary, target);
    } catch (error) {
      await Deno.remove(temporary).catch(() => undefined);
      throw error;
    }
    return true;
  } catch (cause) {
    throw new RetortError("file-unwritable", `Cannot write ${path}`, {
      hint: "Name a file in a folder that is there, and that you may write to",
      cause,
    });
  }
}

async function realPath(path: string): Promise<string> {
  try {
    return await Deno.realPath(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return path;
    throw error;
  }
}
