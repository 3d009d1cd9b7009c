import { findProgram } from "./find_program.ts";
import { runProcess } from "./process.ts";
import type { ServerPlace, ServerRecipe } from "./server.ts";

/** What stands between the clients and the server, and how it lends its connections out. */
export interface PoolerOptions {
  /** The server behind it. */
  readonly server: string;
  readonly mode: "transaction" | "session";
  /** Connections to the server for each database. */
  readonly poolSize: number;
}

/** A PgBouncer that lets everybody in, to every database of a server. Start it with `startServer()`. */
export function pgbouncer(options: PoolerOptions): ServerRecipe {
  const recipe: ServerRecipe = {
    user: "postgres",
    stopSignal: "TERM",
    async prepare(place) {
      const program = await findProgram(["pgbouncer"], "pgbouncer");
      await Deno.writeTextFile(`${place.folder}/pgbouncer.ini`, settings(place, options));
      return [program, `${place.folder}/pgbouncer.ini`];
    },
    url: (place) => `postgres://retort:unused@127.0.0.1:${place.port}/postgres`,
    async ping(place) {
      const psql = await findProgram(["psql"], "postgresql-client");
      const result = await runProcess(psql, ["-XqAt", "-c", "SELECT 1", recipe.url(place)]);
      if (result.stdout.trim() !== "1") throw new Error(result.stderr);
    },
  };
  return recipe;
}

function settings({ folder, port }: ServerPlace, { server, mode, poolSize }: PoolerOptions): string {
  const { hostname, port: serverPort, username, password } = new URL(server);
  const user = decodeURIComponent(username);
  return `[databases]
* = host=${hostname} port=${serverPort} user=${user} password='${decodeURIComponent(password)}'

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir = ${folder}
auth_type = any
pool_mode = ${mode}
default_pool_size = ${poolSize}
max_client_conn = 1000
; Who asks the server for sessions of retort's must not find those that nobody uses any more.
server_idle_timeout = 1
logfile = ${folder}/pgbouncer.log
`;
}
