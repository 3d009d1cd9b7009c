import type { Dialect } from "../dialect/dialect.ts";
import { canonicalText } from "../sql/canonical.ts";
import type { Lexicon } from "../sql/lexicon.ts";
import { Digest } from "./digest.ts";
import { readImported } from "./directory.ts";
import { importedPath, importsOf, isRelative } from "./imports.ts";
import { sectionFor, sectionsAsMarked, statementsOf } from "./parse.ts";
import type { Script, Section } from "./script.ts";

/** The version of the algorithm; it stands beside each checksum in the ledger. */
export const CHECKSUM_VERSION = 1;

/**
 * The checksum of what a revision executes on the way up: for SQL the tokens of the section that fits the
 * engine, with its options and directives; for TypeScript the text below the header, with the files that it
 * imports. It guards against accident, not against attack.
 *
 * @throws {ScriptError} for a file whose sections cannot be read.
 *
 * @example
 * ```ts
 * checksumOf(script, sqlite, "sqlite"); // "6c2f…", 32 hex digits
 * ```
 */
export function checksumOf(
  script: Script,
  dialect: Pick<Dialect, "lexicon" | "sectionNames">,
  product: string,
  read: (path: string) => string | undefined = readImported,
): string {
  if (script.language === "typescript") return digest(moduleParts(script, read));
  const sections = sectionsAsMarked(script, dialect.lexicon);
  const section = sectionFor(sections, "up", dialect.sectionNames(product), script.path);
  return digest(section === undefined ? [] : sectionParts(section, dialect.lexicon));
}

/** A digest of texts in their order: 32 hex digits. Texts that are cut otherwise give another one. */
export function digest(texts: Iterable<string>): string {
  const sum = new Digest();
  for (const text of texts) sum.add(text);
  return sum.hex();
}

function sectionParts(section: Section, lexicon: Lexicon): readonly string[] {
  if (section.body.kind !== "sql") return [];
  const text = canonicalText(section.body.text, lexicon);
  return [text, ...optionParts(section), ...chunkParts(section, lexicon)];
}

/** `dialect:` is left out: a section for one more engine changes nothing for the others. */
function optionParts(section: Section): readonly string[] {
  const options: string[] = [];
  if (section.transaction !== undefined) options.push(`transaction:${section.transaction}`);
  if (section.foreignKeys !== undefined) options.push(`foreign_keys:${section.foreignKeys}`);
  return options;
}

function chunkParts(section: Section, lexicon: Lexicon): readonly string[] {
  if (section.body.kind !== "sql" || !section.body.text.includes("migrate:chunks")) return [];
  return statementsOf(section, lexicon).flatMap(({ chunks }, index) =>
    chunks === undefined
      ? []
      : [`chunks:${index}`, chunks.table, chunks.key.join(), `${chunks.size}`, `${chunks.pause}`]
  );
}

/** The module's text and those of its relative imports, each once, in the order in which they are first named. */
function moduleParts(script: Script, read: (path: string) => string | undefined): readonly string[] {
  const texts = [withLineFeeds(script.text.slice(script.bodyStart))];
  const seen = new Set([script.path]);
  const waiting = importedFiles(script.path, script.text);
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const text = read(path);
    if (text === undefined) continue;
    texts.push(withLineFeeds(text));
    waiting.unshift(...importedFiles(path, text));
  }
  return texts;
}

function importedFiles(importer: string, text: string): string[] {
  return importsOf(text).filter(isRelative).map((specifier) => importedPath(importer, specifier));
}

function withLineFeeds(text: string): string {
  return text.includes("\r") ? text.replaceAll("\r\n", "\n") : text;
}
