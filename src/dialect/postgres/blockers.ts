import { shortened } from "../database_error.ts";
import type { BlockerSource, Connection } from "../dialect.ts";

/**
 * Tells over a connection of its own who keeps a backend waiting. What waits behind a transaction pooler is not known
 * by its number: then nothing is told.
 */
export function blockerSource(connection: Connection, backend: number | undefined): BlockerSource {
  return {
    async ask() {
      if (backend === undefined) return undefined;
      const rows = await connection.query<BlockerRow>(BLOCKERS, [backend]);
      const [first] = rows;
      if (first === undefined) return undefined;
      const more = rows.length === 1 ? "" : `, and ${rows.length - 1} more`;
      return describeBlocker(first) + more;
    },
    [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
  };
}

/** Those in the way now, whether they hold the lock or wait before us; 0 is a prepared transaction. */
const BLOCKERS = `SELECT DISTINCT b.pid, a.application_name, a.usename, a.state, a.query, a.backend_type,
       pg_catalog.date_trunc('second', CASE WHEN a.state = 'active' THEN a.query_start ELSE a.state_change END)::text AS since
  FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids($1::int)) AS b (pid)
  LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid
 ORDER BY b.pid`;

interface BlockerRow {
  readonly pid: number;
  readonly application_name: string | null;
  readonly usename: string | null;
  readonly state: string | null;
  readonly query: string | null;
  readonly backend_type: string | null;
  readonly since: string | null;
}

const LONGEST_QUERY = 100;

function describeBlocker(row: BlockerRow): string {
  if (row.pid === 0) return "a prepared transaction: see pg_prepared_xacts";
  const { application_name, usename, state, since, query, backend_type } = row;
  const facts = [
    application_name || (backend_type === "client backend" ? undefined : backend_type),
    usename === null ? undefined : `user ${usename}`,
    state === null ? undefined : state + (since === null ? "" : ` since ${since}`),
    query ? `${state === "active" ? "query" : "last query"}: ${shortened(query, LONGEST_QUERY)}` : undefined,
  ].filter((fact) => fact !== undefined && fact !== null);
  return `server process ${row.pid}${facts.length === 0 ? "" : ` (${facts.join(", ")})`}`;
}
