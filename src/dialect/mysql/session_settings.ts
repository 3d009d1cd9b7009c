import type { Server, SessionSettings } from "../dialect.ts";
import type { Statement } from "../../sql/statement.ts";
import { quote } from "./quote.ts";

/** The longest wait that the server knows: a year, in seconds. */
const FOR_EVER = 31_536_000;

/**
 * The user's settings. Lock time-outs count whole seconds, at least one. MariaDB's max_statement_time counts seconds
 * with fractions and holds for every statement; MySQL's max_execution_time counts milliseconds, and only for SELECT.
 */
export function sessionSettings(settings: SessionSettings, { product }: Server): Statement[] {
  const { role, lockTimeout, statementTimeout } = settings;
  const seconds = lockTimeout === 0 ? FOR_EVER : Math.max(1, Math.ceil(lockTimeout / 1000));
  const limit = product === "mariadb"
    ? `SESSION max_statement_time = ${statementTimeout / 1000}`
    : `SESSION max_execution_time = ${statementTimeout}`;
  return [
    {
      sql:
        `SET SESSION lock_wait_timeout = ${seconds}, SESSION innodb_lock_wait_timeout = ${seconds}, ${limit}`,
    },
    ...(role === undefined ? [] : [{ sql: `SET ROLE ${quote(role)}` }]),
  ];
}
