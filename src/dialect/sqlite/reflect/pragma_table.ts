import { type Column, plainColumn } from "../../../schema/column.ts";
import type { Constraint, ForeignKey, KeyAction } from "../../../schema/constraint.ts";
import type { Options, Table } from "../../../schema/schema.ts";
import type { Connection } from "../../dialect.ts";
import { sqliteOptions } from "../options.ts";
import { primaryKey, unique } from "../parse/constraint.ts";
import type { ColumnFact, ListedTable } from "./catalog.ts";

/** What the pragmas tell of the keys of tables whose text is not understood. */
export interface KeyFacts {
  readonly uniques: readonly UniqueFact[];
  readonly foreignKeys: readonly ForeignKeyFact[];
}

interface UniqueFact {
  readonly table: string;
  readonly index: string;
  readonly column: string;
}

interface ForeignKeyFact {
  readonly table: string;
  readonly id: number;
  readonly parent: string;
  readonly column: string;
  readonly reference: string | null;
  readonly onUpdate: KeyAction;
  readonly onDelete: KeyAction;
}

const UNIQUES = `SELECT t.value AS "table", i.name AS "index", c.name AS "column"
FROM json_each(?) AS t, pragma_index_list(t.value, 'main') AS i, pragma_index_xinfo(i.name, 'main') AS c
WHERE i.origin = 'u' AND c.key = 1
ORDER BY i.name, c.seqno`;

const FOREIGN_KEYS = `SELECT t.value AS "table", f.id, f."table" AS parent, f."from" AS "column",
  f."to" AS reference, f.on_update AS "onUpdate", f.on_delete AS "onDelete"
FROM json_each(?) AS t, pragma_foreign_key_list(t.value, 'main') AS f
ORDER BY f.id, f.seq`;

/** Asks for the keys of these tables. */
export async function readKeyFacts(connection: Connection, tables: readonly string[]): Promise<KeyFacts> {
  if (tables.length === 0) return { uniques: [], foreignKeys: [] };
  const names = [JSON.stringify(tables)];
  return {
    uniques: await connection.query<UniqueFact>(UNIQUES, names),
    foreignKeys: await connection.query<ForeignKeyFact>(FOREIGN_KEYS, names),
  };
}

/** A table as far as the pragmas tell of it: without its checks, its collations and its constraints' names. */
export function pragmaTable(
  name: string,
  columns: readonly ColumnFact[],
  listed: ListedTable | undefined,
  keys: KeyFacts,
): Table {
  const uniques = keys.uniques.filter(({ table }) => table === name);
  const foreignKeys = keys.foreignKeys.filter(({ table }) => table === name);
  return {
    name,
    columns: columns.map(column),
    constraints: [...primary(columns), ...uniqueKeys(uniques), ...foreign(foreignKeys)],
    indexes: [],
    comment: "",
    options: tableOptions(listed),
  };
}

function column([name, type, notNull, value, , hidden]: ColumnFact): Column {
  return {
    ...plainColumn(name, { kind: "native", sql: type }),
    nullable: notNull === 0,
    default: value === null ? { kind: "none" } : { kind: "expression", sql: value },
    // The expression is told by the text alone.
    generation: hidden >= 2 ? { kind: "computed", sql: "NULL", stored: hidden === 3 } : { kind: "none" },
  };
}

function primary(columns: readonly ColumnFact[]): Constraint[] {
  const key = columns.filter(([, , , , place]) => place > 0).sort((one, other) => one[4] - other[4]);
  return key.length === 0 ? [] : [primaryKey("", key.map(([name]) => name), {})];
}

function uniqueKeys(facts: readonly UniqueFact[]): Constraint[] {
  const keys = Map.groupBy(facts, ({ index }) => index);
  return [...keys.values()].map((key) => unique("", key.map(({ column }) => column), {}));
}

function foreign(facts: readonly ForeignKeyFact[]): ForeignKey[] {
  return [...Map.groupBy(facts, ({ id }) => id).values()].flatMap((key) => {
    const [first] = key;
    if (first === undefined) return [];
    const references = key.flatMap(({ reference }) => reference === null ? [] : [reference]);
    const { parent, onDelete, onUpdate } = first;
    return [{
      kind: "foreignKey",
      name: "",
      columns: key.map(({ column }) => column),
      table: { name: parent },
      references,
      onDelete,
      onUpdate,
      match: "",
      deferral: "immediate",
      comment: "",
      options: {},
    }];
  });
}

function tableOptions(listed: ListedTable | undefined): Options {
  return {
    ...(listed?.strict === true ? { [sqliteOptions.strict]: "" } : {}),
    ...(listed?.withoutRowid === true ? { [sqliteOptions.withoutRowid]: "" } : {}),
  };
}
