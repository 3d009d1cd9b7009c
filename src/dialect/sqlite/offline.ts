import { versionNumbers } from "../ansi/assumed_version.ts";
import { hasSingleColumn } from "../ansi/single_column.ts";
import type { OfflineSql, Refusal } from "../offline_sql.ts";
import { quote } from "./quote.ts";
import { sqliteLexicon } from "./lexicon.ts";
import { sqliteLiteral } from "./literal.ts";
import { sqlite } from "./mod.ts";
import { sessionSettings } from "./session_settings.ts";

/** The longest wait that the client takes, in milliseconds: 24 days. */
const FOR_EVER = 2_147_483_647;

/** Scripts for sqlite3. */
export const sqliteOffline: OfflineSql = {
  engine: "SQLite",
  client: "sqlite3 -batch FILE.db < FILE",
  server: (_dialect, version) => ({
    product: "sqlite",
    version: version ?? "",
    versionNumbers: versionNumbers(version, [3, 40, 0]),
  }),
  opening: ({ lockTimeout }) => [".bail on", `.timeout ${lockTimeout === 0 ? FOR_EVER : lockTimeout}`],
  preparation: [],
  // A statement by itself waits for the disk: ten thousand tables took minutes. `.dump` does the same.
  schemaSettings: () => ["BEGIN"],
  schemaClosing: ["COMMIT"],
  session(settings) {
    sessionSettings(settings);
    // The client waits by its own command; the PRAGMA would print its answer.
    return sqlite.sessionReset.map(({ sql }) => sql).filter((sql) => !sql.includes("busy_timeout"));
  },
  now: "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')",
  runner: (person) => sqliteLiteral(person),
  terminated: (sql) => `${sql};`,
  refusing,
  verifying: (query, problem) =>
    hasSingleColumn(query, sqliteLexicon) ? refusing([saysFalse(query, problem)]) : [query],
  async rehearse() {
    const { connect } = await import("./driver.ts");
    const { parseDatabaseUrl } = await import("../../util/database_url.ts");
    const options = { applicationName: "retort", connectTimeout: 0 };
    const connection = await connect(parseDatabaseUrl("sqlite::memory:"), options);
    // The rows that keys name are not there.
    await connection.execute("PRAGMA foreign_keys = OFF");
    return connection;
  },
  withoutForeignKeys: {
    before: "PRAGMA foreign_keys = OFF",
    check: {
      when: "EXISTS (SELECT 1 FROM pragma_foreign_key_check)",
      problem: "Rows refer to ones that are not there: PRAGMA foreign_key_check names them",
    },
    after: "PRAGMA foreign_keys = ON",
  },
};

/** There is no statement that fails under a condition: a constraint that has the problem as its name does. */
function refusing(refusals: readonly Refusal[]): string[] {
  const columns = refusals.map(({ problem }, index) =>
    `c${index} CONSTRAINT ${quote(problem)} CHECK (NOT c${index})`
  );
  return [
    `CREATE TEMP TABLE retort_guard (\n  ${columns.join(",\n  ")}\n)`,
    `INSERT INTO temp.retort_guard VALUES (\n  ${refusals.map(({ when }) => when).join(",\n  ")}\n)`,
    "DROP TABLE temp.retort_guard",
  ];
}

function saysFalse(query: string, problem: string): Refusal {
  const when = `(WITH answer (said) AS (\n${query}\n) ` +
    "SELECT count(*) = 1 AND min(said) = 0 FROM answer)";
  return { when, problem };
}
