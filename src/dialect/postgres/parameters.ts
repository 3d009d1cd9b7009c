import { RetortError } from "../../util/errors.ts";
import { suggest } from "../../util/suggest.ts";

/** Keys of the URL that are settings of the client. */
const CLIENT_KEYS = [
  "host",
  "hostaddr",
  "port",
  "user",
  "password",
  "dbname",
  "passfile",
  "connect_timeout",
  "application_name",
  "fallback_application_name",
  "options",
  "search_path",
  "schema",
  "currentSchema",
  "timezone",
  "target_session_attrs",
  "channel_binding",
  "gssencmode",
  "service",
  "ssl",
  "sslmode",
  "sslnegotiation",
  "sslrootcert",
  "sslcert",
  "sslkey",
  "sslpassword",
  "sslsni",
  "ssl_min_protocol_version",
  "ssl_max_protocol_version",
];

/** Keys that other clients of the same URL need and that change nothing here. */
const IGNORED_KEYS = [
  "client_encoding",
  "krbsrvname",
  "gsslib",
  "keepalives",
  "keepalives_idle",
  "keepalives_interval",
  "keepalives_count",
  "tcp_user_timeout",
  "sslcompression",
  "load_balance_hosts",
  "require_auth",
  "pgbouncer",
  "connection_limit",
  "pool_timeout",
  "socket_timeout",
  "pool_size",
  "max_overflow",
  "pool_max_conns",
  "statement_cache_size",
  "prepared_statement_cache_size",
  "binary_parameters",
];

/** Settings of the server that a URL may set; those with a dot in the name are let through as well. */
export const RUN_TIME_PARAMETERS: ReadonlySet<string> = new Set([
  "statement_timeout",
  "lock_timeout",
  "idle_in_transaction_session_timeout",
  "idle_session_timeout",
  "transaction_timeout",
  "default_transaction_isolation",
  "default_transaction_read_only",
  "default_transaction_deferrable",
  "default_tablespace",
  "default_table_access_method",
  "temp_tablespaces",
  "maintenance_work_mem",
  "max_parallel_maintenance_workers",
  "work_mem",
  "role",
  "session_replication_role",
  "synchronous_commit",
  "client_min_messages",
  "row_security",
  "IntervalStyle",
]);

const KNOWN: ReadonlySet<string> = new Set([...CLIENT_KEYS, ...IGNORED_KEYS, ...RUN_TIME_PARAMETERS]);

/** Refuses a key that nothing would read: a mistyped `sslmode` must not connect without it. */
export function checkParameters(keys: Iterable<string>): void {
  for (const key of keys) {
    if (KNOWN.has(key) || key.includes(".")) continue;
    const nearest = suggest(key, KNOWN);
    throw new RetortError("config-invalid", `Unknown parameter '${key}' in the database URL`, {
      hint: nearest === undefined
        ? `Take it out; settings of the server go into 'options', as in ?options=-c%20${key}%3Dvalue`
        : `Did you mean '${nearest}'?`,
    });
  }
}
