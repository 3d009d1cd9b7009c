import type { Node, ParseError } from "jsonc-parser";
import { RetortError } from "../util/errors.ts";

type Parser = typeof import("jsonc-parser");

/** What a JSON file with comments holds, and where each of its keys stands. */
export interface JsoncDocument {
  readonly data: unknown;
  /** `line:column` of each key, by its dotted path. */
  readonly places: ReadonlyMap<string, string>;
}

/**
 * Parses JSON with comments and trailing commas.
 *
 * @throws RetortError `config-invalid` with line and column, at a syntax error and at a key that stands twice
 */
export async function parseJsonc(text: string, path: string): Promise<JsoncDocument> {
  const parser = await import("jsonc-parser");
  const source = text.replace(/^\uFEFF/, "");
  const errors: ParseError[] = [];
  const root = parser.parseTree(source, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const [first] = errors;
  if (first !== undefined) throw syntaxError(parser, first, source, path);
  if (root === undefined) return { data: {}, places: new Map() };
  const places = new Map<string, string>();
  return { data: toData(root, "", { source, path, places }), places };
}

interface Reading {
  readonly source: string;
  readonly path: string;
  readonly places: Map<string, string>;
}

/** By hand, so that no key (`__proto__`) means anything but itself. */
function toData(node: Node, key: string, reading: Reading): unknown {
  if (node.type === "array") return (node.children ?? []).map((child) => toData(child, key, reading));
  if (node.type !== "object") return node.value;
  const entries = (node.children ?? []).map((property): [string, unknown] => {
    const [name, value] = property.children ?? [];
    const dotted = key === "" ? String(name?.value) : `${key}.${name?.value}`;
    place(dotted, property.offset, reading);
    return [String(name?.value), value === undefined ? undefined : toData(value, dotted, reading)];
  });
  return Object.fromEntries(entries);
}

function place(key: string, offset: number, { source, path, places }: Reading): void {
  const position = positionOf(source, offset);
  const before = places.get(key);
  if (before !== undefined) {
    throw new RetortError(
      "config-invalid",
      `'${key}' stands twice: in ${path}:${before} and ${path}:${position}`,
      {
        hint: "Take one of them out",
      },
    );
  }
  places.set(key, position);
}

function positionOf(source: string, offset: number): string {
  const lines = source.slice(0, offset).split(/\r\n|\r|\n/);
  return `${lines.length}:${(lines.at(-1) ?? "").length + 1}`;
}

function syntaxError(parser: Parser, error: ParseError, source: string, path: string): RetortError {
  const words = parser.printParseErrorCode(error.error).replace(
    /[A-Z]/g,
    (letter) => ` ${letter.toLowerCase()}`,
  );
  return new RetortError(
    "config-invalid",
    `Cannot read ${path}:${positionOf(source, error.offset)}: ${words.trim()}`,
    { hint: "The file is JSON; comments and trailing commas are allowed" },
  );
}
