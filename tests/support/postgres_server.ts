import { findProgram } from "./find_program.ts";
import { runOrThrow, runProcess } from "./process.ts";
import { runAsOwner, type ServerPlace, type ServerRecipe, TEST_PASSWORD, TEST_USER } from "./server.ts";

const PACKAGES = "postgresql";

/** Nothing here outlives the tests, so nothing has to reach a disk. */
const FAST = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  max_connections: "200",
  max_prepared_transactions: "10",
  shared_buffers: "128MB",
  // In the server's folder, so that nothing is left when it is killed.
  dynamic_shared_memory_type: "mmap",
  autovacuum: "off",
  timezone: "UTC",
  listen_addresses: "127.0.0.1",
} as const;

/**
 * How to run a throwaway PostgreSQL; `RETORT_TEST_POSTGRES_BIN` names a folder with another version's
 * programs.
 */
export const postgresServer: ServerRecipe = {
  user: "postgres",
  stopSignal: "INT",
  prepare,
  url: (place) =>
    `postgres://${TEST_USER}:${encodeURIComponent(TEST_PASSWORD)}@127.0.0.1:${place.port}/postgres`,
  ping,
};

async function prepare(place: ServerPlace): Promise<readonly string[]> {
  await client();
  const programs = await chosenPrograms(place);
  const initdb = await findProgram(["initdb"], PACKAGES, programs);
  const postgres = await findProgram(["postgres"], PACKAGES, programs);
  const data = `${place.folder}/data`;
  await Deno.writeTextFile(`${place.folder}/password`, `${TEST_PASSWORD}\n`);
  await runAsOwner(place, initdb, [
    `--pgdata=${data}`,
    `--username=${TEST_USER}`,
    `--pwfile=${place.folder}/password`,
    "--auth-local=trust",
    "--auth-host=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--no-sync",
  ]);
  const settings = Object.entries(FAST).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return [postgres, "-D", data, "-p", `${place.port}`, "-k", place.folder, ...settings];
}

/** A copy, where the server's user may not be let into the folder that holds them. */
async function chosenPrograms(place: ServerPlace): Promise<string | undefined> {
  const chosen = Deno.env.get("RETORT_TEST_POSTGRES_BIN");
  if (chosen === undefined || place.owner.uid === undefined) return chosen;
  await runOrThrow("cp", ["-R", `${chosen}/..`, `${place.folder}/programs`]);
  // Whoever owns the files can remove them at the end.
  await runOrThrow("chown", ["-R", `${place.owner.uid}`, `${place.folder}/programs`]);
  return `${place.folder}/programs/bin`;
}

async function ping(place: ServerPlace): Promise<void> {
  const result = await runProcess(await client(), ["-XqAt", "-c", "SELECT 1", postgresServer.url(place)]);
  if (result.stdout.trim() !== "1") throw new Error(result.stderr);
}

function client(): Promise<string> {
  return findProgram(["psql"], `${PACKAGES}-client`);
}
