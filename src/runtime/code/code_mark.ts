import type { LedgerRow } from "../../dialect/dialect.ts";
import type { CodeProgress } from "./code_progress.ts";
import { type Journal, renderJournal } from "../journal.ts";

/** A statement that is on its way: its digest in the chain, and its text for a person to read. */
export interface InFlight {
  readonly sent: string;
  readonly sql: string;
  /** What is to be seen before and after it. */
  readonly evidence: string | undefined;
}

/** What the journal keeps of a statement for a person to read. */
const LONGEST_STATEMENT = 2000;

/** A statement on its way, as the journal keeps it. */
export function inFlight(sent: string, sql: string, evidence: string | undefined): InFlight {
  return { sent, sql: sql.slice(0, LONGEST_STATEMENT), evidence };
}

/** What a row says of a revision's code that has come so far. */
export function marked(code: CodeProgress, error: string | null = null): Partial<LedgerRow> {
  return journal({ chain: "", inFlight: null, error, code });
}

/** The same with a statement on its way. */
export function underWay(
  code: CodeProgress,
  statement: InFlight | undefined,
  error: string | null,
): Partial<LedgerRow> {
  const { sent = "", sql = "", evidence } = statement ?? {};
  const seen = evidence === undefined ? {} : { evidence };
  return journal({ chain: "", inFlight: 0, error, sent, sql, code, ...seen });
}

function journal(content: Journal & { readonly code: CodeProgress }): Partial<LedgerRow> {
  return { statements_done: content.code.statements, journal: renderJournal(content) };
}
