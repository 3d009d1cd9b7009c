import assert from "node:assert/strict";
import * as fc from "fast-check";
import { sqliteLexicon } from "../../src/dialect/sqlite/lexicon.ts";
import { split } from "../../src/sql/split.ts";
import { StatementCursor } from "../../src/sql/statement_cursor.ts";
import { findProgram } from "../support/find_program.ts";
import { runProcess } from "../support/process.ts";

const RUNS = Number(Deno.env.get("RETORT_FUZZ_RUNS") ?? 100);
const sqlite3 = await findProgram(["sqlite3"], "sqlite3");

/**
 * Feeds lines to the shell, which asks `sqlite3_complete()` after each line that ends with a semicolon, and
 * tells by its prompt for the next one what the answer was.
 */
async function completions(lines: readonly string[]): Promise<boolean[]> {
  const args = ["-init", "/dev/null", "-interactive", "-cmd", ".prompt <MAIN> <CONT>", ":memory:"];
  const { stdout } = await runProcess(sqlite3, args, { stdin: lines.map((line) => `${line}\n`).join("") });
  return [...stdout.matchAll(/<MAIN>|<CONT>/g)].slice(1, lines.length + 1).map(([prompt]) => prompt === "<MAIN>");
}

/** The same from our side: a line completes when its last semicolon is a boundary with nothing open. */
function ourCompletions(lines: readonly string[]): boolean[] {
  let pending = "";
  return lines.map((line) => {
    pending += `${line}\n`;
    const complete = endsAtBoundary(pending);
    if (complete) pending = "";
    return complete;
  });
}

function endsAtBoundary(source: string): boolean {
  const cursor = new StatementCursor(source, sqliteLexicon);
  let last = "";
  for (let step = cursor.advance(); step !== "end"; step = cursor.advance()) last = step;
  // The shell forgets lines that hold nothing but comments.
  return (last === "boundary" || last === "") && cursor.lexer.open === undefined;
}

const piece = fc.constantFrom(
  "CREATE", "create", "TEMP", "TEMPORARY", "TRIGGER", "trigger", "EXPLAIN", "QUERY PLAN", "END", "end", "BEGIN", "CASE", ";", ";", ";END;",
  "CREATE TRIGGER", "; END ;", "'", "\"", "`", "[", "]", "--", "/*", "*/", "/", "*", "-", "x", "end1", "$end", "1", "é", "(", ")", "@a", "''", "CREATE TABLE", "\\",
);
const line = fc.array(fc.tuple(piece, fc.constantFrom(" ", " ", "")), { maxLength: 8 }).map((parts) => `x${parts.map((part) => part.join("")).join("")};`);
/** Lines that start a statement with one of its words too, not with `x` alone. */
const lines = fc.array(fc.tuple(line, fc.boolean()).map(([text, bare]) => bare ? text.slice(1) : text), { minLength: 5, maxLength: 40 })
  .map((all) => all.filter((text) => !/^[.#/]/.test(text.trim())));

Deno.test("split() ends statements where sqlite3_complete() says so", async () => {
  await fc.assert(
    fc.asyncProperty(lines, async (all) => {
      assert.deepEqual(ourCompletions(all), await completions(all));
    }),
    { numRuns: RUNS },
  );
});

const trigger = (name: string) => [
  `CREATE TRIGGER ${name} AFTER INSERT ON t BEGIN SELECT CASE WHEN 1 THEN 2 END; UPDATE t SET a = 'END;'; END`,
  `CREATE TEMP TRIGGER ${name} AFTER DELETE ON t WHEN old.a > 1 BEGIN -- END; '\n DELETE FROM t WHERE [a] = 1; END`,
  `CREATE TRIGGER ${name} BEFORE UPDATE OF a ON t FOR EACH ROW BEGIN SELECT 'no; END', raise(ignore); /* END; */ SELECT 1 AS "end;"; END`,
];
const plain = (name: string) => [
  "SELECT 'a;b', \"a\", [a], `a`, x'01' FROM t WHERE 0", "INSERT INTO t VALUES ('it''s; --', /* ; ' */ 1)",
  `CREATE TABLE ${name} (a DEFAULT ';', "b;" CHECK (a <> ''';'))`, `CREATE VIEW ${name} AS SELECT CASE a WHEN 1 THEN ';' END AS x FROM t`,
  `SELECT 1 /* SELECT 'marker-0'; */`, "SELECT 1 -- ; SELECT 'marker-0';\n", "BEGIN; COMMIT", "EXPLAIN SELECT 1", "SAVEPOINT s; RELEASE s",
];

Deno.test("split() finds the statements that the sqlite3 shell executes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(1000), { minLength: 1, maxLength: 60 }), async (choices) => {
      const parts = choices.map((choice, index) => {
        const all = [...trigger(`n${index}`), ...plain(`n${index}`)];
        return `${all[choice % all.length]};${choice % 2 ? "" : "\n"} SELECT 'marker-${index + 1}'`;
      });
      const source = `CREATE TABLE t (a, b);\n${parts.join(choices.length % 2 ? " ;" : "\n;\n")};\n`;
      const { stdout, stderr } = await runProcess(sqlite3, ["-init", "/dev/null", "-batch", ":memory:"], { stdin: source });
      assert.equal(stderr.replace(/^-- Loading.*\n/, ""), "", source);
      const theirs = stdout.split("\n").filter((row) => row.startsWith("marker-"));
      const ours = split(source, sqliteLexicon).flatMap(({ sql }) => /^SELECT '(marker-\d+)'$/.exec(sql)?.[1] ?? []);
      assert.deepEqual(ours, theirs);
      assert.equal(ours.length, choices.length);
    }),
    { numRuns: Math.min(RUNS, 100) },
  );
});
