import { findProgram } from "../../tests/support/find_program.ts";
import { postgresServer } from "../../tests/support/postgres_server.ts";
import { runOrThrow } from "../../tests/support/process.ts";
import { startServer, stopServer, type TestServer } from "../../tests/support/server.ts";
import type { Program } from "./program.ts";

/** A database that a contender works on. */
export type BenchDatabase =
  | { readonly engine: "sqlite"; readonly file: string; readonly journal: "delete" | "wal" }
  | { readonly engine: "postgres"; readonly host: string; readonly port: number; readonly name: string };

/** Whom all contenders are on PostgreSQL; nobody asks it for a password. */
export const BENCH_USER = "bench";

/**
 * Folders and databases for a benchmark: everything lies in one temporary folder and on one throwaway server in
 * memory, and is gone in the end.
 */
export class Stage implements AsyncDisposable {
  readonly folder: string;
  #server: Promise<TestServer> | undefined;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Sets up a stage; SQLite's files lie where temporary files do. */
  static async open(): Promise<Stage> {
    return new Stage(await Deno.makeTempDir({ prefix: "retort_bench_" }));
  }

  /** A new folder of that name. */
  async place(name: string): Promise<string> {
    const folder = `${this.folder}/${name}`;
    await Deno.mkdir(folder, { recursive: true });
    return folder;
  }

  /** Names a database; `fresh` makes it. */
  async database(name: string, engine: "sqlite" | "postgres", journal: "delete" | "wal" = "delete") {
    return engine === "sqlite"
      ? { engine, journal, file: `${this.folder}/${name}.db` } as const
      : { engine, host: "127.0.0.1", port: Number(new URL((await this.#started()).url).port), name } as const;
  }

  /** Makes a database empty. */
  async fresh(database: BenchDatabase): Promise<void> {
    if (database.engine === "postgres") return await this.#recreate(database.name, "template0");
    await removeFile(database.file);
    if (database.journal === "wal") await runOrThrow("sqlite3", [database.file, "PRAGMA journal_mode = WAL"]);
  }

  /** Makes a database a copy of another one that nobody uses. */
  async copy(from: BenchDatabase, to: BenchDatabase): Promise<void> {
    if (from.engine === "postgres" && to.engine === "postgres") await this.#recreate(to.name, from.name);
    if (from.engine !== "sqlite" || to.engine !== "sqlite") return;
    await removeFile(to.file);
    await Deno.copyFile(from.file, to.file);
  }

  /** Drops a database: what is left of it would slow down the next one. */
  async drop(database: BenchDatabase): Promise<void> {
    if (database.engine === "sqlite") return await removeFile(database.file);
    await this.#administer(`DROP DATABASE IF EXISTS "${database.name}" WITH (FORCE)`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#server !== undefined) await stopServer(await this.#server);
    await Deno.remove(this.folder, { recursive: true });
  }

  async #recreate(name: string, template: string): Promise<void> {
    await this.#administer(
      `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`,
      `CREATE DATABASE "${name}" TEMPLATE "${template}"`,
      // Or it falls into somebody's run.
      "CHECKPOINT",
    );
  }

  async #administer(...statements: readonly string[]): Promise<void> {
    const { url } = await this.#started();
    await psql(url, ...statements);
  }

  #started(): Promise<TestServer> {
    return this.#server ??= startTrusting();
  }
}

/** A URL as retort and most other tools read it. */
export function urlOf(database: BenchDatabase): string {
  if (database.engine === "sqlite") return `sqlite:${database.file}`;
  return `postgres://${BENCH_USER}@${database.host}:${database.port}/${database.name}?sslmode=disable`;
}

/** The engine's own client, running a file of SQL: psql itself, not a wrapper that looks for it. */
export async function clientProgram(database: BenchDatabase, script: string): Promise<Program> {
  if (database.engine === "sqlite") {
    const args = ["-batch", "-bail", "-init", "/dev/null", database.file, `.read ${script}`];
    return { program: await findProgram(["sqlite3"], "sqlite3"), args };
  }
  const args = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", script, "-d", urlOf(database)];
  return { program: await psqlProgram(), args };
}

async function startTrusting(): Promise<TestServer> {
  const server = await startServer(postgresServer, Deno.pid);
  const [file = ""] = await psql(server.url, `CREATE ROLE ${BENCH_USER} SUPERUSER LOGIN`, "SHOW hba_file");
  // Working out a password's proof costs every client some milliseconds, and none of its own making.
  await Deno.writeTextFile(file, "local all all trust\nhost all all 127.0.0.1/32 trust\n");
  await psql(server.url, "SELECT pg_reload_conf()");
  return server;
}

async function psql(url: string, ...statements: readonly string[]): Promise<string[]> {
  const args = ["-XqAt", "-v", "ON_ERROR_STOP=1", ...statements.flatMap((sql) => ["-c", sql]), "-d", url];
  return (await runOrThrow(await psqlProgram(), args)).split("\n");
}

/** Debian's /usr/bin/psql is a script that starts the program of a version, and takes longer than it. */
async function psqlProgram(): Promise<string> {
  const server = await findProgram(["postgres"], "postgresql");
  return await findProgram(["psql"], "postgresql-client", server.slice(0, server.lastIndexOf("/")));
}

async function removeFile(file: string): Promise<void> {
  for (const suffix of ["", "-wal", "-shm", "-journal", ".lock"]) {
    await Deno.remove(`${file}${suffix}`).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }
}
