import assert from "node:assert/strict";
import * as fc from "fast-check";
import { mysqlLexicon } from "../../src/dialect/mysql/lexicon.ts";
import { canonicalText } from "../../src/sql/canonical.ts";
import { split } from "../../src/sql/split.ts";
import { findProgram } from "../support/find_program.ts";
import { runProcess } from "../support/process.ts";
import { startServer, stopServer } from "../support/server.ts";
import { RECIPES } from "../support/server_url.ts";

const RUNS = Number(Deno.env.get("RETORT_FUZZ_RUNS") ?? 400);

const DELIMITERS = [";", "//", "$$", ";;", "|", "@#@", "!!", "END_OF", "~~~", "'//'", "\"$$\"", "`;;`", "%%  -- changed"] as const;

const piece = fc.constantFrom(
  "a", "x1", "1", "1.5", "+", "-", "-1", "--1", "a--1", "(", ")", ",", "=", "@v", "@@global.x", "BEGIN", "CASE", "END", "IF", "E",
  "'a'", "'it''s'", "'\\''", "'\\\\'", "'a\nb'", "'; // $$ ;; |'", "'/* -- # '", "\"a\"\"b\"", "\"\\\";//\"", "`q;//$$`", "`a``b`", "_utf8'é;'", "N'日本;'", "x'41'",
  "/* ; // $$ ' \" ` */", "/* é\n; -- */", "# ; // it's $$ |\n", "-- ; // \" $$ |\n", "--\n", "--\t; '\n", "/*!50003 a */", "/*!999999 b */", "/*M! c */", "/**/", "\n", "\r\n", "\t",
);
/** Statements start with a word of their own, so that no client command and no compound statement is met. */
const statement = fc.array(piece, { maxLength: 8 }).map((pieces) => `SELECT ${pieces.join(" ")}`);
const body = fc.array(statement, { maxLength: 3 }).map((all) => `CREATE PROCEDURE p() BEGIN ${all.map((one) => `${one} ; `).join("")} END`);

/** Statements under one delimiter; what would hold that delimiter is left out, as a user has to. */
const section = fc.tuple(fc.constantFrom(...DELIMITERS), fc.array(fc.oneof(statement, body), { maxLength: 4 }), fc.constantFrom("\n", " ", ""))
  .map(([named, statements, gap]) => {
    const delimiter = named.split(" ")[0]?.replace(/^(['"`])(.*)\1$/, "$2") ?? ";";
    const kept = delimiter === ";" ? statements.filter((text) => !text.startsWith("CREATE")) : statements;
    return `\n${named === ";" ? "delimiter" : "DELIMITER"} ${named}\n${kept.map((text) => `${text} ${gap}${delimiter}${gap}`).join("")}\n`;
  });

/** What the client sent, by the server's own log of everything it was sent. */
async function received(run: (sql: string) => Promise<string>, script: string): Promise<string[]> {
  const out = await run(`SELECT CONNECTION_ID();\n${script}`);
  const connection = Number(out.split("\n")[0]);
  const log = await run(
    `SELECT HEX(argument) FROM mysql.general_log WHERE command_type = 'Query' AND thread_id = ${connection}`,
  );
  const decoder = new TextDecoder();
  return log.trim().split("\n").slice(1).map((hex) =>
    decoder.decode(Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16)))
  );
}

Deno.test("split() sends what the mariadb client sends", async () => {
  const server = await startServer(RECIPES.mysql, Deno.pid);
  try {
    const client = await findProgram(["mariadb", "mysql"], "mariadb-client");
    const { hostname, port, username, password } = new URL(server.url);
    const args = ["--no-defaults", "--protocol=tcp", "--skip-ssl", "--force", "--comments", "--batch", "--skip-column-names", "--default-character-set=utf8mb4"];
    const login = [`--host=${hostname}`, `--port=${port}`, `--user=${decodeURIComponent(username)}`];
    const env = { MYSQL_PWD: decodeURIComponent(password) };
    const run = async (sql: string) => (await runProcess(client, [...args, ...login], { stdin: sql, env })).stdout;
    await run("SET GLOBAL log_output = 'TABLE', general_log = 1;");
    const seed = Math.floor(Math.random() * 2 ** 31);
    const script = fc.sample(section, { numRuns: RUNS, seed }).join("");
    const meaning = (sql: string) => canonicalText(`DELIMITER \u0001\n${sql}`, mysqlLexicon);
    const theirs = (await received(run, script)).map(meaning).filter((text) => text !== "");
    const ours = split(script, mysqlLexicon).map(({ sql }) => meaning(sql));
    const different = ours.findIndex((text, index) => text !== theirs[index]);
    assert.equal(ours[different], theirs[different], `seed ${seed}, statement ${different}`);
    assert.equal(ours.length, theirs.length, `seed ${seed}`);
    assert.ok(ours.length > RUNS / 2);
  } finally {
    await stopServer(server);
  }
});
