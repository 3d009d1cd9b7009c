import { ansiLedger } from "../ansi/ledger.ts";
import type { LedgerSql } from "../dialect.ts";
import { quote } from "./quote.ts";

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
