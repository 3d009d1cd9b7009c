import { leadingWords } from "../../sql/statement_kind.ts";
import { versionNumbers } from "../ansi/assumed_version.ts";
import type { OfflineSql, Refusal } from "../offline_sql.ts";
import { chunkLoop } from "./chunk_loop.ts";
import { postgresLexicon } from "./lexicon.ts";
import { literal } from "./quote.ts";
import { sessionSettings } from "./session_settings.ts";

/** The oldest version that is supported: what holds for it holds for the newer ones. */
const OLDEST = [13, 0, 0] as const;

/** Scripts for psql. */
export const postgresOffline: OfflineSql = {
  engine: "PostgreSQL",
  client: "psql -X -q -f FILE DATABASE",
  server: (_dialect, version) => ({
    product: "postgres",
    version: version ?? "",
    versionNumbers: versionNumbers(version, OLDEST),
  }),
  opening: () => ["\\set ON_ERROR_STOP on"],
  preparation: [],
  schemaSettings: ({ ascii, backslashes, routines }) => [
    ...(ascii ? [] : ["SET client_encoding = 'UTF8'"]),
    ...(backslashes ? ["SET standard_conforming_strings = on"] : []),
    // Bodies name tables that come after them.
    ...(routines ? ["SET check_function_bodies = off"] : []),
  ],
  session: (settings) => [
    "RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL",
    // The client's own comes from the terminal; this file is UTF-8.
    "SET client_encoding = 'UTF8'",
    ...sessionSettings(settings).map(({ sql }) => sql),
  ],
  now: "clock_timestamp()",
  runner: (person) => `session_user || ${literal(` (${person})`)}`,
  terminated: (sql) => `${sql};`,
  refusing: (refusals) => [block(refusals.map(statementOf).join("\n"))],
  verifying: (query, problem) => isQuery(query) ? [block(statementOf(saysFalse(query, problem)))] : [query],
  chunkLoop,
  movesHome: (sql) => /search_path|set_config|set\s+schema|discard\s+all/i.test(sql),
};

/** A block in quotes that what it holds does not end. */
function block(body: string): string {
  let tag = "$retort$";
  for (let number = 1; body.includes(tag); number++) tag = `$retort${number}$`;
  return `DO ${tag} BEGIN\n${body}\nEND ${tag}`;
}

function statementOf({ when, problem }: Refusal): string {
  return `  IF ${when} THEN\n    RAISE EXCEPTION USING MESSAGE = ${literal(problem)};\n  END IF;`;
}

/** SHOW and EXPLAIN cannot stand inside another query: they must run, and no more. */
function isQuery(sql: string): boolean {
  const [word = ""] = leadingWords(sql, postgresLexicon, 1);
  return ["SELECT", "WITH", "VALUES", "TABLE", "("].includes(word);
}

/** One row of one column that is false; as JSON, because nobody here knows the columns. */
function saysFalse(query: string, problem: string): Refusal {
  return {
    when: `(SELECT count(*) = 1 AND bool_and(single) FROM (
    SELECT (SELECT count(*) = 1 AND bool_and(value::text = 'false') FROM json_each(row_to_json(answer))) AS single
    FROM (
${query}
    ) AS answer
  ) AS answers)`,
    problem,
  };
}
