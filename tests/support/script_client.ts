import type { Engine } from "./engine.ts";
import { findProgram } from "./find_program.ts";
import { type ProcessResult, runOrThrow, runProcess } from "./process.ts";

/** A program with its arguments and variables, ready to be run. */
interface Client {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs an SQL script as a person would, by the engine's own client with the options that the script names. */
export async function runScript(engine: Engine, url: string, text: string): Promise<ProcessResult> {
  const { program, args, env } = await SCRIPTS[engine](url);
  return await runProcess(program, args, { stdin: text, ...(env && { env }) });
}

/** When rows were written: two runs are never at the same time. */
const TIME = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?(?:[+-]\d\d)?/g;

/** Everything but times that a database holds, as the engine's own tool writes it; without the ledger and its log. */
export async function dumpDatabase(engine: Engine, url: string): Promise<string> {
  const { program, args, env } = await DUMPS[engine](url);
  const text = await runOrThrow(program, args, env === undefined ? {} : { env });
  return TIDY[engine](text).replace(TIME, "<time>");
}

const SCRIPTS: Readonly<Record<Engine, (url: string) => Promise<Client>>> = {
  sqlite: async (url) => ({
    program: await findProgram(["sqlite3"], "sqlite3"),
    args: ["-batch", "-init", "/dev/null", fileOf(url)],
  }),
  postgres: async (url) => ({
    program: await findProgram(["psql"], "postgresql-client"),
    args: ["-X", "-q", "-f", "-", url],
  }),
  mysql: async (url) => {
    const { args, env } = mariadb(url);
    const program = await findProgram(["mariadb", "mysql"], "mariadb-client");
    return { program, args: [...args, "--comments", databaseOf(url)], env };
  },
};

const DUMPS: Readonly<Record<Engine, (url: string) => Promise<Client>>> = {
  sqlite: async (url) => ({
    program: await findProgram(["sqlite3"], "sqlite3"),
    args: ["-batch", "-init", "/dev/null", fileOf(url), ".dump"],
  }),
  postgres: async (url) => ({
    program: await findProgram(["pg_dump"], "postgresql-client"),
    args: ["--inserts", "--exclude-table=retort_*", "--dbname", url],
  }),
  mysql: async (url) => {
    const { args, env } = mariadb(url);
    const program = await findProgram(["mariadb-dump", "mysqldump"], "mariadb-client");
    const database = databaseOf(url);
    const ours = ["retort_ledger", "retort_log"].map((table) => `--ignore-table=${database}.${table}`);
    const shape = ["--routines", "--triggers", "--events", "--skip-comments", "--compact"];
    return { program, args: [...args, ...shape, ...ours, database], env };
  },
};

/** What differs from one dump to the next although the databases are the same, and the rows of the ledger. */
const TIDY: Readonly<Record<Engine, (text: string) => string>> = {
  sqlite: (text) =>
    text.replace(/^INSERT INTO retort_(?:ledger|log) VALUES\((?:'(?:[^']|'')*'|[^';])*\);\n/gm, ""),
  postgres: (text) => text.replace(/^\\(?:un)?restrict .*$/gm, ""),
  mysql: (text) => text,
};

function mariadb(url: string): { readonly args: readonly string[]; readonly env: Record<string, string> } {
  const { hostname, port, username, password } = new URL(url);
  const args = [
    "--no-defaults",
    "--protocol=tcp",
    "--skip-ssl",
    `--host=${hostname}`,
    `--port=${port === "" ? "3306" : port}`,
    `--user=${decodeURIComponent(username)}`,
  ];
  return { args, env: { MYSQL_PWD: decodeURIComponent(password) } };
}

function fileOf(url: string): string {
  return url.replace(/^sqlite:/, "");
}

function databaseOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}
