import { runSql } from "./client.ts";
import type { ServerEngine } from "./engine.ts";
import { running, type ServerPlace, type ServerRecipe, startServer, stopServer } from "./server.ts";
import { RECIPES } from "./server_url.ts";
import { type TestDatabase, withDatabase } from "./test_database.ts";

/** A database on a server of its own, which comes back however it is ended. */
export interface ReturningServer extends AsyncDisposable {
  readonly database: TestDatabase;
  /** Ends the server: killed, or told to shut down at once. */
  end(how: "killed" | "stopped"): Promise<void>;
  /** Waits until the server answers again. */
  back(): Promise<void>;
}

/** What is committed must outlive the server here, though not the machine. */
const DURABLE: Readonly<Record<ServerEngine, readonly string[]>> = {
  postgres: ["-c", "synchronous_commit=on"],
  mysql: ["--innodb-flush-log-at-trx-commit=1"],
};

/** Starts the server, and makes a database on it. */
export async function startReturningServer(engine: ServerEngine): Promise<ReturningServer> {
  const places: ServerPlace[] = [];
  const recipe = returning(engine, places);
  const server = await startServer(recipe, Deno.pid);
  const [place] = places;
  if (place === undefined) throw new Error("The server has no place");
  const folder = await Deno.makeTempDir({ prefix: "retort_test_" });
  await runSql(engine, server.url, "CREATE DATABASE chaos");
  const url = withDatabase(server.url, "chaos");
  let ended: number | undefined;
  const remove = () => Deno.remove(folder, { recursive: true });
  return {
    database: {
      engine,
      url,
      folder,
      sql: (text) => runSql(engine, url, text),
      [Symbol.asyncDispose]: remove,
    },
    async end(how) {
      ended = Number(await Deno.readTextFile(`${place.folder}/server.pid`));
      Deno.kill(ended, how === "killed" ? "SIGKILL" : `SIG${RECIPES[engine].stopSignal}`);
    },
    async back() {
      // One that is told to stop may still answer.
      while (ended !== undefined && (await running(ended))) await pause();
      await answering(recipe, place);
    },
    async [Symbol.asyncDispose]() {
      await stopServer(server);
      await remove();
    },
  };
}

function returning(engine: ServerEngine, places: ServerPlace[]): ServerRecipe {
  const recipe = RECIPES[engine];
  return {
    user: recipe.user,
    stopSignal: "TERM",
    async prepare(place) {
      places.push(place);
      const command = await recipe.prepare(place);
      // A copy: the server's user may not be let into the folders above this one.
      await Deno.copyFile(new URL("./keep.sh", import.meta.url), `${place.folder}/keep.sh`);
      const keeper = ["sh", `${place.folder}/keep.sh`, recipe.stopSignal, place.folder];
      return [...keeper, ...command, ...DURABLE[engine]];
    },
    url: (place) => recipe.url(place),
    ping: (place) => recipe.ping(place),
  };
}

async function answering(recipe: ServerRecipe, place: ServerPlace): Promise<void> {
  for (let tries = 0;; tries++) {
    try {
      return await recipe.ping(place);
    } catch (error) {
      if (tries > 600) throw error;
      await pause();
    }
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}
