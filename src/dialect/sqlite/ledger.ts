import { ansiLedger } from "../ansi/ledger.ts";
import { quoteWith } from "../ansi/quote.ts";
import type { LedgerSql } from "../dialect.ts";

/** An identifier in double quotes. */
export function quote(identifier: string): string {
  return quoteWith('"', identifier);
}

/** The ledger's statements. Times are text: SQLite has no type of its own for them. */
export const sqliteLedger: LedgerSql = ansiLedger({
  quote,
  placeholder: () => "?",
  types: {
    id: "TEXT",
    text: "TEXT",
    longText: "TEXT",
    integer: "INTEGER",
    bigint: "INTEGER",
    timestamp: "TEXT",
    logKey: "INTEGER PRIMARY KEY",
  },
});
