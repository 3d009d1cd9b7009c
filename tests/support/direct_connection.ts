import type { Connection } from "../../src/dialect/dialect.ts";
import { loadDialect } from "../../src/dialect/registry.ts";
import { parseDatabaseUrl } from "../../src/util/database_url.ts";

/** A session of retort's own driver, for tests of what stands below the command line. */
export async function directConnection(url: string): Promise<Connection> {
  const parsed = parseDatabaseUrl(url);
  const dialect = await loadDialect(parsed.scheme);
  return await dialect.connect(parsed, { applicationName: "retort", connectTimeout: 20_000 });
}
