import { didYouMean } from "../util/suggest.ts";
import type { Section, SectionKind } from "./script.ts";
import { lineAt, ScriptError, type ScriptPlace } from "./script_error.ts";

/** A `-- migrate:` line, read but not yet understood. */
export interface MarkerLine {
  /** What stands after `migrate:`: `up`, `chunks`, … */
  readonly word: string;
  /** What stands after the word. */
  readonly rest: string;
  /** Where the line starts and where the next one does. */
  readonly start: number;
  readonly end: number;
}

/** A marker that starts a section. */
export interface Marker {
  readonly kind: SectionKind;
  readonly options: Pick<Section, "dialect" | "transaction" | "foreignKeys">;
  /** Why there is no way down: `irreversible "why"`, `none "why"`. */
  readonly noWayDown?: { readonly kind: "irreversible" | "nothing"; readonly why: string };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type MarkerOptions = Mutable<Marker["options"]>;

const KINDS: ReadonlyMap<string, SectionKind> = new Map<string, SectionKind>([
  ["up", "up"],
  ["down", "down"],
  ["verify", "verify"],
]);

/** The words that may follow `migrate:`. */
const WORDS = ["up", "down", "verify", "chunks"] as const;

/** The engines that a section can be for. */
const ENGINES: readonly string[] = ["sqlite", "postgres", "mariadb", "mysql"];

const OPTIONS = ["transaction", "foreign_keys", "dialect"] as const;

/** Finds the `-- migrate:` lines of a text, whatever stands around them. */
export function findMarkers(text: string, from: number, path: string): readonly MarkerLine[] {
  const markers: MarkerLine[] = [];
  let at = text.indexOf("migrate:", from);
  while (at >= 0) {
    const start = commentLineStart(text, at);
    if (start !== undefined) markers.push(markerLine(text, start, at + "migrate:".length));
    at = text.indexOf("migrate:", at + 1);
  }
  refuseNearMarkers(text, from, path);
  return markers;
}

/** Where the line starts when nothing but `--` and blanks stand before `at`. */
function commentLineStart(text: string, at: number): number | undefined {
  const dashes = skipBlanksBack(text, at);
  if (text.charCodeAt(dashes - 1) !== 45 || text.charCodeAt(dashes - 2) !== 45) return undefined;
  const start = skipBlanksBack(text, dashes - 2);
  return start === 0 || text.charCodeAt(start - 1) === 10 || text.charCodeAt(start - 1) === 0xfeff
    ? start
    : undefined;
}

function skipBlanksBack(text: string, from: number): number {
  let at = from;
  while (at > 0 && (text.charCodeAt(at - 1) === 32 || text.charCodeAt(at - 1) === 9)) at--;
  return at;
}

function markerLine(text: string, start: number, wordStart: number): MarkerLine {
  const newline = text.indexOf("\n", wordStart);
  const end = newline < 0 ? text.length : newline + 1;
  const line = text.slice(wordStart, end).trim();
  const blank = line.search(/\s/);
  const word = blank < 0 ? line : line.slice(0, blank);
  return { word, rest: blank < 0 ? "" : line.slice(blank).trim(), start, end };
}

const NEAR_MARKER =
  /^[ \t]*--[ \t]*[+@]?(migrate[ \t]*:?[ \t]*)(up|down|verify)(?=[ \t]*$|[ \t]+\w+:|[ \t]+")/gim;

/** `-- Migrate:Down`, `-- +migrate Up`: left alone they would run as part of the section above. */
function refuseNearMarkers(text: string, from: number, path: string): void {
  for (const { 0: found, 1: written, 2: word = "up", index } of text.slice(from).matchAll(NEAR_MARKER)) {
    if (written === "migrate:" && !/[+@]/.test(found)) continue;
    const place = { path, line: lineAt(text, from + index) };
    throw new ScriptError(
      `'${found.trim()}' is not a marker`,
      place,
      `Write \`-- migrate:${word.toLowerCase()}\``,
    );
  }
}

/**
 * Understands a marker that starts a section.
 *
 * @throws {ScriptError} for an unknown word, an unknown option, and a value that an option cannot have.
 */
export function parseMarker(line: MarkerLine, place: ScriptPlace): Marker {
  const kind = KINDS.get(line.word);
  if (kind === undefined) throw unknownWord(line.word, place);
  const marker: Mutable<Marker> = { kind, options: {} };
  if (line.rest === "") return marker;
  const options: MarkerOptions = {};
  for (const word of optionWords(line.rest, marker, place)) setOption(options, kind, word, place);
  return { ...marker, options };
}

function unknownWord(word: string, place: ScriptPlace): ScriptError {
  const shown = word === "" ? "Nothing stands after 'migrate:'" : `Unknown marker 'migrate:${word}'`;
  return new ScriptError(
    shown,
    place,
    didYouMean(`migrate:${word}`, WORDS.map((known) => `migrate:${known}`)) ??
      "There are migrate:up, down, verify and chunks",
  );
}

/** Takes `irreversible "why"` and `none "why"` off; gives the options that are left. */
function optionWords(rest: string, marker: Mutable<Marker>, place: ScriptPlace): readonly string[] {
  const reason = /(?:^|\s)(irreversible|none)(?:\s+(?:"([^"]*)"|'([^']*)'))?(?=\s|$)/.exec(rest);
  if (reason === null) return rest.split(/\s+/);
  const [matched, word, double, single] = reason;
  const why = (double ?? single ?? "").trim();
  if (marker.kind !== "down") {
    throw new ScriptError(
      `'${word}' stands on a ${marker.kind} marker`,
      place,
      "Only `migrate:down` takes it",
    );
  }
  if (why === "") {
    throw new ScriptError(`'${word}' says no reason`, place, `Write \`-- migrate:down ${word} "why"\``);
  }
  marker.noWayDown = { kind: word === "none" ? "nothing" : "irreversible", why };
  return rest.replace(matched, " ").trim().split(/\s+/).filter((option) => option !== "");
}

function setOption(options: MarkerOptions, kind: SectionKind, option: string, place: ScriptPlace): void {
  const colon = option.indexOf(":");
  const name = colon < 0 ? option : option.slice(0, colon);
  const value = colon < 0 ? "" : option.slice(colon + 1);
  switch (name) {
    case "transaction":
      refuseTwice(options.transaction, name, place);
      options.transaction = oneOf(name, value, ["true", "false"], place) === "true";
      return;
    case "foreign_keys":
      refuseTwice(options.foreignKeys, name, place);
      oneOf(name, value, ["off"], place);
      options.foreignKeys = "off";
      return;
    case "dialect":
      refuseTwice(options.dialect, name, place);
      options.dialect = oneOf(name, value, ENGINES, place);
      return;
    default:
      throw new ScriptError(
        `Unknown option '${option}' on marker 'migrate:${kind}'`,
        place,
        didYouMean(name, OPTIONS) ??
          "There are transaction:true, transaction:false, foreign_keys:off and dialect:NAME",
      );
  }
}

function refuseTwice(before: unknown, name: string, place: ScriptPlace): void {
  if (before !== undefined) throw new ScriptError(`Option '${name}' stands twice`, place, "Keep one of them");
}

function oneOf(name: string, value: string, values: readonly string[], place: ScriptPlace): string {
  if (values.includes(value)) return value;
  throw new ScriptError(
    `Option '${name}' cannot be '${value}'`,
    place,
    didYouMean(value, values) ?? `Write ${values.map((known) => `${name}:${known}`).join(" or ")}`,
  );
}
