import { parseCsv } from "./csv.ts";
import type { Engine } from "./engine.ts";
import { findProgram } from "./find_program.ts";
import { type ProcessResult, runProcess } from "./process.ts";

/**
 * Runs SQL through the engine's own command-line client, never through retort, and gives the rows of all
 * statements as the client prints them, NULL as "NULL". Throws with the client's words when a statement
 * fails.
 */
export async function runSql(engine: Engine, url: string, sql: string): Promise<string[][]> {
  const { result, rows } = await CLIENTS[engine](url, sql);
  if (result.code !== 0) {
    throw new Error(`${engine} refused the SQL of a test: ${result.stderr.trim()}\n${sql}`);
  }
  return rows(result.stdout);
}

interface Answer {
  readonly result: ProcessResult;
  readonly rows: (text: string) => string[][];
}

const CLIENTS: Readonly<Record<Engine, (url: string, sql: string) => Promise<Answer>>> = {
  sqlite: sqlite3,
  postgres: psql,
  mysql: mariadb,
};

async function sqlite3(url: string, sql: string): Promise<Answer> {
  const program = await findProgram(["sqlite3"], "sqlite3");
  const file = url.replace(/^sqlite:/, "");
  const args = [
    "-batch",
    "-bail",
    "-init",
    "/dev/null",
    "-csv",
    "-nullvalue",
    "NULL",
    "-cmd",
    ".timeout 5000",
    file,
  ];
  return { result: await runProcess(program, args, { stdin: sql }), rows: parseCsv };
}

async function psql(url: string, sql: string): Promise<Answer> {
  const program = await findProgram(["psql"], "postgresql-client");
  const args = ["-X", "-q", "-t", "--csv", "-v", "ON_ERROR_STOP=1", "-P", "null=NULL", url];
  return { result: await runProcess(program, args, { stdin: sql }), rows: parseCsv };
}

async function mariadb(url: string, sql: string): Promise<Answer> {
  const program = await findProgram(["mariadb", "mysql"], "mariadb-client");
  const { hostname, port, username, password, pathname } = new URL(url);
  const args = [
    "--no-defaults",
    "--protocol=tcp",
    "--skip-ssl",
    "--default-character-set=utf8mb4",
    `--host=${hostname}`,
    `--port=${port === "" ? "3306" : port}`,
    `--user=${decodeURIComponent(username)}`,
    "--batch",
    "--skip-column-names",
    decodeURIComponent(pathname.slice(1)),
  ];
  const env = { MYSQL_PWD: decodeURIComponent(password) };
  return { result: await runProcess(program, args, { stdin: sql, env }), rows: parseTabs };
}

/** The batch format of MySQL's client: tabs between fields, backslash escapes within. */
function parseTabs(text: string): string[][] {
  const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", "0": "\0", "\\": "\\" };
  const field = (raw: string) => raw.replace(/\\(.)/g, (_, escaped: string) => escapes[escaped] ?? escaped);
  return text.split("\n").slice(0, -1).map((line) => line.split("\t").map(field));
}
