import { Lexer } from "../../sql/lexer.ts";
import { leadingWords } from "../../sql/statement_kind.ts";
import { versionNumbers } from "../ansi/assumed_version.ts";
import { hasSingleColumn } from "../ansi/single_column.ts";
import type { SessionSettings } from "../dialect.ts";
import type { OfflineSql, Refusal } from "../offline_sql.ts";
import { mysqlLexicon } from "./lexicon.ts";
import { literal } from "./quote.ts";
import { SESSION_RESET } from "./session_reset.ts";
import { sessionSettings } from "./session_settings.ts";

/** The oldest versions that are supported: what holds for them holds for the newer ones. */
const OLDEST = { mariadb: [10, 6, 0], mysql: [8, 0, 0] } as const;

/** There is no block outside of a routine, and no SIGNAL under a condition: a key that stands twice does both. */
const GUARD =
  `CREATE TEMPORARY TABLE IF NOT EXISTS \`retort_guard\` (\`problem\` varchar(500) NOT NULL PRIMARY KEY)
  ENGINE=InnoDB DEFAULT CHARACTER SET=utf8mb4 COLLATE=utf8mb4_bin`;

/** Scripts for the clients of MariaDB and MySQL. */
export const mysqlOffline: OfflineSql = {
  engine: "MariaDB or MySQL",
  client: "mariadb --comments DATABASE < FILE (without --comments it drops those inside routines)",
  server: (dialect, version) => {
    const product = dialect === "mariadb" || /mariadb/i.test(version ?? "") ? "mariadb" : "mysql";
    return {
      product,
      version: version ?? "",
      versionNumbers: versionNumbers(version, OLDEST[product]),
    };
  },
  opening: () => [],
  preparation: [GUARD],
  schemaSettings: ({ ascii, backslashes }) => [
    ...(ascii ? [] : ["SET NAMES utf8mb4"]),
    ...(backslashes
      ? ["SET SESSION sql_mode = REPLACE(@@SESSION.sql_mode, 'NO_BACKSLASH_ESCAPES', '')"]
      : []),
  ],
  session: (settings) => [SESSION_RESET, ...settingsOfBoth(settings)],
  now: "CONCAT(LEFT(DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z')",
  runner: (person) => `CONCAT(SUBSTRING_INDEX(USER(), '@', 1), ${literal(` (${person})`)})`,
  terminated,
  refusing: (refusals) => refusals.map(refusing),
  verifying: (query, problem) =>
    hasSingleColumn(query, mysqlLexicon) ? [refusing(saysFalse(query, problem))] : [query],
  movesHome: (sql) => leadingWords(sql, mysqlLexicon, 1)[0] === "USE",
};

function refusing({ when, problem }: Refusal): string {
  return `INSERT INTO \`retort_guard\` SELECT ${literal(problem)} ` +
    `FROM (SELECT 1 UNION ALL SELECT 2) AS twice\nWHERE ${when}`;
}

function saysFalse(query: string, problem: string): Refusal {
  const when = `(WITH answer (said) AS (\n${query}\n) ` +
    "SELECT COUNT(*) = 1 AND CAST(MIN(said) AS CHAR) = '0' FROM answer)";
  return { when, problem };
}

/** The two call the limit of a statement's time by two names; each passes over the other's comment. */
function settingsOfBoth(settings: SessionSettings): string[] {
  const server = { version: "", versionNumbers: OLDEST.mariadb } as const;
  const [first, ...rest] = sessionSettings(settings, { ...server, product: "mariadb" }).map(({ sql }) => sql);
  const both = first?.replace(
    /, (SESSION max_statement_time = [\d.]+)$/,
    `\n  /*M! , $1 */ /*!80000 , SESSION max_execution_time = ${settings.statementTimeout} */`,
  );
  return both === undefined ? rest : [both, ...rest];
}

/** The client looks for semicolons itself, and finds those inside a body. */
function terminated(sql: string): string {
  if (!holdsDelimiter(sql)) return `${sql};`;
  const delimiter = ["$$", "//", ";;", "$retort$"].find((each) => !sql.includes(each)) ?? "$retort_end$";
  return `DELIMITER ${delimiter}\n${sql}${delimiter}\nDELIMITER ;`;
}

function holdsDelimiter(sql: string): boolean {
  if (!sql.includes(";")) return false;
  const lexer = new Lexer(sql, mysqlLexicon);
  while (lexer.next()) if (lexer.kind === "delimiter") return true;
  return false;
}
