import assert from "node:assert/strict";
import type { Engine } from "./engine.ts";
import type { TestDatabase } from "./test_database.ts";

/** A `SELECT i FROM …` that gives the whole numbers from 1. */
export function numbers(engine: Engine, count: number): string {
  if (engine === "postgres") return `SELECT i FROM generate_series(1, ${count}) AS s (i)`;
  if (engine === "mysql") return `SELECT CAST(seq AS signed) AS i FROM seq_1_to_${count}`;
  return `SELECT i FROM (WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < ${count}) SELECT i FROM s)`;
}

/** A table `users` of rows with gaps between their ids (3, 6, 9, …), each with a counter at 0. */
export async function countedTable(database: TestDatabase, count: number): Promise<void> {
  await database.sql(
    `CREATE TABLE users (id bigint NOT NULL PRIMARY KEY, n integer NOT NULL DEFAULT 0);
INSERT INTO users (id) SELECT i * 3 FROM (${numbers(database.engine, count)}) AS numbers;`.replace(
      "id bigint NOT NULL",
      database.engine === "sqlite" ? "id integer NOT NULL" : "id bigint NOT NULL",
    ),
  );
}

/** Fails unless every row was done so many times; no row must be there otherwise. */
export async function assertCounters(
  database: TestDatabase,
  wanted: number,
  count: number,
  table = "users",
): Promise<void> {
  const rows = await database.sql(`SELECT n, count(*) FROM ${table} GROUP BY n ORDER BY n`);
  assert.deepEqual(rows, [[String(wanted), String(count)]]);
}
