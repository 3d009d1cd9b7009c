import type { Dialect } from "../dialect.ts";
import { connect } from "./driver.ts";
import { withoutForeignKeys } from "./foreign_keys.ts";
import { sqliteLedger } from "./ledger.ts";
import { sqliteLexicon } from "./lexicon.ts";
import { sqliteLiteral } from "./literal.ts";
import { lock } from "./lock.ts";
import { quote, quoteWhereNeeded } from "./quote.ts";
import { sessionSettings } from "./session_settings.ts";
import { autocommitReason, transactionRefusal } from "./transaction.ts";

/** SQLite, by the engine inside Deno. */
export const sqlite: Dialect = {
  name: "sqlite",
  transactionalDdl: true,
  lexicon: sqliteLexicon,
  // A deferred transaction that turns to writing fails at once, and cannot wait, when somebody else has written.
  transaction: {
    begin: "BEGIN IMMEDIATE",
    beginReading: "BEGIN",
    commit: "COMMIT",
    rollback: "ROLLBACK",
  },
  integerBooleans: true,
  ledger: sqliteLedger,
  sessionReset: [
    { sql: "PRAGMA foreign_keys = ON" },
    { sql: "PRAGMA query_only = OFF" },
    { sql: "PRAGMA writable_schema = OFF" },
    { sql: "PRAGMA ignore_check_constraints = OFF" },
    { sql: "PRAGMA legacy_alter_table = OFF" },
    { sql: "PRAGMA recursive_triggers = OFF" },
    { sql: "PRAGMA synchronous = FULL" },
    { sql: "PRAGMA busy_timeout = 50" },
  ],
  sessionSettings,
  placeholder: () => "?",
  quote,
  quoteWhereNeeded,
  literal: sqliteLiteral,
  compiler: async () => (await import("./compiler.ts")).sqliteCompiler,
  reflector: async () => (await import("./reflector.ts")).sqliteReflector,
  scratch: async () => (await import("./scratch_driver.ts")).sqliteScratch,
  checkup: async () => (await import("./checkup.ts")).sqliteCheckup,
  databases: async () => (await import("./database_file_driver.ts")).sqliteDatabases,
  offline: async () => (await import("./offline.ts")).sqliteOffline,
  keyWalker: async () => (await import("./key_walker.ts")).sqliteKeyWalker,
  sectionNames: () => ["sqlite"],
  autocommitReason,
  transactionRefusal,
  evidence: async () => (await import("./evidence.ts")).sqliteEvidence,
  commitsImplicitly: () => false,
  connect,
  lock,
  withoutForeignKeys,
  damage: async (connection) => (await import("./damage.ts")).damage(connection),
};
