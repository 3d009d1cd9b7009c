import { classifyHeaderLine } from "./header_key.ts";
import type { Header, ScriptLanguage } from "./script.ts";

/** The message as a header can hold it: no control characters, no blanks around its lines' ends. */
export function cleanMessage(message: string): string {
  return message.toWellFormed()
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, "\n")
    // deno-lint-ignore no-control-regex -- control characters are what it is to find
    .replace(/[\0-\x08\x0e-\x1f\x7f\ufeff]/g, " ")
    .replace(/[^\S\n]+$/gm, "")
    .trim();
}

/**
 * The comment lines that say a header; `parseHeader` reads the same header back.
 *
 * @example
 * ```ts
 * renderHeader({ id: "8f3a", message: "add users", downRevisions: [], … }, "sql");
 * // -- add users
 * // -- revision: 8f3a
 * ```
 */
export function renderHeader(header: Header, language: ScriptLanguage): string {
  const mark = language === "sql" ? "--" : "//";
  const lines = [
    ...messageLines(header.message),
    ...headerFields(header).map(([key, value]) => `${key}: ${value}`),
  ];
  return lines.map((line) => `${mark} ${line}`.trimEnd() + "\n").join("");
}

/** The lines of a message, with a backslash before one that would be read as a key. */
export function messageLines(message: string): readonly string[] {
  const clean = cleanMessage(message);
  return clean === "" ? [] : clean.split("\n").map(escapedLine);
}

function escapedLine(line: string): string {
  const content = line.trim().replace(/^\\+/, "");
  return classifyHeaderLine(content).kind === "text" ? line : line.replace(/^\s*/, "$&\\");
}

/** The keys that a header has something to say for, in their order. */
export function headerFields(header: Header): readonly (readonly [key: string, value: string])[] {
  const fields: readonly (readonly [string, string | undefined])[] = [
    ["revision", header.id],
    ["down_revision", listText(header.downRevisions)],
    ["branch_labels", listText(header.branchLabels)],
    ["depends_on", listText(header.dependsOn)],
    ["created", header.created],
    ["replaces", listText(header.replaces)],
    ["phase", header.phase],
    ["transaction", header.transaction?.toString()],
  ];
  return fields.flatMap(([key, value]) => value === undefined ? [] : [[key, value] as const]);
}

function listText(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : names.join(", ");
}
