import { columnMentions, unquoted } from "../../../operation/column_mentions.ts";
import { sameTable } from "../../../operation/name_rules.ts";
import { nameOf, refusal } from "../../../operation/refusal.ts";
import type { Schema, Table } from "../../../schema/schema.ts";
import { sqliteNames } from "../name_rules.ts";
import { quoteWhereNeeded as quote } from "../quote.ts";
import { type Draft, keyOf } from "./draft.ts";
import { type Trigger, triggersOf, viewsOver } from "./neighbours.ts";

/**
 * Refuses what the rest of the database cannot do without.
 *
 * @throws {RetortError} `usage`.
 */
export function refuseNeeded(before: Table, draft: Draft, schema: Schema): void {
  refuseReferred(before, draft, schema);
  refuseBrokenTriggers(before, draft, schema);
}

/** Another table's foreign key may name a column by itself, or as the primary key that it leaves unsaid. */
function refuseReferred(before: Table, draft: Draft, { tables }: Schema): void {
  const key = before.constraints.find(({ kind }) => kind === "primaryKey");
  const unsaid = key?.kind === "primaryKey" ? key.columns : [];
  const lost = new Set(gone(before, draft).map(keyOf));
  for (const table of tables) {
    if (sameTable(table, before, sqliteNames)) continue;
    for (const each of table.constraints) {
      if (each.kind !== "foreignKey" || !sameTable(each.table, before, sqliteNames)) continue;
      const named = each.references.length === 0 ? unsaid : each.references;
      const column = named.find((name) => lost.has(keyOf(name)));
      if (column === undefined) continue;
      const which = each.name === "" ? `(${each.columns.join(", ")})` : `'${each.name}'`;
      throw refusal(
        `Column '${column}' of table '${
          nameOf(before)
        }' cannot be dropped: the foreign key ${which} of table '${table.name}' refers to it`,
        `Drop that foreign key first: batchAlterTable('${table.name}', …)`,
      );
    }
  }
}

/**
 * A trigger that speaks of a column that goes would fail at its first row: CREATE TRIGGER looks at no names.
 *
 * @throws {RetortError} `usage` with the trigger's name.
 */
function refuseBrokenTriggers(before: Table, draft: Draft, schema: Schema): void {
  for (const column of gone(before, draft)) {
    for (const trigger of triggersOf(schema)) {
      if (keyOf(trigger.table) !== keyOf(before.name) || !speaksOf(trigger, column)) continue;
      throw refusal(
        `Column '${column}' of table '${
          nameOf(before)
        }' cannot be dropped: the trigger '${trigger.name}' needs it`,
        `Drop the trigger first, and create it again without the column: DROP TRIGGER ${quote(trigger.name)}`,
      );
    }
  }
}

/**
 * Statements that fail where a view, or a trigger of another table, cannot do without what was dropped: SQLite compiles
 * them, and changes nothing.
 */
export function checksAfter(before: Table, draft: Draft, schema: Schema): string[] {
  if (gone(before, draft).length === 0) return [];
  const own = keyOf(before.name);
  const views = viewsOver(before.name, schema).map(({ name }) => `SELECT * FROM ${quote(name)} LIMIT 0`);
  const triggers = triggersOf(schema)
    .filter(({ table, names }) => keyOf(table) === own || names.has(own))
    .flatMap((trigger) => firing(trigger, keyOf(trigger.table) === own ? draft.table : undefined, schema));
  return [...views, ...new Set(triggers)];
}

/** The columns whose values are in the table no more. */
function gone({ columns }: Table, { table, sources }: Draft): string[] {
  const kept = new Set([...sources.values()].map(({ column }) => keyOf(column)));
  const there = new Set(table.columns.map(({ name }) => keyOf(name)));
  return columns.map(({ name }) => name).filter((name) => !kept.has(keyOf(name)) && !there.has(keyOf(name)));
}

/** `NEW.rank`, `OLD.rank`, `UPDATE OF rank`. */
function speaksOf({ create }: Trigger, column: string): boolean {
  const rows = ["NEW", "OLD"].map(keyOf);
  const wanted = keyOf(column);
  const mentioned = columnMentions(create, sqliteNames).some(({ key, qualifier }) =>
    key === wanted && qualifier !== undefined && rows.includes(qualifier.key)
  );
  const of = /\bUPDATE\s+OF\s+(.+?)\s+ON\s/is.exec(create)?.[1] ?? "";
  const named = of.split(",").map((name) => name.trim());
  return mentioned ||
    named.some((name) => keyOf(/^["'`[]/.test(name) ? unquoted(name) : name) === wanted);
}

/** Statements that fire a trigger for no row. */
function firing(
  { event, table: name }: Trigger,
  now: Table | undefined,
  { tables }: Schema,
): string[] {
  const table = now ?? tables.find((each) => keyOf(each.name) === keyOf(name));
  const target = quote(table?.name ?? name);
  if (event === "DELETE") return [`DELETE FROM ${target} WHERE 0`];
  const columns = table?.columns.filter(({ generation }) => generation.kind !== "computed") ?? [];
  if (event === "INSERT") {
    const [column] = columns;
    const [into, what] = column === undefined ? ["", "*"] : [` (${quote(column.name)})`, quote(column.name)];
    return [`INSERT INTO ${target}${into} SELECT ${what} FROM ${target} WHERE 0`];
  }
  const set = columns.map((each) => `${quote(each.name)} = ${quote(each.name)}`);
  return set.length === 0 ? [] : [`UPDATE ${target} SET ${set.join(", ")} WHERE 0`];
}
