import { findProgram } from "./find_program.ts";
import { runProcess } from "./process.ts";
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
  autovacuum: "off",
  timezone: "UTC",
  listen_addresses: "127.0.0.1",
} as const;

/** How to run a throwaway PostgreSQL; `RETORT_TEST_POSTGRES_BIN` names a folder with another version's programs. */
export const postgresServer: ServerRecipe = {
  user: "postgres",
  stopSignal: "INT",
  programs: ["initdb", "postgres", "psql"],
  prepare,
  url: (place) =>
    `postgres://${TEST_USER}:${encodeURIComponent(TEST_PASSWORD)}@127.0.0.1:${place.port}/postgres`,
  ping,
};

async function prepare(place: ServerPlace): Promise<readonly string[]> {
  const programs = Deno.env.get("RETORT_TEST_POSTGRES_BIN");
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

async function ping(place: ServerPlace): Promise<void> {
  const psql = await findProgram(["psql"], `${PACKAGES}-client`);
  const result = await runProcess(psql, ["-XqAt", "-c", "SELECT 1", postgresServer.url(place)]);
  if (result.stdout.trim() !== "1") throw new Error(result.stderr);
}
