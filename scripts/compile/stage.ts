import { BuildError } from "./build_error.ts";
import { runStep } from "./run_step.ts";
import { rewriteChunk, slowImport } from "./rewrite_chunk.ts";

/** The repository's root. */
export const ROOT: string = decodeURIComponent(new URL("../../", import.meta.url).pathname)
  .replace(/^\/(?=[A-Za-z]:)/, "").replace(/\/$/, "");

/**
 * Bundles a module with all that it imports into a folder: minified, and split where the source says `import()`, so that
 * a start loads only what it needs. Texts that the program reads (templates, types, the schema) are modules, so they are
 * in it.
 *
 * @throws {BuildError} where the bundler fails, or writes what this house cannot make quick.
 */
export async function stage(entry: string, folder: string): Promise<readonly string[]> {
  await runStep("deno bundle", Deno.execPath(), [
    "bundle",
    "--quiet",
    "--frozen",
    "--minify",
    "--code-splitting",
    "--outdir",
    folder,
    entry,
  ], { cwd: ROOT });
  const names = chunkNames(folder);
  const start = entry.slice(entry.lastIndexOf("/") + 1).replace(/\.ts$/, ".js");
  if (!names.includes(start)) throw new BuildError(`deno bundle wrote no ${start}`);
  for (const name of names) await rewrite(`${folder}/${name}`);
  return names;
}

/** The bundler may end with 0 and have written nothing. */
function chunkNames(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  } catch (error) {
    throw new BuildError("deno bundle wrote nothing", { cause: error });
  }
}

async function rewrite(path: string): Promise<void> {
  const code = rewriteChunk(await Deno.readTextFile(path));
  const slow = slowImport(code);
  if (slow !== undefined) {
    throw new BuildError(
      `The bundle would start slowly: ${slow} in ${path}; see scripts/compile/rewrite_chunk.ts`,
    );
  }
  await Deno.writeTextFile(path, code);
}
