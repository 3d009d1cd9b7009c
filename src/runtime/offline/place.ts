import type { Config } from "../../config/config.ts";
import type { Connection, Dialect, LedgerName } from "../../dialect/dialect.ts";
import type { Evidence } from "../../dialect/evidence.ts";
import type { OfflineSql } from "../../dialect/offline_sql.ts";
import { loadDialect } from "../../dialect/registry.ts";
import { RetortError } from "../../util/errors.ts";
import { databaseUrl, person, type World } from "../environment.ts";

/** What writing a script needs to know; what an environment is to a run, without a connection. */
export interface OfflinePlace {
  readonly config: Config;
  readonly now: () => Date;
  readonly dialect: Dialect;
  readonly sql: OfflineSql;
  readonly ledger: LedgerName;
  /** Who writes the script. */
  readonly runner: string;
  /** What the engine says of statements that share a transaction with their mark. */
  readonly evidence: Evidence;
  /** What the server is taken to be. */
  readonly connection: Pick<Connection, "server">;
}

/**
 * The engine that `--dialect` names, or that of the configured database. Nothing is connected to.
 *
 * @throws {RetortError} `usage` when neither is given.
 */
export async function offlinePlace(world: World): Promise<OfflinePlace> {
  const { config, now } = world;
  const name = config.dialect ?? await schemeOf(world);
  const dialect = await loadDialect(name);
  const sql = await dialect.offline();
  const evidence = await dialect.evidence();
  const { table, schema } = config.ledger;
  const ledger = schema === undefined ? { table } : { table, schema };
  const server = sql.server(name, config.serverVersion);
  return { config, now, dialect, sql, ledger, runner: person(), evidence, connection: { server } };
}

async function schemeOf(world: World): Promise<string> {
  if (world.config.url !== undefined || world.config.directUrl !== undefined || world.config.urlFunction) {
    return (await databaseUrl(world)).scheme;
  }
  throw new RetortError("usage", "For which engine is the script?", {
    hint: "Give --dialect sqlite, postgres, mysql or mariadb, or name a database: nothing connects to it",
  });
}
