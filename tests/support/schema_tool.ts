import type { Engine } from "./engine.ts";
import { findProgram } from "./find_program.ts";
import { comparableDump } from "./mysql_dump_text.ts";
import { runOrThrow, runProcess } from "./process.ts";
import { runScript } from "./script_client.ts";
import { sqliteMeaning } from "./sqlite_meaning.ts";
import type { TestDatabase } from "./test_database.ts";

/** Runs a script in the engine's own client, with the plain command that its header names; throws when it fails. */
export async function load({ engine, url, folder }: TestDatabase, sql: string): Promise<void> {
  // psql goes on after an error unless told otherwise; the others stop.
  const text = engine === "postgres"
    ? `\\set ON_ERROR_STOP on\n${sql}`
    : engine === "sqlite"
    ? `.bail on\n${sql}`
    : sql;
  const { code, stderr } = await runScript(engine, url, text);
  if (code === 0 && !/^(?:psql:.*)?(?:ERROR|FATAL)/m.test(stderr)) return;
  await Deno.writeTextFile(`${folder}/refused.sql`, sql);
  throw new Error(`${stderr.slice(0, 2000)}\n${near(sql, stderr)}`);
}

/** The lines around the one that the client names. */
function near(sql: string, stderr: string): string {
  const [, number] = /(?:<stdin>:|line )(\d+)/.exec(stderr) ?? [];
  if (number === undefined) return sql.slice(0, 3000);
  const at = Number(number) - 1;
  return sql.split("\n").slice(Math.max(0, at - 12), at + 4).join("\n");
}

/**
 * What the engine's own tool says that a database declares; undefined where the tool is older than the server, which it
 * refuses then.
 */
export async function ownDump({ engine, url }: TestDatabase): Promise<string | undefined> {
  return await TOOLS[engine](url);
}

const TOOLS: Readonly<Record<Engine, (url: string) => Promise<string | undefined>>> = {
  async postgres(url) {
    const program = await findProgram(["pg_dump"], "postgresql-client");
    const args = ["--schema-only", "--exclude-table=retort_*", "--dbname", url];
    const { code, stdout, stderr } = await runProcess(program, args);
    if (/server version mismatch/.test(stderr)) return undefined;
    if (code !== 0) throw new Error(stderr);
    return stdout.replace(/^\\(?:un)?restrict .*$/gm, "").replace(/^-- Dumped .*$/gm, "");
  },
  async mysql(url) {
    const program = await findProgram(["mariadb-dump", "mysqldump"], "mariadb-client");
    const { hostname, port, username, password, pathname } = new URL(url);
    const database = decodeURIComponent(pathname.slice(1));
    const server = ["--no-defaults", "--protocol=tcp", "--skip-ssl", `--host=${hostname}`, `--port=${port}`];
    const shape = [
      "--no-data",
      "--routines",
      "--triggers",
      "--events",
      "--skip-comments",
      "--skip-dump-date",
    ];
    const text = await runOrThrow(
      program,
      [...server, `--user=${decodeURIComponent(username)}`, ...shape, database],
      { env: { MYSQL_PWD: decodeURIComponent(password) } },
    );
    return comparableDump(text.replaceAll(database, "<database>"));
  },
  sqlite(url) {
    return Promise.resolve(sqliteMeaning(url.replace(/^sqlite:/, "")));
  },
};
