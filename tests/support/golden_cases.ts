import assert from "node:assert/strict";
import { type Archive, formatArchive, parseArchive } from "./archive.ts";
import { pathOf } from "./retort.ts";

/**
 * Registers one test for each `.txt` archive under a folder. `answer` gives the sections that the code
 * produces now; each must equal the section of that name in the file. With `RETORT_UPDATE=1` (`deno task
 * update`) they are written instead, to be reviewed. A section that is there and should not be any more is `undefined` in the answer.
 *
 * @example
 * ```ts
 * goldenCases(new URL("../../tests/cases/split/", import.meta.url), (archive) => ({
 *   postgres: show(split(section(archive, "input"), postgresLexicon)),
 * }));
 * ```
 */
export function goldenCases(
  folder: URL,
  answer: (archive: Archive) => Answered | Promise<Answered>,
): void {
  const root = pathOf(folder);
  const paths = archivePaths(root);
  if (paths.length === 0) throw new Error(`There are no cases in ${root}`);
  for (const path of paths) {
    Deno.test(`${path.slice(root.length + 1)} holds`, async () => {
      const archive = parseArchive(await Deno.readTextFile(path));
      const actual = merge(archive, await answer(archive));
      if (updating()) await Deno.writeTextFile(path, formatArchive(actual));
      else assert.equal(formatArchive(actual), formatArchive(archive));
    });
  }
}

/** Sections by name; `undefined` removes one. */
export type Answered = Readonly<Record<string, string | undefined>>;

/** Whether expected texts are to be written anew. */
export function updating(): boolean {
  return Deno.env.get("RETORT_UPDATE") === "1";
}

/** All `.txt` files under a folder, in order. */
export function archivePaths(folder: string): readonly string[] {
  const found: string[] = [];
  for (const entry of Deno.readDirSync(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) found.push(...archivePaths(path));
    else if (entry.name.endsWith(".txt")) found.push(path);
  }
  return found.sort();
}

function merge(archive: Archive, answered: Answered): Archive {
  const sections = new Map(archive.sections);
  for (const [name, text] of Object.entries(answered)) {
    if (text === undefined) sections.delete(name);
    else sections.set(name, text === "" || text.endsWith("\n") ? text : `${text}\n`);
  }
  return { comment: archive.comment, sections };
}
