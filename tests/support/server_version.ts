import type { TestDatabase } from "./test_database.ts";

/** The major version of the PostgreSQL that a test's database is on; 0 for other engines. */
export async function postgresVersion({ engine, sql }: TestDatabase): Promise<number> {
  if (engine !== "postgres") return 0;
  const [row] = await sql("SELECT current_setting('server_version_num')::int / 10000");
  return Number(row?.[0]);
}
