import { runSql } from "./client.ts";
import type { Engine, ServerEngine } from "./engine.ts";
import { serverUrl } from "./server_url.ts";

/** A database of a test's own, empty at first, and a folder to stand in; both are gone after the test. */
export interface TestDatabase extends AsyncDisposable {
  readonly engine: Engine;
  /** What retort gets as `--url` or `DATABASE_URL`. */
  readonly url: string;
  /** A fresh folder, for `cwd` and script directories. */
  readonly folder: string;
  /** Runs SQL through the engine's own client; the rows of all statements, NULL as "NULL". */
  sql(text: string): Promise<string[][]>;
}

/** Creates a database on an engine. A missing engine throws. */
export async function createTestDatabase(engine: Engine): Promise<TestDatabase> {
  const folder = await Deno.makeTempDir({ prefix: "retort_test_" });
  return engine === "sqlite" ? sqliteDatabase(folder) : await serverDatabase(engine, folder);
}

function sqliteDatabase(folder: string): TestDatabase {
  const url = `sqlite:${folder}/test.db`;
  return {
    engine: "sqlite",
    url,
    folder,
    sql: (text) => runSql("sqlite", url, text),
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

async function serverDatabase(engine: ServerEngine, folder: string): Promise<TestDatabase> {
  const server = serverUrl(engine);
  const name = `retort_test_${crypto.randomUUID().replaceAll("-", "").slice(0, 16)}`;
  await runSql(engine, server, `CREATE DATABASE ${name}`);
  const url = withDatabase(server, name);
  return {
    engine,
    url,
    folder,
    sql: (text) => runSql(engine, url, text),
    [Symbol.asyncDispose]: async () => {
      await runSql(
        engine,
        server,
        `DROP DATABASE IF EXISTS ${name}${engine === "postgres" ? " WITH (FORCE)" : ""}`,
      );
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/** The URL of another database on the same server. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
