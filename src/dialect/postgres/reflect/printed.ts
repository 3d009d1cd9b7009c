import { Lexer } from "../../../sql/lexer.ts";
import { postgresLexicon } from "../lexicon.ts";
import { inLists } from "./in_lists.ts";

/** SQL that lets the server print something in both of its ways; `call` is open behind its last argument but one. */
export function bothWays(call: string): string {
  return `ARRAY[${call}, true), ${call}, false)]`;
}

/**
 * What the server prints for people, or, where that would be read back as something else, all its parentheses: an AND
 * inside of an AND, as BETWEEN makes one, is the same condition without them but not the same tree.
 */
export function printed(both: readonly string[] | null): string {
  const [pretty = "", plain = ""] = (both ?? []).map((text) => text.trim());
  if (!/ (?:AND|OR) /.test(pretty) || !nests(plain)) return inLists(pretty);
  return inLists(withoutOuter(plain));
}

interface Group {
  /** AND and OR that stand in it. */
  readonly own: Set<string>;
  /** Those of the groups right inside of it. */
  readonly inner: Set<string>;
}

function nests(text: string): boolean {
  const groups: Group[] = [{ own: new Set(), inner: new Set() }];
  const lexer = new Lexer(text, postgresLexicon);
  while (lexer.next()) {
    const token = text.slice(lexer.start, lexer.end);
    if (token === "(") groups.push({ own: new Set(), inner: new Set() });
    else if (token === ")") {
      const closed = groups.pop();
      if (closed === undefined) return false;
      if ([...closed.own].some((word) => closed.inner.has(word))) return true;
      for (const word of closed.own) groups.at(-1)?.inner.add(word);
    } else if (token === "AND" || token === "OR") groups.at(-1)?.own.add(token);
  }
  const [whole] = groups;
  return whole !== undefined && [...whole.own].some((word) => whole.inner.has(word));
}

/** A condition without the pair of parentheses that holds all of it. */
function withoutOuter(text: string): string {
  if (!text.startsWith("(") || !text.endsWith(")")) return text;
  const lexer = new Lexer(text, postgresLexicon);
  let depth = 0;
  while (lexer.next()) {
    const token = text.slice(lexer.start, lexer.end);
    depth += token === "(" ? 1 : token === ")" ? -1 : 0;
    if (depth === 0) return lexer.end === text.length ? text.slice(1, -1) : text;
  }
  return text;
}
