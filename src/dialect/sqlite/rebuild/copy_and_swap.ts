import { columnMentions } from "../../../operation/column_mentions.ts";
import type { Schema, Table } from "../../../schema/schema.ts";
import type { CompileContext, CompiledStatement } from "../../compiler.ts";
import { createTable } from "../compile/create_table.ts";
import { createIndex } from "../compile/index.ts";
import { sqliteNames } from "../name_rules.ts";
import { quoteWhereNeeded as quote } from "../quote.ts";
import { copyRows } from "./copy_rows.ts";
import { type Draft, keyOf } from "./draft.ts";
import { interimOf } from "./interim.ts";
import { isReferred, triggersOf } from "./neighbours.ts";
import { newName } from "./new_name.ts";
import { checksAfter, refuseNeeded } from "./still_works.ts";

/**
 * What ALTER TABLE cannot do: a new table with the rows of the old one takes its place. All of it belongs into one
 * transaction. https://sqlite.org/lang_altertable.html#otheralter
 *
 * Views and other tables' triggers and keys name the table by its name, and find the new one under it: so they stay as
 * they are. `legacy_alter_table` keeps the last ALTER TABLE from reading them while the name is free; without it, one
 * view over the table is enough for an error, in every version since 3.26.
 *
 * @throws {RetortError} `usage` where something else needs a column that goes.
 */
export function copyAndSwap(
  before: Table,
  draft: Draft,
  { schema, offline }: CompileContext,
): CompiledStatement[] {
  refuseNeeded(before, draft, schema);
  const { table, renamings } = interimOf(draft);
  const place = newName(table, schema, offline);
  const to = unqualified({ ...table, name: place.name });
  const copied = copyRows({ from: before, to, sources: bySource(draft) });
  const statements = [
    ...(place.leftover ? [`DROP TABLE ${offline ? "IF EXISTS " : ""}${quote(place.name)}`] : []),
    ...created(to),
    ...(copied === undefined ? [] : [copied]),
    ...(counts(before) && counts(table) ? keepSequence(before.name, place.name) : []),
    `DROP TABLE ${quote(before.name)}`,
    "PRAGMA legacy_alter_table = ON",
    `ALTER TABLE ${quote(place.name)} RENAME TO ${quote(before.name)}`,
    "PRAGMA legacy_alter_table = OFF",
    ...indexesOf(table),
    ...triggersOn(before, schema),
    ...renamings.map(({ from, to }) =>
      `ALTER TABLE ${quote(before.name)} RENAME COLUMN ${quote(from)} TO ${quote(to)}`
    ),
    ...checksAfter(before, draft, schema),
  ];
  const off = offline || isReferred(before, schema);
  return statements.map((text) => off ? { sql: text, foreignKeys: "off" } : { sql: text });
}

function created(table: Table): string[] {
  return createTable({ kind: "createTable", table: { ...table, indexes: [] }, ifNotExists: false }).map((
    { sql },
  ) => sql);
}

function indexesOf(table: Table): string[] {
  return table.indexes.flatMap((index) =>
    createIndex({ kind: "createIndex", table, index, concurrently: false, ifNotExists: false }).map((
      { sql },
    ) => sql)
  );
}

function bySource({ sources }: Draft): Draft["sources"] {
  return new Map([...sources.values()].map((source) => [keyOf(source.column), source]));
}

/** Before the rename the table's own name means the old table: in its expressions the columns stand alone. */
function unqualified(table: Table): Table {
  const bare = (sql: string) => withoutQualifiers(sql);
  return {
    ...table,
    columns: table.columns.map((column) =>
      column.generation.kind === "computed"
        ? { ...column, generation: { ...column.generation, sql: bare(column.generation.sql) } }
        : column
    ),
    constraints: table.constraints.map((each) =>
      each.kind === "check" ? { ...each, condition: bare(each.condition) } : each
    ),
  };
}

/** CHECK and generated columns can name no other table. */
function withoutQualifiers(sql: string): string {
  let out = "";
  let at = 0;
  for (const { start, qualifier } of columnMentions(sql, sqliteNames)) {
    if (qualifier === undefined) continue;
    out += sql.slice(at, qualifier.start);
    at = start;
  }
  return out + sql.slice(at);
}

function counts({ columns }: Table): boolean {
  return columns.some(({ generation }) => generation.kind === "identity");
}

/** The copy has counted up to the greatest number that is left, which is not the greatest there has been. */
function keepSequence(from: string, to: string): string[] {
  return [
    `DELETE FROM sqlite_sequence WHERE name = ${text(to)}`,
    `INSERT INTO sqlite_sequence (name, seq)\nSELECT ${text(to)}, seq FROM sqlite_sequence WHERE name = ${
      text(from)
    }`,
  ];
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

function triggersOn(table: Table, schema: Schema): string[] {
  return triggersOf(schema).filter((each) => keyOf(each.table) === keyOf(table.name)).map(({ create }) =>
    create
  );
}
