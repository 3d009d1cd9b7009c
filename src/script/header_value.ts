import type { HeaderKey } from "./header_key.ts";
import type { Header } from "./script.ts";
import { ScriptError, type ScriptPlace } from "./script_error.ts";

/** The keys of a header as they stand in the file, with their lines. */
export type HeaderFields = ReadonlyMap<HeaderKey, { readonly value: string; readonly line: number }>;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What a revision cannot be called because it means something else wherever a revision is named. */
const RESERVED: ReadonlySet<string> = new Set(["head", "heads", "base", "current", "None", "null"]);

/** Makes a `Header` of a header's fields; a value that is none of its key's is an error with its line. */
export function headerOf(message: string, fields: HeaderFields, id: string, path: string): Header {
  const header: Mutable<Header> = {
    id: checkedId(id, place("revision")),
    downRevisions: list("down_revision", checkedId),
    dependsOn: list("depends_on", checkedName),
    branchLabels: list("branch_labels", checkedName),
    message,
    replaces: list("replaces", checkedId),
  };
  const created = fields.get("created");
  if (created !== undefined) header.created = checkedTime(created.value, place("created"));
  const phase = fields.get("phase");
  if (phase !== undefined) header.phase = checkedPhase(phase.value, place("phase"));
  const transaction = fields.get("transaction");
  if (transaction !== undefined) header.transaction = checkedBoolean(transaction.value, place("transaction"));
  return header;

  function place(key: HeaderKey): ScriptPlace {
    const line = fields.get(key)?.line;
    return line === undefined ? { path } : { path, line };
  }

  function list(key: HeaderKey, check: (name: string, place: ScriptPlace) => string): readonly string[] {
    const field = fields.get(key);
    return field === undefined || field.value === "" ? NONE : listOf(field.value, key, place(key), check);
  }
}

const NONE: readonly string[] = [];

function listOf(
  value: string,
  key: HeaderKey,
  place: ScriptPlace,
  check: (name: string, place: ScriptPlace) => string,
): readonly string[] {
  if (!value.includes(",")) return [check(value, place)];
  const names = value.split(",").map((name) => check(name.trim(), place));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new ScriptError(`'${twice}' stands twice in ${key}`, place, "Name it once");
  return names;
}

/** Refuses an id that could not be named on the command line. */
function checkedId(id: string, place: ScriptPlace): string {
  if (RESERVED.has(id)) {
    throw new ScriptError(
      `'${id}' is not a revision id`,
      place,
      "That word has a meaning wherever a revision is named; for a base, leave the `down_revision:` line out",
    );
  }
  const illegal = illegalCharacter(id, "@-+:,");
  if (illegal === undefined) return id;
  throw new ScriptError(
    illegal === ""
      ? "A revision id is empty"
      : `Character '${illegal}' is not allowed in revision id '${id}'`,
    place,
    "Use letters, digits and underscores; several ids are separated by commas",
  );
}

function checkedName(name: string, place: ScriptPlace): string {
  const illegal = illegalCharacter(name, ":,");
  if (illegal === undefined) return name;
  throw new ScriptError(
    illegal === "" ? "A name in the list is empty" : `Character '${illegal}' is not allowed in '${name}'`,
    place,
    "Several names are separated by commas",
  );
}

/** The first character that a name must not hold; "" for an empty name, undefined for a good one. */
function illegalCharacter(name: string, illegal: string): string | undefined {
  if (name === "") return "";
  for (let index = 0; index < name.length; index++) {
    const code = name.charCodeAt(index);
    if (code <= 32 || code === 127 || illegal.includes(name.charAt(index))) return name.charAt(index);
  }
  return undefined;
}

function checkedTime(value: string, place: ScriptPlace): string {
  if (/^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d|$)/.test(value) && !Number.isNaN(Date.parse(value))) return value;
  throw new ScriptError(`'${value}' is not a time`, place, "Write it as 2026-11-21T09:12:44Z");
}

function checkedPhase(value: string, place: ScriptPlace): "expand" | "contract" {
  if (value === "expand" || value === "contract") return value;
  throw new ScriptError(`Unknown phase '${value}'`, place, "Use `phase: expand` or `phase: contract`");
}

function checkedBoolean(value: string, place: ScriptPlace): boolean {
  if (value === "true") return true;
  if (value === "false") return false;
  throw new ScriptError(
    `'${value}' is neither true nor false`,
    place,
    "Use `transaction: true` or `transaction: false`; without the line retort decides by the statements",
  );
}
