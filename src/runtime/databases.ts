import type { DatabaseKeeper } from "../dialect/database_keeper.ts";
import type { ConnectOptions } from "../dialect/dialect.ts";
import { loadDialect } from "../dialect/registry.ts";
import type { DatabaseUrl } from "../util/database_url.ts";
import { databaseUrl, type World } from "./environment.ts";

/** The configured database, seen from outside. */
export interface OuterDatabase {
  readonly keeper: DatabaseKeeper;
  readonly url: DatabaseUrl;
  readonly options: ConnectOptions;
}

/**
 * The database that the configuration names, to be created or dropped; connects to nothing yet.
 *
 * @throws {RetortError} `usage` when no database is named.
 */
export async function outerDatabase(world: World): Promise<OuterDatabase> {
  const url = await databaseUrl(world);
  const dialect = await loadDialect(url.scheme);
  const { connectTimeout, lockTimeout } = world.config;
  return {
    keeper: await dialect.databases(),
    url,
    options: {
      applicationName: "retort",
      connectTimeout,
      lockTimeout,
      onSecret: (secret) => world.secrets.add(secret),
    },
  };
}
