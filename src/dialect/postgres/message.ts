import type { Statement, Value } from "../../sql/statement.ts";
import { transactionControl } from "../../sql/statement_kind.ts";
import { postgresLexicon } from "./lexicon.ts";
import { quoteString } from "./quote.ts";
import { parameterText } from "./values.ts";

/** A statement within a message. */
export interface Part {
  readonly sql: string;
  /** Which one of the pipeline it is. */
  readonly index: number;
  /** Where it begins in the message's text. */
  readonly start: number;
}

/** What is sent and answered as one: a statement, or several of a transaction. */
export interface Message {
  readonly sql: string;
  readonly parameters?: readonly Value[] | undefined;
  readonly parts: readonly Part[];
  /** Whether it begins a transaction that messages behind it rely on. */
  readonly begins: boolean;
  /** Whether its last statement, of several, is COMMIT. */
  readonly commits: boolean;
}

/** What stands between two statements: the first may end in a comment. */
const BETWEEN = "\n;\n";

/** The server shows 1,024 bytes of what it is at (`track_activity_query_size`): more is not hidden in one message. */
const LONGEST_BODY = 1000;

/** Of all that is sent in one message, retort's own statements included. */
const LONGEST_MESSAGE = 32_000;

/** The server reads a whole message before it runs any of it, so nothing in it may change how it is read. */
const CHANGES_READING = /standard_conforming_strings|backslash_quote|client_encoding|\bNAMES\b/i;

/**
 * To tell where a routine's text is wrong, the server looks for that text in the message: the ledger's row has it too,
 * and where it is found twice no place is told (`match_prosrc_to_query`).
 */
const HOLDS_CODE = /\b(?:FUNCTION|PROCEDURE|ROUTINE|DO)\b/i;

/** More are never short together, and need not be looked at. */
const MOST_STATEMENTS = 100;

/**
 * How statements are sent: those of a transaction in one message where they are short, for a message takes longer
 * than a small statement. Such a message is done as a whole or fails as a whole.
 */
export function messagesOf(statements: readonly Statement[], inTransaction: boolean): readonly Message[] {
  const joined = statements.length <= MOST_STATEMENTS ? joinedOf(statements, inTransaction) : undefined;
  const alone = joined === undefined ? statements : statements.slice(0, -joined.parts.length);
  const begin = alone.findIndex(({ sql }) => transactionControl(sql, postgresLexicon) === "begin");
  const single = alone.map(({ sql, parameters }, index) => ({
    sql,
    parameters,
    parts: [{ sql, index, start: 0 }],
    begins: index === begin,
    commits: false,
  }));
  return joined === undefined ? single : [...single, joined];
}

/** The transaction at the end of a pipeline as one message; undefined where it cannot be one. */
function joinedOf(statements: readonly Statement[], inTransaction: boolean): Message | undefined {
  const controls = statements.map(({ sql }) => transactionControl(sql, postgresLexicon));
  const first = inTransaction ? 0 : controls.indexOf("begin");
  const inner = controls.slice(inTransaction ? 0 : first + 1, -1);
  if (first < 0 || statements.length - first < 2) return undefined;
  if (inner.some((control) => control !== undefined)) return undefined;
  return join(statements.slice(first), first, controls.at(-1) === "commit");
}

function join(statements: readonly Statement[], first: number, commits: boolean): Message | undefined {
  const body = statements.reduce((sum, { sql, own }) => own === true ? sum : sum + sql.length, 0);
  if (body > LONGEST_BODY) return undefined;
  const parts: Part[] = [];
  let text = "";
  for (const [offset, statement] of statements.entries()) {
    const written = writtenOut(statement);
    if (written === undefined || CHANGES_READING.test(statement.sql)) return undefined;
    if (HOLDS_CODE.test(statement.sql)) return undefined;
    if (offset > 0) text += BETWEEN;
    parts.push({ sql: statement.sql, index: first + offset, start: text.length });
    text += written;
    if (text.length > LONGEST_MESSAGE) return undefined;
  }
  return { sql: text, parts, begins: false, commits };
}

/** What must not be searched for places of values: strings, comments, and bare names that hold a dollar. */
const NOT_PLAIN = /'|--|\/\*|\$(?!\d)|[\w$\u0080-\uffff]\$/;

const NAME_OR_PLACE = /"[^"]*"|\$(\d+)/g;

/**
 * A statement of retort's own with its values in it, as the texts that would be bound, so that they get their types in
 * the same way. Those of others are never written: what is bound stays out of the server's log.
 */
function writtenOut({ sql, parameters = [], own }: Statement): string | undefined {
  if (parameters.length === 0) return sql;
  if (own !== true || NOT_PLAIN.test(sql)) return undefined;
  const values = parameters.map((value) => {
    const text = parameterText(value);
    return text === null ? "NULL" : text.includes("\0") ? undefined : quoteString(text);
  });
  if (values.includes(undefined)) return undefined;
  return sql.replace(NAME_OR_PLACE, (text, number) => values[Number(number) - 1] ?? text);
}

/** Which statement of a message failed: the server tells a place in the whole text, or has answered those before. */
export function failedPart({ sql, parts }: Message, position: number, completed: number): FailedPart {
  let at = Math.min(completed, parts.length - 1);
  let points = 0;
  if (position > 0 && parts.length > 1) {
    const lengths = parts.map(({ start }, index) => codePoints(sql.slice(start, parts[index + 1]?.start)));
    for (at = 0; at < lengths.length - 1 && points + (lengths[at] ?? 0) < position; at++) {
      points += lengths[at] ?? 0;
    }
  }
  return { part: parts[at] ?? { sql, index: 0, start: 0 }, before: points };
}

/** The statement that failed, and how many code points stand before it in its message. */
export interface FailedPart {
  readonly part: Part;
  readonly before: number;
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
