import { shortened } from "../database_error.ts";
import type { BlockerSource } from "../dialect.ts";
import type { Value } from "../../sql/statement.ts";

type Ask = (sql: string, values: readonly Value[]) => Promise<readonly unknown[]>;

/**
 * Tells over a connection of its own who keeps a session waiting: row locks by the engine's own tables, metadata locks
 * by the plugin or the schema that lists them. Without those, who has a transaction open is no more than a guess.
 */
export function blockerSource(ask: Ask, close: () => Promise<void>, session: number): BlockerSource {
  return {
    async ask() {
      if (!(await isWaiting(ask, session))) return undefined;
      for (const { sql, guess } of SOURCES) {
        // Each server has some of these tables only, and not every user may read them.
        const rows = await ask(sql, [session]).catch(() => []);
        const [first] = rows;
        if (first !== undefined) return describeBlocker(first, guess) + others(rows.length - 1);
      }
      return undefined;
    },
    [Symbol.asyncDispose]: close,
  };
}

/** Waits for metadata locks have a state of their own; those for rows are listed by the engine. */
async function isWaiting(ask: Ask, session: number): Promise<boolean> {
  const rows = await ask(
    `SELECT 1 FROM information_schema.PROCESSLIST WHERE ID = ? AND STATE LIKE 'Waiting for %lock%'
     UNION SELECT 1 FROM information_schema.INNODB_TRX WHERE trx_mysql_thread_id = ? AND trx_state = 'LOCK WAIT'`,
    [session, session],
  );
  return rows.length > 0;
}

/** Of a row of the process list that is called p. */
const WHO = "p.USER AS user, p.HOST AS host, p.COMMAND AS command, p.INFO AS query";

const SOURCES: readonly { readonly sql: string; readonly guess: boolean }[] = [
  {
    // MariaDB: https://mariadb.com/kb/en/information-schema-innodb_lock_waits-table/
    sql: `SELECT DISTINCT b.trx_mysql_thread_id AS id, b.trx_started AS since, ${WHO}
            FROM information_schema.INNODB_LOCK_WAITS w
            JOIN information_schema.INNODB_TRX r ON r.trx_id = w.requesting_trx_id
            JOIN information_schema.INNODB_TRX b ON b.trx_id = w.blocking_trx_id
            LEFT JOIN information_schema.PROCESSLIST p ON p.ID = b.trx_mysql_thread_id
           WHERE r.trx_mysql_thread_id = ?`,
    guess: false,
  },
  {
    // MySQL 8
    sql: `SELECT DISTINCT w.blocking_pid AS id, w.blocking_trx_started AS since, ${WHO}
            FROM sys.innodb_lock_waits w LEFT JOIN information_schema.PROCESSLIST p ON p.ID = w.blocking_pid
           WHERE w.waiting_pid = ?`,
    guess: false,
  },
  {
    // The plugin lists what is held, not who waits: the statement that waits names the table.
    sql: `SELECT DISTINCT p.ID AS id, ${WHO}
            FROM information_schema.PROCESSLIST own
            JOIN information_schema.METADATA_LOCK_INFO m ON m.THREAD_ID <> own.ID AND m.TABLE_NAME <> ''
             AND LOCATE(m.TABLE_NAME, own.INFO) > 0
            JOIN information_schema.PROCESSLIST p ON p.ID = m.THREAD_ID
           WHERE own.ID = ?`,
    guess: false,
  },
  {
    sql: `SELECT DISTINCT p.ID AS id, ${WHO}
            FROM sys.schema_table_lock_waits w JOIN information_schema.PROCESSLIST p ON p.ID = w.blocking_pid
           WHERE w.waiting_pid = ? AND w.blocking_pid <> w.waiting_pid`,
    guess: false,
  },
  {
    sql: `SELECT p.ID AS id, ${WHO}, t.trx_started AS since
            FROM information_schema.INNODB_TRX t JOIN information_schema.PROCESSLIST p ON p.ID = t.trx_mysql_thread_id
           WHERE t.trx_mysql_thread_id <> ? ORDER BY t.trx_started`,
    guess: true,
  },
];

const LONGEST_QUERY = 100;

function describeBlocker(row: unknown, guess: boolean): string {
  const field = (name: string): string | undefined => {
    const value: unknown = Reflect.get(Object(row), name);
    return value === null || value === undefined || value === "" ? undefined : String(value);
  };
  const [user, host, command, since, query] = ["user", "host", "command", "since", "query"].map(field);
  const facts = [
    user === undefined ? undefined : `user ${user} from ${host}`,
    since === undefined ? undefined : `in a transaction since ${since}`,
    query === undefined
      ? (command === "Sleep" ? "idle" : undefined)
      : `query: ${shortened(query, LONGEST_QUERY)}`,
  ].filter((fact) => fact !== undefined);
  return `${guess ? "perhaps " : ""}connection ${field("id")}${
    facts.length === 0 ? "" : ` (${facts.join(", ")})`
  }`;
}

function others(count: number): string {
  return count === 0 ? "" : `, and ${count} more`;
}
