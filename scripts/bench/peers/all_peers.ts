import { alembic } from "./alembic.ts";
import { dbmate } from "./dbmate.ts";
import { drizzleKit } from "./drizzle_kit.ts";
import { golangMigrate } from "./golang_migrate.ts";
import { goose } from "./goose.ts";
import { graphileMigrate } from "./graphile_migrate.ts";
import { knex } from "./knex.ts";
import { nodePgMigrate } from "./node_pg_migrate.ts";
import type { Peer } from "./peer.ts";
import { sqitch } from "./sqitch.ts";

/** The tools that retort is compared with. To add one: a file like its siblings, and a line here. */
export const ALL_PEERS: readonly Peer[] = [
  dbmate,
  alembic,
  knex,
  goose,
  golangMigrate,
  nodePgMigrate,
  graphileMigrate,
  drizzleKit,
  sqitch,
];
