import type { Dialect } from "../dialect/dialect.ts";
import { digest } from "./checksum.ts";
import { findMarkers } from "./marker.ts";
import { parseSections, sectionFor } from "./parse.ts";
import type { Repeatable } from "./repeatable.ts";
import type { Section } from "./script.ts";
import { lineAt, ScriptError } from "./script_error.ts";

/** The version of a repeatable's checksum. */
export const REPEATABLE_CHECKSUM_VERSION = 1;

/**
 * The checksum of a repeatable: over its whole text, comments included, so that a changed comment is the way to have
 * it run again. Line endings do not count.
 */
export function repeatableChecksum({ text }: Repeatable): string {
  return digest([text.includes("\r") ? text.replaceAll("\r\n", "\n") : text]);
}

/**
 * What an engine runs of a repeatable: the whole body, or the `migrate:up` section that fits where there are any.
 *
 * @throws {ScriptError} for other sections, and for options that only a revision has.
 */
export function repeatableSection(
  repeatable: Repeatable,
  dialect: Pick<Dialect, "lexicon" | "sectionNames">,
  product: string,
): Section {
  const { text, bodyStart, path } = repeatable;
  if (findMarkers(text, bodyStart, path).length === 0) return wholeBody(repeatable);
  const sections = parseSections(repeatable, dialect.lexicon);
  sections.forEach(refuseForeign);
  return sectionFor(sections, "up", dialect.sectionNames(product), path) ?? wholeBody(repeatable);
}

/** As if a marker stood on the line above the body. */
function wholeBody({ text, bodyStart, path }: Repeatable): Section {
  const span = { start: bodyStart, end: text.length };
  const line = lineAt(text, bodyStart) - 1;
  return { kind: "up", path, line, span, body: { kind: "sql", text: text.slice(bodyStart), span } };
}

function refuseForeign({ kind, path, line, foreignKeys }: Section): void {
  if (kind !== "up") {
    throw new ScriptError(
      `A repeatable has no ${kind} section`,
      { path, line },
      "It needs no markers; `migrate:up dialect:…` tells engines apart",
    );
  }
  if (foreignKeys === undefined) return;
  throw new ScriptError(
    "A repeatable does not take `foreign_keys:off`",
    { path, line },
    "Write a revision",
  );
}
