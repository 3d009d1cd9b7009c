import { RetortError } from "../util/errors.ts";
import { didYouMean } from "../util/suggest.ts";
import { parseHeader, renderHeader } from "./header.ts";
import { headerFields, messageLines } from "./render_header.ts";
import type { Header, ScriptLanguage } from "./script.ts";

/** What a new revision file says. */
export interface NewScript {
  readonly header: Header;
  readonly language: ScriptLanguage;
  /** What goes into the up section or into `upgrade`; nothing where it is left out. */
  readonly upgrades?: string;
  readonly downgrades?: string;
  /** Why an SQL file has nothing to undo: it goes onto the down marker. */
  readonly nothingToUndo?: string;
  /** Where the types lie, seen from the file. */
  readonly types?: string;
}

/** A template of the user's: its text, and its path for messages. */
export interface Template {
  readonly text: string;
  readonly path: string;
}

const SQL_TEMPLATE = `{header}

-- migrate:up
{upgrades}

-- migrate:down
{downgrades}
`;

const TYPESCRIPT_TEMPLATE = `{header}
import type { Operations } from "{types}";

export async function upgrade(op: Operations): Promise<void> {
  {upgrades}
}

export async function downgrade(op: Operations): Promise<void> {
  {downgrades}
}
`;

/**
 * The text of a new revision file, made by the directory's own template or the built-in one.
 *
 * @throws {RetortError} `file-invalid` for a template that has no place for something that must be said.
 *
 * @example
 * ```ts
 * renderScript({ header, language: "sql", upgrades: "SELECT 1;" });
 * ```
 */
export function renderScript(script: NewScript, template?: Template): string {
  const text = template?.text ?? builtInTemplate(script.language);
  const path = template?.path ?? (script.language === "sql" ? "_template.sql" : "_template.ts");
  const values = valuesOf(script);
  const lines = text.replaceAll("\r\n", "\n").replace(/^\ufeff/, "").split("\n");
  const filled = lines.flatMap((line) => filledLine(line, values, path)).join("\n");
  const written = withReason(filled, script);
  refuseLosses(script.header, written, path);
  return written;
}

/** The template that holds where a directory has none of its own. */
export function builtInTemplate(language: ScriptLanguage): string {
  return language === "sql" ? SQL_TEMPLATE : TYPESCRIPT_TEMPLATE;
}

function valuesOf(script: NewScript): ReadonlyMap<string, string> {
  const fields = new Map(headerFields(script.header));
  const keys = [
    "revision",
    "down_revision",
    "branch_labels",
    "depends_on",
    "created",
    "replaces",
    "phase",
    "transaction",
  ];
  return new Map([
    ...keys.map((key) => [key, fields.get(key) ?? ""] as const),
    ["message", messageLines(script.header.message).join("\n")],
    ["header", renderHeader(script.header, script.language).trimEnd()],
    ["upgrades", script.upgrades?.trim() ?? ""],
    ["downgrades", script.downgrades?.trim() ?? ""],
    ["types", script.types ?? "./retort.d.ts"],
  ]);
}

/** A line with its placeholders filled in. Further lines of a value start like the first; an empty value ends a line. */
function filledLine(line: string, values: ReadonlyMap<string, string>, path: string): readonly string[] {
  const found = [...line.matchAll(/\{([a-z_]+)\}/g)].filter(([, name = ""]) =>
    isPlaceholder(name, values, path)
  );
  if (found.length === 0) return [line];
  const value = (name = "") => values.get(name) ?? "";
  const [first] = found;
  const before = line.slice(0, first?.index);
  if (found.length === 1 && value(first?.[1]).includes("\n")) {
    const after = line.slice(before.length + (first?.[0].length ?? 0));
    return value(first?.[1]).split("\n").map((part) => (before + part).trimEnd() + after);
  }
  const lonely = /^\s*(?:--|\/\/|$)/.test(before);
  if (lonely && found.some(([, name]) => value(name) === "")) return [];
  return [line.replace(/\{([a-z_]+)\}/g, (matched, name: string) => values.get(name) ?? matched)];
}

/** Braces are common in code: what is like no placeholder is left as it is. */
function isPlaceholder(name: string, values: ReadonlyMap<string, string>, path: string): boolean {
  if (values.has(name)) return true;
  const hint = didYouMean(name, values.keys());
  if (hint === undefined) return false;
  throw new RetortError("file-invalid", `Unknown placeholder '{${name}}' in the template ${path}`, { hint });
}

function withReason(text: string, script: NewScript): string {
  if (script.nothingToUndo === undefined || script.language !== "sql") return text;
  const why = script.nothingToUndo.replace(/["\s]+/g, " ");
  return text.replace(/^-- migrate:down[ \t]*$/m, () => `-- migrate:down none "${why}"`);
}

/** A file that says less than its revision would be another revision. */
function refuseLosses(wanted: Header, text: string, path: string): void {
  const { header } = parseHeader(text, path);
  const pairs: readonly (readonly [key: string, wanted: string, written: string])[] = [
    ["revision", wanted.id, header.id],
    ["down_revision", wanted.downRevisions.join(), header.downRevisions.join()],
    ["branch_labels", wanted.branchLabels.join(), header.branchLabels.join()],
    ["depends_on", wanted.dependsOn.join(), header.dependsOn.join()],
    ["replaces", wanted.replaces.join(), header.replaces.join()],
    ["phase", wanted.phase ?? "", header.phase ?? ""],
  ];
  const lost = pairs.find(([, is, says]) => is !== says);
  if (lost === undefined) return;
  throw new RetortError("file-invalid", `The template ${path} has no place for ${lost[0]}`, {
    hint: `Add a line \`${lost[0]}: {${lost[0]}}\` to its comments, or \`{header}\` for all of them`,
  });
}
