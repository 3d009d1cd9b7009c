import { RetortError } from "../util/errors.ts";
import type { Section, SectionKind } from "./script.ts";

/**
 * The section of a kind that an engine runs: the one for the first of its names that has one, or else the one
 * without `dialect:`. Undefined where the file has none of that kind.
 *
 * @throws {RetortError} `file-invalid` where there are sections of that kind and none fits.
 *
 * @example
 * ```ts
 * sectionFor(sections, "up", ["mariadb", "mysql"], script.path);
 * ```
 */
export function sectionFor(
  sections: readonly Section[],
  kind: SectionKind,
  names: readonly string[],
  path?: string,
): Section | undefined {
  const candidates = sections.filter((section) => section.kind === kind);
  for (const name of names) {
    const fitting = candidates.find((section) => section.dialect === name);
    if (fitting !== undefined) return fitting;
  }
  const fallback = candidates.find((section) => section.dialect === undefined);
  if (fallback !== undefined || candidates.length === 0) return fallback;
  throw noneFits(candidates, kind, names, path);
}

function noneFits(
  candidates: readonly Section[],
  kind: SectionKind,
  names: readonly string[],
  path: string | undefined,
): RetortError {
  const there = candidates.map((section) => section.dialect).join(", ");
  const place = path === undefined ? "" : ` (${path})`;
  return new RetortError(
    "file-invalid",
    `No ${kind} section is for ${names.join(" or ")}; there are sections for ${there}${place}`,
    { hint: `Add \`-- migrate:${kind} dialect:${names[0]}\`, or a \`-- migrate:${kind}\` for every engine` },
  );
}
