import assert from "node:assert/strict";
import * as fc from "fast-check";
import { DatabaseError } from "../../src/dialect/database_error.ts";
import type { SqliteConnection } from "../../src/dialect/sqlite/connection.ts";
import { sqliteNames } from "../../src/dialect/sqlite/name_rules.ts";
import { quote } from "../../src/dialect/sqlite/quote.ts";
import { inOrder } from "../../src/dialect/sqlite/reflect/in_order.ts";
import { rowidColumn } from "../../src/dialect/sqlite/rebuild/copy_rows.ts";
import { typeSql } from "../../src/dialect/sqlite/type.ts";
import { applyToTable } from "../../src/operation/apply_to_table.ts";
import type { TableChange } from "../../src/operation/operation.ts";
import type { Schema, Table } from "../../src/schema/schema.ts";
import { isTrivia, tokenize } from "../../src/sql/lexer.ts";
import { RetortError } from "../../src/util/errors.ts";
import { chance, type Draw, drawChanges, drawsOf, drawWorld, pick } from "../support/random_sqlite.ts";
import { batch, carryOut, openSqlite, rows, schemaOf } from "../support/rebuilding.ts";

/** More in the long form: `RETORT_REBUILD_RUNS=5000`. */
const RUNS = Number(Deno.env.get("RETORT_REBUILD_RUNS") ?? 150);

/** Everything that a rebuild must not lose. */
interface Picture {
  readonly schema: Schema;
  readonly table: Table;
  readonly others: unknown;
}

async function look(connection: SqliteConnection, name: string): Promise<Picture> {
  const schema = await schemaOf(connection);
  const table = schema.tables.find((each) => each.name === name);
  assert(table !== undefined, "neither the old table nor the new one is there");
  const others: Record<string, unknown> = {};
  for (const each of schema.tables) {
    if (each.name !== name) others[each.name] = await rows(connection, `SELECT * FROM ${quote(each.name)}`);
  }
  return { schema, table, others };
}

/** What columns hold, by the row's number or its key. */
async function contents(
  connection: SqliteConnection,
  table: Table,
  columns: readonly string[],
  numbered: boolean,
): Promise<string[]> {
  const wanted = [...(numbered ? ["rowid"] : []), ...columns.map((name) => `quote(${quote(name)})`)];
  if (wanted.length === 0) return [];
  const found = await rows(
    connection,
    `SELECT json_array(${wanted.join(", ")}) AS row FROM ${quote(table.name)}`,
  );
  return found.map(({ row }) => String(row)).sort();
}

/** Whether its rows have numbers that are no column. */
function hasRowNumbers(table: Table): boolean {
  return !("withoutRowid" in table.options) && rowidColumn(table) === undefined;
}

/** The columns that only may have got another name: [before, after]. */
function kept(before: Table, changes: readonly TableChange[]): [string, string][] {
  const key = (name: string) => sqliteNames.key(name, false);
  let pairs: [string, string][] = before.columns
    .filter(({ generation }) => generation.kind !== "computed")
    .map(({ name }) => [name, name]);
  for (const change of changes) {
    if (change.kind === "dropColumn") {
      pairs = pairs.filter(([, now]) => key(now) !== key(change.column));
    }
    if (change.kind !== "alterColumn") continue;
    const { name, type, collation } = change.change;
    pairs = pairs.flatMap(([old, now]): [string, string][] => {
      if (key(now) !== key(change.column)) return [[old, now]];
      return type === undefined && collation === undefined ? [[old, name ?? now]] : [];
    });
  }
  return pairs;
}

/** The same table, whatever its expressions are quoted like. */
function normal(table: Table): unknown {
  const plain = inOrder({
    ...table,
    columns: table.columns.map((column) => ({
      ...column,
      type: { kind: "native", sql: typeSql(column.type) },
      default: column.default.kind === "value"
        ? { kind: "expression", sql: String(column.default.value) }
        : column.default,
    })),
  });
  const bare = JSON.parse(JSON.stringify(plain, (field, value: unknown) => {
    const sql = field === "sql" || field === "condition" || field === "where";
    return sql && typeof value === "string" ? tokens(value, table.name) : value;
  }));
  // Their order follows their text, which is not the same yet.
  const constraints: unknown[] = bare.constraints;
  return { ...bare, constraints: constraints.map((each) => JSON.stringify(each)).sort() };
}

function tokens(sql: string, table: string): string {
  const all = [...tokenize(sql, sqliteNames.lexicon)].filter(({ kind }) => !isTrivia(kind)).map((token) => {
    const text = sql.slice(token.start, token.end);
    return token.kind === "quotedIdentifier" ? text.slice(1, -1).replaceAll('""', '"') : text;
  });
  const joined = all.join(" ").replaceAll(`${table} . `, "");
  return joined.replace(/^\( (.*) \)$/, "$1");
}

function expected(before: Table, changes: readonly TableChange[]): Table | undefined {
  try {
    return changes.reduce((table, change) => applyToTable(table, change, sqliteNames), before);
  } catch (error) {
    if (error instanceof RetortError) return undefined;
    throw error;
  }
}

async function assertSound(connection: SqliteConnection, { schema }: Picture): Promise<void> {
  assert.deepEqual(await rows(connection, "PRAGMA foreign_key_check"), []);
  assert.deepEqual(await rows(connection, "PRAGMA integrity_check"), [{ integrity_check: "ok" }]);
  assert.deepEqual(await rows(connection, "PRAGMA foreign_keys"), [{ foreign_keys: 1 }]);
  assert.deepEqual(await rows(connection, "PRAGMA legacy_alter_table"), [{ legacy_alter_table: 0 }]);
  assert.deepEqual(schema.unknown, []);
  for (const { kind, identity } of schema.definitions) {
    if (kind === "view") await rows(connection, `SELECT * FROM ${identity} LIMIT 0`);
  }
  for (const { name } of schema.tables) {
    await rows(connection, `EXPLAIN INSERT INTO ${quote(name)} DEFAULT VALUES`);
    await rows(connection, `EXPLAIN DELETE FROM ${quote(name)}`);
  }
}

const tally = { done: 0, rebuilt: 0, refused: 0, failed: 0 };

/** One batch: done whole, or nothing of it. */
async function step(connection: SqliteConnection, name: string, draw: Draw): Promise<void> {
  const before = await look(connection, name);
  const changes = drawChanges(draw, before.table);
  const goal = expected(before.table, changes);
  const sequence = () => rows(connection, "SELECT * FROM sqlite_sequence").catch(() => []);
  const counted = await sequence();
  const pairs = kept(before.table, changes);
  const numbered = [before.table, ...(goal === undefined ? [] : [goal])].every(hasRowNumbers);
  const held = await contents(connection, before.table, pairs.map(([old]) => old), numbered);
  const rebuild = chance(draw, 2) ? "always" : "auto";
  const text = JSON.stringify(changes);
  try {
    const sent = await carryOut(connection, batch(name, changes, rebuild), pick(draw, ["3.53.0", "3.40.1"]));
    tally.done++;
    if (sent.some(({ sql }) => sql.startsWith("DROP TABLE"))) tally.rebuilt++;
  } catch (error) {
    if (error instanceof RetortError) tally.refused++;
    else if (error instanceof DatabaseError) tally.failed++;
    else throw error;
    const after = await look(connection, name);
    assert.deepEqual(after, before, text);
    return;
  }
  assert(goal !== undefined, `done although it cannot be: ${text}`);
  const after = await look(connection, name);
  assert.deepEqual(normal(after.table), normal(goal), text);
  assert.deepEqual(after.others, before.others, text);
  assert.deepEqual(
    await contents(connection, after.table, pairs.map(([, now]) => now), numbered),
    held,
    text,
  );
  const renamed = changes.some((change) => change.kind === "alterColumn" && change.change.name !== undefined);
  if (!renamed) assert.deepEqual(after.schema.definitions, before.schema.definitions, text);
  const names = ({ schema }: Picture) =>
    schema.definitions.map(({ kind, identity }) => `${kind} ${identity}`);
  assert.deepEqual(names(after), names(before), text);
  const counts = (table: Table) => table.columns.some(({ generation }) => generation.kind === "identity");
  if (counts(before.table) && counts(after.table)) assert.deepEqual(await sequence(), counted, text);
  await assertSound(connection, after);
}

Deno.test("a rebuild keeps rows, keys and everything around the table, whatever is changed", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (seed) => {
      const draw = drawsOf(seed);
      const { table, statements } = drawWorld(draw);
      await using connection = await openSqlite(statements);
      for (let count = 1 + draw(2); count > 0; count--) {
        await step(connection, table, draw);
      }
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  const share = tally.done / (tally.done + tally.refused + tally.failed);
  assert.ok(share > 0.2 && tally.rebuilt > tally.done / 4, JSON.stringify(tally));
  if (RUNS > 1000) await Deno.stderr.write(new TextEncoder().encode(`${JSON.stringify(tally)}\n`));
});
