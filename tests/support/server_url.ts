import { SERVER_VARIABLES, type ServerEngine } from "./engine.ts";
import { mysqlServer } from "./mysql_server.ts";
import { postgresServer } from "./postgres_server.ts";
import { ROOT } from "./retort.ts";
import type { ServerRecipe } from "./server.ts";

/** How to run each engine's server. */
export const RECIPES: Readonly<Record<ServerEngine, ServerRecipe>> = {
  postgres: postgresServer,
  mysql: mysqlServer,
};

/**
 * The URL of an engine's server: the environment's, or else one started now for as long as this process
 * lives.
 *
 * It is started by a process of its own, because a test that leaves a child behind is a failed test, and
 * named in
 * the environment, because each test file is loaded anew.
 */
export function serverUrl(engine: ServerEngine): string {
  const variable = SERVER_VARIABLES[engine];
  const given = Deno.env.get(variable);
  if (given !== undefined && given !== "") return given;
  const output = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", `${ROOT}/tests/support/start_server.ts`, engine, `${Deno.pid}`],
    stderr: "inherit",
  }).outputSync();
  const url = new TextDecoder().decode(output.stdout).trim();
  if (!output.success || url === "") throw new Error(`Cannot start a ${engine} server for the tests`);
  Deno.env.set(variable, url);
  return url;
}
