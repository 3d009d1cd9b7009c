import assert from "node:assert/strict";
import * as fc from "fast-check";
import { parse } from "libpg-query";
import { postgresLexicon } from "../../src/dialect/postgres/lexicon.ts";
import { isTrivia, tokenize } from "../../src/sql/lexer.ts";
import { offsetFromBytes } from "../../src/sql/position.ts";
import { split } from "../../src/sql/split.ts";
import { findProgram } from "../support/find_program.ts";
import { runProcess } from "../support/process.ts";
import { serverUrl } from "../support/server_url.ts";

/** One line a statement: the command as psql's `\h` lists it, and a statement of it. */
const LINES = Deno.readTextFileSync(new URL("split_postgres_commands.txt", import.meta.url)).trim().split("\n");
const COMMANDS = LINES.map((line) => line.slice(line.indexOf(" | ") + 3));
const RUNS = Number(Deno.env.get("RETORT_FUZZ_RUNS") ?? 2000);

interface Region {
  readonly start: number;
  readonly end: number;
}

/** Where libpg-query says that statements lie; its numbers are bytes, and zero where they are missing. */
async function regions(source: string): Promise<Region[]> {
  const parsed: { stmts?: { stmt_location?: number; stmt_len?: number }[] } = await parse(source);
  return (parsed.stmts ?? []).map(({ stmt_location = 0, stmt_len }) => ({
    start: offsetFromBytes(source, stmt_location),
    end: stmt_len === undefined ? source.length : offsetFromBytes(source, stmt_location + stmt_len),
  }));
}

function saysNothing(text: string): boolean {
  return [...tokenize(text, postgresLexicon)].every((token) => isTrivia(token.kind) || token.kind === "delimiter");
}

async function assertAgrees(source: string): Promise<void> {
  const theirs = await regions(source);
  const ours = split(source, postgresLexicon);
  assert.equal(ours.length, theirs.length, source);
  theirs.forEach((region, index) => {
    const span = ours[index]?.span ?? assert.fail();
    assert.ok(region.start <= span.start && span.end <= region.end, source);
    assert.ok(saysNothing(source.slice(region.start, span.start) + source.slice(span.end, region.end)), source);
  });
}

/** The names that psql prints in two columns; the longest touches the second one. */
async function listedCommands(): Promise<string[]> {
  const psql = await findProgram(["psql"], "postgresql-client");
  const { stdout } = await runProcess(psql, ["-X", "-P", "pager=off", serverUrl("postgres")], { stdin: "\\h\n" });
  const [, ...lines] = stdout.split("\n");
  const second = /^ +ABORT +/.exec(lines[0] ?? "")?.[0].length ?? assert.fail(stdout);
  return lines.flatMap((line) => [line.slice(0, second), line.slice(second)]).map((name) => name.trim()).filter((name) => name !== "");
}

Deno.test("there is a statement of every command that psql lists", async () => {
  const listed = await listedCommands();
  assert.ok(listed.length > 150, `psql lists ${listed.length} commands`);
  const known = new Set(LINES.map((line) => line.slice(0, line.indexOf(" | "))));
  assert.deepEqual(listed.filter((name) => !known.has(name)), []);
});

const noise = fc.constantFrom(
  " ", "\n", "\r\n", "\t", "-- it's; a \"comment\" $$\n", "/* é; ' */", "/* a /* 日本; */ \" */", "--\n", "/**/", "\n-- 😀;\r\n",
);
const gap = fc.array(noise, { maxLength: 3 }).map((parts) => parts.join(""));
const command = fc.constantFrom(...COMMANDS);
/** A comment at a statement's end would swallow the delimiter: a line end goes before every one. */
const script = fc.array(fc.tuple(gap, fc.option(command, { freq: 8, nil: "" }), gap), { minLength: 1, maxLength: 8 })
  .chain((parts) => fc.boolean().map((closed) => ({ parts, closed })))
  .map(({ parts, closed }) => parts.map(([before, text, after]) => `${before}${text}\n${after}`).join(";") + (closed ? ";" : ""));

Deno.test("split() agrees with PostgreSQL's parser on a statement of every command that psql lists", async () => {
  for (const statement of COMMANDS) await assertAgrees(`${statement}\n;SELECT 'é'; ${statement}`);
});

Deno.test("split() agrees with PostgreSQL's parser on generated scripts", async () => {
  await fc.assert(fc.asyncProperty(script, assertAgrees), { numRuns: RUNS });
});

/** Quotes, comments and dollar tags in one another, as one expression that the parser accepts. */
const { expression } = fc.letrec<{ expression: string; text: string }>((tie) => ({
  text: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom("", ";", "'", "\"", "$$", "$", "--", "/*", "*/", "\\", "é", "日本", "\n", "E'", "$a$", "BEGIN ATOMIC", "end"),
    fc.tuple(tie("text"), tie("text")).map(([a, b]) => a + b),
    tie("expression"),
  ),
  expression: fc.oneof(
    { maxDepth: 5 },
    tie("text").map((text) => `'${text.replaceAll("'", "''")}'`),
    tie("text").map((text) => `E'${text.replace(/['\\]/g, "\\$&")}'`),
    tie("text").map((text) => `E'a'\n'${text.replace(/['\\]/g, "\\$&")}'`),
    tie("text").map((text) => `"${text.replaceAll("\"", "\"\"")}x"`),
    tie("text").map((text) => text.includes("$z$") || text.endsWith("$z") ? "1" : `$z$${text}$z$`),
    tie("text").map((text) => text.includes("$$") || text.endsWith("$") ? "2" : `$$${text}$$`),
    tie("text").map((text) => `/* ${text.replace(/\/\*|\*\/|[*/]/g, "")} */ 3`),
    tie("expression").map((inner) => `/* /* ' */ ; */ ${inner}`),
    tie("expression").map((inner) => `(CASE WHEN true THEN ${inner} END)`),
    tie("expression").map((inner) => `--; ' $$ \n${inner}`),
  ),
}));

Deno.test("split() agrees with PostgreSQL's parser on quotes, comments and dollar tags in one another", async () => {
  const wrapped = fc.tuple(expression, fc.constantFrom(...[
    (text: string) => `SELECT ${text}`,
    (text: string) => `CREATE FUNCTION f() RETURNS text BEGIN ATOMIC SELECT ${text}; SELECT ${text} AS end; END`,
    (text: string) => `CREATE RULE r AS ON INSERT TO t DO (SELECT ${text}; SELECT 1)`,
    (text: string) => `DO $q$ ${text.replaceAll("$q$", "")} $q$`,
  ])).map(([text, wrap]) => wrap(text));
  await fc.assert(
    fc.asyncProperty(fc.array(wrapped, { minLength: 1, maxLength: 4 }), (texts) => assertAgrees(texts.join("\n;"))),
    { numRuns: RUNS },
  );
});
