/**
 * Several small files in one text: first a comment, then sections, each under a line `-- name --`.
 *
 * ```
 * what the case shows
 * -- input --
 * ALTER TABLE …
 * -- postgres --
 * ALTER TABLE …;
 * ```
 */
export interface Archive {
  readonly comment: string;
  /** In the file's order. Each text ends with a line break, unless it is empty. */
  readonly sections: ReadonlyMap<string, string>;
}

const MARKER = /^-- (\S(?:.*\S)?) --$/;

/** Text → archive. Throws on a name that stands twice. */
export function parseArchive(text: string): Archive {
  const sections = new Map<string, string>();
  let name: string | undefined;
  let comment = "";
  for (const line of lines(text)) {
    const marked = MARKER.exec(line)?.[1];
    if (marked !== undefined) {
      if (sections.has(marked)) throw new Error(`The section '${marked}' stands twice`);
      sections.set(name = marked, "");
    } else if (name === undefined) comment += `${line}\n`;
    else sections.set(name, `${sections.get(name) ?? ""}${line}\n`);
  }
  return { comment, sections };
}

/** Archive → text: the inverse of `parseArchive`. */
export function formatArchive(archive: Archive): string {
  const parts = [...archive.sections].map(([name, text]) => `-- ${name} --\n${endLine(text)}`);
  return endLine(archive.comment) + parts.join("");
}

/** The text of a section. Throws when it is missing, which is a mistake in the case. */
export function section(archive: Archive, name: string): string {
  const text = archive.sections.get(name);
  if (text === undefined) throw new Error(`The section '${name}' is missing`);
  return text;
}

function lines(text: string): readonly string[] {
  const all = text.replaceAll("\r\n", "\n").split("\n");
  return all.at(-1) === "" ? all.slice(0, -1) : all;
}

function endLine(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
