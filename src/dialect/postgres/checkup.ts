import { timing } from "../ansi/machine_driver.ts";
import type { Checkup } from "../checkup.ts";
import { connectPostgres } from "./driver.ts";
import { checkPooler, LONGEST_PROBE } from "./pooler.ts";

/** What `doctor` asks of PostgreSQL. */
export const postgresCheckup: Checkup = {
  oldest: { postgres: [13, 0] },
  tools: [
    { names: ["pg_dump"], purpose: "backups" },
    { names: ["psql"], purpose: "running scripts (--sql)" },
  ],
  async encrypted(connection) {
    const sql = "SELECT ssl FROM pg_catalog.pg_stat_ssl WHERE pid = pg_catalog.pg_backend_pid()";
    const [row] = await connection.query<{ ssl: boolean }>(sql);
    return row?.ssl === true;
  },
  refusePooler: (connection, url) =>
    checkPooler(
      connection,
      () => connectPostgres(url, { applicationName: "retort doctor", connectTimeout: LONGEST_PROBE }),
      timing,
    ),
};
