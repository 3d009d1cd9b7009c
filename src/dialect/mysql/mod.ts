import { timing } from "../ansi/machine_driver.ts";
import type { Dialect } from "../dialect.ts";
import { changesStay } from "./changes_stay.ts";
import { connectMysql } from "./driver.ts";
import { implicitCommit, mayCommit } from "./implicit_commit.ts";
import { mysqlLedger } from "./ledger.ts";
import { mysqlLexicon } from "./lexicon.ts";
import { lockSession } from "./lock.ts";
import { literal, quote, quoteWhereNeeded } from "./quote.ts";
import { sessionSettings } from "./session_settings.ts";
import { SESSION_RESET } from "./session_reset.ts";

/** MariaDB 10.6 and later, and MySQL 8. */
export const mysql: Dialect = {
  name: "mysql",
  transactionalDdl: false,
  lexicon: mysqlLexicon,
  transaction: {
    begin: "START TRANSACTION",
    beginReading: "START TRANSACTION READ ONLY",
    commit: "COMMIT",
    rollback: "ROLLBACK",
    stays: changesStay,
  },
  integerBooleans: true,
  ledger: mysqlLedger,
  sessionReset: [{ sql: SESSION_RESET }],
  sessionSettings,
  placeholder: () => "?",
  quote,
  quoteWhereNeeded,
  nameLimit: { size: 64, unit: "characters", basicPlane: true },
  literal,
  compiler: async () => (await import("./compiler.ts")).mysqlCompiler,
  reflector: async () => (await import("./reflector.ts")).mysqlReflector,
  scratch: async () => (await import("./scratch.ts")).mysqlScratch,
  checkup: async () => (await import("./checkup.ts")).mysqlCheckup,
  databases: async () => (await import("./database_keeper.ts")).mysqlDatabases,
  offline: async () => (await import("./offline.ts")).mysqlOffline,
  keyWalker: async () => (await import("./key_walker.ts")).mysqlKeyWalker,
  sectionNames: (product) => product === "mariadb" ? ["mariadb", "mysql"] : ["mysql"],
  autocommitReason: () => undefined,
  evidence: async () => (await import("./evidence.ts")).mysqlEvidence,
  commitsImplicitly: implicitCommit,
  mayCommit,
  connect: connectMysql,
  lock: (connection, _, request) => lockSession(connection, request, timing),
};
