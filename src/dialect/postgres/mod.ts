import type { Dialect } from "../dialect.ts";
import { autocommitReason } from "./autocommit.ts";
import { connectPostgres } from "./driver.ts";
import { postgresLedger } from "./ledger.ts";
import { postgresLexicon } from "./lexicon.ts";
import { literal, quote, quoteWhereNeeded } from "./quote.ts";
import { sessionSettings, settingsAlone } from "./session_settings.ts";

/**
 * Puts back what revisions and dumps set: the user, the role, and all settings to what the URL and the start-up
 * message said.
 *
 * Then it lets the server notice within a second that a killed runner is gone, and free its lock, instead of running
 * its statement to the end. Servers before 14 and some platforms do not know that setting.
 */
const SESSION_RESET = `RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL;
SELECT CASE WHEN pg_catalog.current_setting('server_version_num')::int >= 140000
             AND pg_catalog.version() LIKE '%linux%'
  THEN pg_catalog.set_config('client_connection_check_interval', '1s', false) END`;

/** A partitioned table's index is invalid until all partitions have theirs, so that it is listed with them. */
const INVALID_INDEXES = `SELECT indrelid::pg_catalog.regclass::text AS "table",
  indexrelid::pg_catalog.regclass::text AS "index"
FROM pg_catalog.pg_index WHERE NOT indisvalid ORDER BY 1, 2`;

/** PostgreSQL 13 and later, and what speaks its protocol. */
export const postgres: Dialect = {
  name: "postgres",
  transactionalDdl: true,
  lexicon: postgresLexicon,
  transaction: { begin: "BEGIN", beginReading: "BEGIN READ ONLY", commit: "COMMIT", rollback: "ROLLBACK" },
  invalidIndexes: { sql: INVALID_INDEXES },
  ledger: postgresLedger,
  // One message: four would take a tenth of a small step's time.
  sessionReset: [{ sql: SESSION_RESET }],
  sessionSettings,
  settingsAlone,
  placeholder: (position) => `$${position}`,
  quote,
  quoteWhereNeeded,
  nameLimit: { size: 63, unit: "bytes" },
  literal,
  compiler: async () => (await import("./compiler.ts")).postgresCompiler,
  reflector: async () => (await import("./reflector.ts")).postgresReflector,
  scratch: async () => (await import("./scratch.ts")).postgresScratch,
  checkup: async () => (await import("./checkup.ts")).postgresCheckup,
  databases: async () => (await import("./database_keeper.ts")).postgresDatabases,
  offline: async () => (await import("./offline.ts")).postgresOffline,
  keyWalker: async () => (await import("./key_walker.ts")).postgresKeyWalker,
  sectionNames: () => ["postgres"],
  autocommitReason,
  evidence: async () => (await import("./evidence.ts")).postgresEvidence,
  commitsImplicitly: () => false,
  connect: (url, options) => connectPostgres(url, options),
  lock: async (connection, url, request) => {
    const [{ lockPostgres }, { timing }] = await Promise.all([
      import("./lock.ts"),
      import("../ansi/machine_driver.ts"),
    ]);
    return await lockPostgres(connection, url, request, { timing, connect: connectPostgres });
  },
};
