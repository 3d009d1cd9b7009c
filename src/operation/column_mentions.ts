import { isTrivia, type Token, tokenize } from "../sql/lexer.ts";
import type { NameRules } from "./name_rules.ts";

/** A place in an expression where a column is named. */
export interface Mention {
  /** As `NameRules.key` gives it. */
  readonly key: string;
  /** The name alone, in UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  /** What stands before its dot: a table's name, NEW, OLD; absent where the name stands alone. */
  readonly qualifier?: { readonly key: string; readonly start: number };
}

/**
 * The columns that an expression may mean, in order. It reads tokens, not grammar: functions, types, collations and
 * operators are passed over by where they stand.
 */
export function columnMentions(sql: string, rules: NameRules): Mention[] {
  const tokens = [...tokenize(sql, rules.lexicon)].filter(({ kind }) => !isTrivia(kind));
  const expression = { sql, tokens, rules };
  const mentions: Mention[] = [];
  let operand = false;
  for (const [index, token] of tokens.entries()) {
    // Where an operand has just ended, a word is an operator.
    const name: boolean = isName(token) && !operand && !isReserved(expression, token);
    const mention = name || textAt(expression, index - 1) === "." ? mentionAt(expression, index) : undefined;
    if (mention !== undefined) mentions.push(mention);
    operand = name || endsOperand(expression, index);
  }
  return mentions;
}

/** The expression with one column under another name; `table` is what may stand before its dot. */
export function renameInExpression(
  sql: string,
  { table, from, to }: { readonly table: string; readonly from: string; readonly to: string },
  rules: NameRules,
): string {
  const wanted = rules.key(from, false);
  let out = "";
  let at = 0;
  for (const { key, start, end, qualifier } of columnMentions(sql, rules)) {
    if (key !== wanted || (qualifier !== undefined && qualifier.key !== rules.key(table, false))) continue;
    out += sql.slice(at, start) + respelled(sql.charAt(start), to, rules);
    at = end;
  }
  return out + sql.slice(at);
}

/** Whether an expression names a column of its own table. */
export function mentionsColumn(sql: string, column: string, rules: NameRules): boolean {
  const wanted = rules.key(column, false);
  return columnMentions(sql, rules).some(({ key }) => key === wanted);
}

interface Expression {
  readonly sql: string;
  readonly tokens: readonly Token[];
  readonly rules: NameRules;
}

function mentionAt(expression: Expression, index: number): Mention | undefined {
  const { tokens } = expression;
  const token = tokens[index];
  if (token === undefined || !isName(token)) return undefined;
  const next = textAt(expression, index + 1);
  if (next === "(" || next === "." || namesOtherThing(expression, index)) return undefined;
  const place = { key: keyOf(expression, token), start: token.start, end: token.end };
  if (textAt(expression, index - 1) === ".") return qualified(expression, place, tokens[index - 2]);
  // `date '2026-01-01'` is a value with its type.
  const typed = token.kind === "word" && tokens[index + 1]?.kind === "string";
  return typed ? undefined : place;
}

/** A type or a collation. */
function namesOtherThing(expression: Expression, index: number): boolean {
  const previous = textAt(expression, index - 1).toUpperCase();
  return previous === "COLLATE" || previous === "AS" || previous === "::";
}

/** What has no name before its dot is a field of a value. */
function qualified(
  expression: Expression,
  place: Omit<Mention, "qualifier">,
  table: Token | undefined,
): Mention | undefined {
  if (table === undefined || !isName(table)) return undefined;
  return { ...place, qualifier: { key: keyOf(expression, table), start: table.start } };
}

/** Whether a token that names no column is the end of an operand. */
function endsOperand(expression: Expression, index: number): boolean {
  const token = expression.tokens[index];
  if (token === undefined) return false;
  if (token.kind === "symbol") return textAt(expression, index) === ")";
  if (token.kind === "number" || token.kind === "string") return true;
  return isName(token) &&
    (namesOtherThing(expression, index) || OPERANDS.has(textAt(expression, index).toUpperCase()));
}

/** Words that end an operand although they are no names. */
const OPERANDS: ReadonlySet<string> = new Set([
  "NULL",
  "TRUE",
  "FALSE",
  "END",
  "CURRENT_DATE",
  "CURRENT_TIME",
  "CURRENT_TIMESTAMP",
]);

function isName({ kind }: Token): boolean {
  return kind === "word" || kind === "quotedIdentifier";
}

function isReserved({ sql, rules }: Expression, { kind, start, end }: Token): boolean {
  return kind === "word" && rules.lexicon.reservedWords.has(sql.slice(start, end).toUpperCase());
}

function keyOf({ sql, rules }: Expression, { kind, start, end }: Token): string {
  const text = sql.slice(start, end);
  return kind === "word" ? rules.key(text, true) : rules.key(unquoted(text), false);
}

function textAt({ sql, tokens }: Expression, index: number): string {
  const token = tokens[index];
  return token === undefined ? "" : sql.slice(token.start, token.end);
}

/** The name that stands in quotes of any kind. */
export function unquoted(text: string): string {
  const quote = text.charAt(0);
  return quote === "[" ? text.slice(1, -1) : text.slice(1, -1).replaceAll(quote + quote, quote);
}

/** In quotes where the old name was. */
function respelled(first: string, name: string, rules: NameRules): string {
  const written = rules.quote(name);
  const quote = first === "[" ? '"' : first;
  if ((quote !== '"' && quote !== "`") || written !== name) return written;
  return quote + name.replaceAll(quote, quote + quote) + quote;
}
