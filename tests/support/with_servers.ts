// Runs a command with a throwaway server of each engine, named in the environment, and stops them afterwards:
//   deno run -A tests/support/with_servers.ts -- deno test -A tests/acceptance
// An engine whose variable (RETORT_TEST_POSTGRES_URL, RETORT_TEST_MYSQL_URL) is set already is left as it is.
import { SERVER_VARIABLES, type ServerEngine } from "./engine.ts";
import { startServer, stopServer, type TestServer } from "./server.ts";
import { RECIPES } from "./server_url.ts";

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Starts what is missing, both at once. */
async function startMissing(servers: TestServer[]): Promise<Record<string, string>> {
  const environment: Record<string, string> = {};
  const missing = (["postgres", "mysql"] as const).filter((engine) =>
    !Deno.env.get(SERVER_VARIABLES[engine])
  );
  const start = async (engine: ServerEngine) => {
    const server = await startServer(RECIPES[engine], Deno.pid);
    servers.push(server);
    environment[SERVER_VARIABLES[engine]] = server.url;
  };
  const failed = (await Promise.allSettled(missing.map(start))).find((result) =>
    result.status === "rejected"
  );
  if (failed !== undefined) throw failed.reason;
  return environment;
}

async function main(args: readonly string[]): Promise<number> {
  const [program, ...rest] = args[0] === "--" ? args.slice(1) : args;
  if (program === undefined) throw new Error("Usage: with_servers.ts -- COMMAND [ARGS...]");
  const servers: TestServer[] = [];
  let signalled: number | undefined;
  let child: Deno.ChildProcess | undefined;
  for (const [signal, code] of Object.entries(SIGNALS)) {
    if (signal !== "SIGINT" && signal !== "SIGTERM" && signal !== "SIGHUP") continue;
    Deno.addSignalListener(signal, () => {
      signalled ??= code;
      // A terminal sends SIGINT to the child too.
      if (signal !== "SIGINT") child?.kill("SIGTERM");
    });
  }
  try {
    const environment = await startMissing(servers);
    if (signalled === undefined) child = new Deno.Command(program, { args: rest, env: environment }).spawn();
    const status = await child?.status;
    return signalled ?? status?.code ?? 1;
  } finally {
    await Promise.all(servers.map(stopServer));
  }
}

Deno.exit(await main(Deno.args));
