import { suggest } from "../util/suggest.ts";

/** The keys that a header may hold, in the order in which they are written. */
export const HEADER_KEYS = [
  "revision",
  "down_revision",
  "branch_labels",
  "depends_on",
  "created",
  "replaces",
  "phase",
  "transaction",
] as const;

/** A key that a header may hold. */
export type HeaderKey = typeof HEADER_KEYS[number];

const KNOWN: ReadonlyMap<string, HeaderKey> = new Map(HEADER_KEYS.map((key) => [key, key]));

/** What Alembic and habit call the keys. */
const OTHER_NAMES: ReadonlyMap<string, HeaderKey> = new Map<string, HeaderKey>([
  ["revision_id", "revision"],
  ["revises", "down_revision"],
  ["create_date", "created"],
  ["created_at", "created"],
]);

/** What a comment line at the top of a file is. */
export type HeaderLine =
  | { readonly kind: "key"; readonly key: HeaderKey; readonly value: string }
  | { readonly kind: "mistake"; readonly word: string; readonly meant: HeaderKey }
  | { readonly kind: "directive" }
  | { readonly kind: "text" };

const TEXT: HeaderLine = { kind: "text" };
const DIRECTIVE: HeaderLine = { kind: "directive" };

/** Tells a key from prose. `content` is the line without its comment mark and without surrounding blanks. */
export function classifyHeaderLine(content: string): HeaderLine {
  const colon = content.indexOf(":");
  if (colon < 0) return isToolComment(content) ? DIRECTIVE : TEXT;
  const word = content.slice(0, colon).trimEnd();
  const key = KNOWN.get(word);
  if (key !== undefined) return { kind: "key", key, value: content.slice(colon + 1).trim() };
  if (word === "migrate" || word === "lint" || isToolComment(content)) return DIRECTIVE;
  const meant = meantKey(word);
  return meant === undefined ? TEXT : { kind: "mistake", word, meant };
}

/** Comments that speak to other tools: they are not the message. */
function isToolComment(content: string): boolean {
  return content.startsWith("deno-") || content.startsWith("@ts-") || content.startsWith("eslint-") ||
    content.startsWith("/");
}

function meantKey(word: string): HeaderKey | undefined {
  if (word.length > 16 || word.length < 4) return undefined;
  const plain = word.toLowerCase().replace(/[ -]/g, "_");
  const known = KNOWN.get(plain) ?? OTHER_NAMES.get(plain);
  if (known !== undefined || word.includes(" ")) return known;
  const near = suggest(plain, HEADER_KEYS);
  if (near === undefined) return undefined;
  // Prose such as "Decision: …" is near a key too, but people rarely get the first letter wrong.
  return near[0] === plain[0] || near.slice(1) === plain ? KNOWN.get(near) : undefined;
}
