import type { LedgerSql } from "../dialect.ts";
import { ansiLedger } from "../ansi/ledger.ts";
import { quote } from "./quote.ts";

/** The statements that keep the ledger on MySQL and MariaDB. */
export const mysqlLedger: LedgerSql = ansiLedger({
  quote,
  placeholder: () => "?",
  types: {
    id: "varchar(255)",
    text: "text",
    longText: "longtext",
    integer: "int",
    bigint: "bigint",
    // A datetime takes no `Z`, and a timestamp ends in 2038.
    timestamp: "varchar(24)",
    logKey: "bigint NOT NULL AUTO_INCREMENT PRIMARY KEY",
  },
  tableSuffix: "ENGINE=InnoDB DEFAULT CHARACTER SET=utf8mb4 COLLATE=utf8mb4_bin",
  createSchema: (schema) => ({ sql: `CREATE SCHEMA IF NOT EXISTS ${quote(schema)}` }),
});
