import { RetortError } from "../util/errors.ts";
import { didYouMean } from "../util/suggest.ts";
import type { ScriptLanguage } from "./script.ts";

/** What names a new revision file. */
export interface FileNameParts {
  readonly revision: string;
  readonly message: string;
  /** When the file is made; names are in UTC, so that they sort alike everywhere. */
  readonly date: Date;
  readonly language: ScriptLanguage;
}

/** The template where the configuration has none. */
export const DEFAULT_FILE_TEMPLATE = "{date}_{revision}_{slug}";

/** A slug is cut at the last whole word that ends within so many characters. */
const SLUG_LENGTH = 40;

/**
 * The name of a new revision file, with its ending. Slashes in the template make sub-directories; no message
 * and no id can leave the script directory.
 *
 * @throws {RetortError} `config-invalid` for a template with an unknown token, or that leads out of the directory.
 *
 * @example
 * ```ts
 * fileName("{date}_{revision}_{slug}", { revision: "8f3a1c9be2d4", message: "Add users", date, language: "sql" });
 * // 20261121091244_8f3a1c9be2d4_add_users.sql
 * ```
 */
export function fileName(template: string, parts: FileNameParts): string {
  const tokens = tokensOf(parts);
  const known = Object.keys(tokens);
  const filled = withoutRepeat(template, tokens).replace(/\{([^{}]*)\}/g, (_, token: string) => {
    const value = tokens[token];
    if (value === undefined) throw unknownToken(token, known);
    return value;
  });
  const segments = filled.split("/").map((segment) => segment.replace(/^[_\-.#\s]+|[_\-.\s]+$/g, ""));
  if (segments.some((segment) => segment === "")) throw badTemplate(template);
  return `${segments.join("/")}.${parts.language === "sql" ? "sql" : "ts"}`;
}

/** The words of a message for a file's name: lower case, letters and digits of any script, joined by `_`. */
export function slugOf(message: string): string {
  const words = message.normalize("NFC").toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  let slug = "";
  for (const word of words) {
    const longer = slug === "" ? word : `${slug}_${word}`;
    if ([...longer].length > SLUG_LENGTH) break;
    slug = longer;
  }
  return slug === "" ? [...(words[0] ?? "")].slice(0, SLUG_LENGTH).join("") : slug;
}

/** A moment as 14 digits, in UTC: what `{date}` and ids of the format `timestamp` are. */
export function timestampOf(date: Date): string {
  return date.toISOString().slice(0, 19).replace(/\D/g, "");
}

function tokensOf({ revision, message, date }: FileNameParts): Readonly<Record<string, string>> {
  const [year = "", month = "", day = "", hour = "", minute = "", second = ""] = date.toISOString().split(
    /[-T:.Z]/,
  );
  const epoch = Math.floor(date.getTime() / 1000).toString();
  const safe = revision.replace(/[^\p{L}\p{N}\p{M}_.]+/gu, "_");
  const times = { date: timestampOf(date), year, month, day, hour, minute, second, epoch };
  return { ...times, revision: safe, slug: slugOf(message) };
}

/** An id that is a time already says the date: the default name would hold it twice. */
function withoutRepeat(template: string, { date, revision }: Readonly<Record<string, string>>): string {
  return date === revision ? template.replace("{date}_{revision}", "{revision}") : template;
}

function unknownToken(token: string, known: readonly string[]): RetortError {
  return new RetortError("config-invalid", `Unknown token '{${token}}' in fileTemplate`, {
    hint: didYouMean(token, known) ?? `There are ${known.map((name) => `{${name}}`).join(" ")}`,
  });
}

function badTemplate(template: string): RetortError {
  return new RetortError(
    "config-invalid",
    `fileTemplate '${template}' gives a name without letters or digits`,
    {
      hint: `Write a relative name such as '${DEFAULT_FILE_TEMPLATE}' or '{year}/{revision}_{slug}'`,
    },
  );
}
