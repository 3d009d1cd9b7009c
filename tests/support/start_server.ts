// Starts one throwaway server, prints its URL and leaves it running until a process has gone:
//   deno run -A tests/support/start_server.ts postgres PID
import { startServer } from "./server.ts";
import { RECIPES } from "./server_url.ts";

const [engine, watched] = Deno.args;
if ((engine !== "postgres" && engine !== "mysql") || watched === undefined) {
  throw new Error("Usage: start_server.ts postgres|mysql PID");
}
const server = await startServer(RECIPES[engine], Number(watched));
await Deno.stdout.write(new TextEncoder().encode(`${server.url}\n`));
Deno.exit(0);
