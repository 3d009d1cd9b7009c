import type { Config } from "../config/config.ts";
import type { Invocation } from "./invocation.ts";

/** The settings of a run: what the flags say over the environment, the configuration file and the defaults. */
export function configure({ globals }: Invocation): Promise<Config> {
  const url = typeof globals.url === "string" ? globals.url : Deno.env.get("DATABASE_URL");
  const directories = Array.isArray(globals.dir) ? globals.dir : ["migrations"];
  return Promise.resolve({
    ...(url === undefined ? {} : { url }),
    directories,
    protected: false,
    ledger: { table: "retort_ledger", storeScript: true, maxScriptBytes: 1_048_576 },
    fileTemplate: "{date}_{revision}_{slug}",
    idFormat: "hex",
    transaction: "per-revision",
    lockWait: 300_000,
    lockTimeout: 5_000,
    lockRetries: 8,
    statementTimeout: 0,
    connectTimeout: 10_000,
    x: {},
  });
}
