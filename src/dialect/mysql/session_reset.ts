/**
 * Puts back what revisions and dumps set: modes, checks, character set, time zone, isolation and time-outs. There is
 * no statement for all of it that would keep the runner's lock.
 *
 * The client switches IGNORE_SPACE on, which makes `create table count (…)` a syntax error: only a server that has it
 * itself keeps it.
 */
export const SESSION_RESET = `SET NAMES utf8mb4,
  SESSION autocommit = 1,
  SESSION sql_mode = @@GLOBAL.sql_mode,
  SESSION foreign_key_checks = @@GLOBAL.foreign_key_checks,
  SESSION unique_checks = @@GLOBAL.unique_checks,
  SESSION sql_safe_updates = @@GLOBAL.sql_safe_updates,
  SESSION sql_notes = @@GLOBAL.sql_notes,
  SESSION time_zone = @@GLOBAL.time_zone,
  SESSION lock_wait_timeout = @@GLOBAL.lock_wait_timeout,
  SESSION innodb_lock_wait_timeout = @@GLOBAL.innodb_lock_wait_timeout,
  SESSION group_concat_max_len = @@GLOBAL.group_concat_max_len,
  SESSION default_storage_engine = @@GLOBAL.default_storage_engine
  /*M! , SESSION tx_isolation = @@GLOBAL.tx_isolation, SESSION max_statement_time = @@GLOBAL.max_statement_time */
  /*!80000 , SESSION transaction_isolation = @@GLOBAL.transaction_isolation,
    SESSION max_execution_time = @@GLOBAL.max_execution_time */`;
