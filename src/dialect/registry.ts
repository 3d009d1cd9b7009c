import { RetortError } from "../util/errors.ts";
import type { Dialect } from "./dialect.ts";

/** The one list of dialects: each is loaded when it is asked for. */
const LOADERS: Readonly<Record<string, () => Promise<Dialect>>> = {
  sqlite: async () => (await import("./sqlite/mod.ts")).sqlite,
  postgres: async () => (await import("./postgres/mod.ts")).postgres,
  mysql: async () => (await import("./mysql/mod.ts")).mysql,
};

const SCHEMES: Readonly<Record<string, string>> = {
  sqlite: "sqlite",
  sqlite3: "sqlite",
  postgres: "postgres",
  postgresql: "postgres",
  mysql: "mysql",
  mariadb: "mysql",
};

/** The dialect of a URL scheme or of a `--dialect` value. */
export async function loadDialect(scheme: string): Promise<Dialect> {
  const load = LOADERS[SCHEMES[scheme] ?? ""];
  if (load === undefined) {
    throw new RetortError("usage", `Unknown database '${scheme}'`, {
      hint: "Use sqlite:, postgres://, mysql:// or mariadb://",
    });
  }
  return await load();
}
