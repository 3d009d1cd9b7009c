import { openConstruct } from "../sql/lexer.ts";
import type { Lexicon } from "../sql/lexicon.ts";
import { findMarkers, type Marker, type MarkerLine, parseMarker } from "./marker.ts";
import type { Body, Script, Section } from "./script.ts";
import { lineAt, ScriptError } from "./script_error.ts";
import { typescriptSections } from "./typescript_sections.ts";

export { sectionFor } from "./section_for.ts";
export { type ScriptStatement, statementsOf } from "./statements.ts";

/**
 * The sections of a revision file, in the order in which they stand in it. Runs no code.
 *
 * @throws {ScriptError} for markers that cannot be understood, stand twice, or stand inside a quote.
 */
export function parseSections(script: Script, lexicon: Lexicon): readonly Section[] {
  const sections = sectionsAsMarked(script, lexicon);
  refuseOpenQuotes(script, sections, lexicon);
  return sections;
}

/** Like `parseSections`, without a look at whether a marker stands inside a quote. */
export function sectionsAsMarked(script: Script, lexicon: Lexicon): readonly Section[] {
  if (script.language === "typescript") return typescriptSections(script);
  const lines = findMarkers(script.text, script.bodyStart, script.path);
  const starts = lines.filter((line) => line.word !== "chunks");
  refuseTextBefore(script, lines[0], lexicon);
  const sections = starts.map((line, index) => sectionOf(script, line, starts[index + 1]?.start));
  refuseMissingUp(script, sections);
  refuseTwins(script, sections);
  return sections;
}

function sectionOf(script: Script, line: MarkerLine, next: number | undefined): Section {
  const place = { path: script.path, line: lineAt(script.text, line.start) };
  const marker = parseMarker(line, place);
  const end = next ?? script.text.length;
  const body = bodyOf(script, marker, line.end, end);
  return { kind: marker.kind, ...place, ...marker.options, span: { start: line.start, end }, body };
}

function bodyOf(script: Script, marker: Marker, start: number, end: number): Body {
  const text = script.text.slice(start, end);
  if (marker.noWayDown === undefined) return { kind: "sql", text, span: { start, end } };
  const statement = /^(?!\s*(?:--|$)).*$/m.exec(text);
  if (statement === null) return marker.noWayDown;
  throw new ScriptError(
    "A down section that says that there is no way down holds statements",
    { path: script.path, line: lineAt(script.text, start + statement.index) },
    "Remove the statements, or the words after `migrate:down`",
  );
}

function refuseTextBefore(script: Script, first: MarkerLine | undefined, lexicon: Lexicon): void {
  const { text, path, bodyStart } = script;
  if (first === undefined) {
    throw new ScriptError("The file has no `-- migrate:up` line", { path }, noMarkerHint(text));
  }
  const before = text.slice(bodyStart, first.start);
  if (before.trim() === "") {
    if (first.word !== "chunks") return;
    const place = { path, line: lineAt(text, first.start) };
    throw new ScriptError(
      "`migrate:chunks` stands before the first section",
      place,
      "Put it before its statement",
    );
  }
  refuseOpen(script, bodyStart, first.start, lexicon);
  throw new ScriptError(
    "Text stands before the first marker",
    { path, line: lineAt(text, bodyStart) },
    "Put `-- migrate:up` on a line above the first statement",
  );
}

function noMarkerHint(text: string): string {
  const advice = "Put `-- migrate:up` on a line above the statements";
  return /^--\s*\+goose\b/im.test(text) ? `${advice}, and \`-- migrate:down\` for goose's Down` : advice;
}

function refuseMissingUp(script: Script, sections: readonly Section[]): void {
  if (sections.some((section) => section.kind === "up")) return;
  throw new ScriptError(
    "The file has no up section",
    { path: script.path },
    "Add `-- migrate:up`; nothing needs to stand below it",
  );
}

function refuseTwins(script: Script, sections: readonly Section[]): void {
  const seen = new Map<string, Section>();
  for (const section of sections) {
    const name = section.dialect === undefined ? section.kind : `${section.kind} dialect:${section.dialect}`;
    const twin = seen.get(name);
    if (twin !== undefined) {
      const [otherLine, line] = [
        lineAt(script.text, twin.span.start),
        lineAt(script.text, section.span.start),
      ];
      throw new ScriptError(
        `Marker 'migrate:${name}' stands twice, on lines ${otherLine} and ${line}`,
        { path: script.path, line, otherLine },
        "Keep one of them, or give each its own `dialect:`",
      );
    }
    seen.set(name, section);
  }
}

/** A section that has a sibling may be for another engine: it is read by its own rules once it is run. */
function refuseOpenQuotes(script: Script, sections: readonly Section[], lexicon: Lexicon): void {
  for (const section of sections) {
    if (section.body.kind !== "sql" || section.span.end === script.text.length) continue;
    if (section.dialect !== undefined || sections.some((other) => isSibling(section, other))) continue;
    refuseOpen(script, section.body.span.start, section.span.end, lexicon);
  }
}

function isSibling(section: Section, other: Section): boolean {
  return other !== section && other.kind === section.kind;
}

function refuseOpen(script: Script, start: number, marker: number, lexicon: Lexicon): void {
  const open = openConstruct(script.text.slice(start, marker), lexicon);
  if (open === undefined) return;
  const [otherLine, line] = [lineAt(script.text, start + open.start), lineAt(script.text, marker)];
  throw new ScriptError(
    `The marker on line ${line} stands inside a ${open.construct} that was opened on line ${otherLine}`,
    { path: script.path, line, otherLine },
    `Close the ${open.construct}, or write the marker's line otherwise if it is meant as text`,
  );
}
