import type {
  CheckConstraint,
  Constraint,
  ForeignKey,
  UniqueConstraint,
} from "../../../schema/constraint.ts";
import type { Index } from "../../../schema/index.ts";
import { objectKey, type Schema, type Table } from "../../../schema/schema.ts";
import { componentsOf } from "../../../util/directed_graph.ts";
import { CONSTRAINT_OPTIONS } from "../options.ts";

/** A schema without the names and the indexes that the server would make up again by itself. */
export function tidySchema(schema: Schema): Schema {
  const cyclic = tablesInCycles(schema.tables);
  return { ...schema, tables: schema.tables.map((table) => tidyTable(table, cyclic)) };
}

function tidyTable(table: Table, cyclic: ReadonlySet<string>): Table {
  // Keys of a circle are added one by one, and would be counted anew.
  const keepsKeys = cyclic.has(objectKey("table", table));
  const unnamed: Constraint[] = [
    ...(keepsKeys ? [] : madeUp(foreignKeys(table), `${table.name}_ibfk_`)),
    ...madeUp(tableChecks(table), "CONSTRAINT_"),
    ...madeUp(tableChecks(table), `${table.name}_chk_`),
    ...uniqueByColumn(table),
  ];
  const constraints = table.constraints.filter((each) => !unnamed.includes(each));
  const indexes = withoutImplied(table, unnamed, inOrder([...unnamed, ...constraints]));
  return { ...table, indexes, constraints: inOrder([...unnamed.map(withoutName), ...constraints]) };
}

/** The server puts the indexes that it makes behind the others, in the order of the foreign keys. */
function withoutImplied(
  table: Table,
  unnamed: readonly Constraint[],
  written: readonly Constraint[],
): readonly Index[] {
  const keys = written.filter((each) => each.kind === "foreignKey");
  let [next, kept] = [keys.length, table.indexes.length];
  while (kept > 0) {
    const index = table.indexes[kept - 1];
    const place = keys.findLastIndex((key, at) =>
      at < next && index !== undefined && impliedBy(key, index, table, unnamed)
    );
    if (place < 0) break;
    [next, kept] = [place, kept - 1];
  }
  return table.indexes.slice(0, kept);
}

const KINDS: readonly Constraint["kind"][] = ["primaryKey", "unique", "foreignKey", "check", "exclude"];

/** By kind; within one, as they were. */
function inOrder(constraints: readonly Constraint[]): Constraint[] {
  return constraints.toSorted((one, other) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind));
}

function withoutName(constraint: Constraint): Constraint {
  return { ...constraint, name: "" };
}

function foreignKeys(table: Table): ForeignKey[] {
  return table.constraints.filter((each) => each.kind === "foreignKey");
}

function tableChecks(table: Table): CheckConstraint[] {
  return table.constraints.filter((each) => each.kind === "check").filter((each) =>
    each.options[CONSTRAINT_OPTIONS.column] === undefined
  );
}

/** Those that are numbered from 1 without a gap, in that order: only so would they be numbered the same again. */
function madeUp<Kind extends Constraint>(constraints: readonly Kind[], prefix: string): Kind[] {
  const numbered = new Map(
    constraints.filter(({ name }) => name.startsWith(prefix)).map((
      each,
    ) => [each.name.slice(prefix.length), each]),
  );
  const found: Kind[] = [];
  for (let number = 1; number <= numbered.size; number++) {
    const constraint = numbered.get(String(number));
    if (constraint === undefined) return [];
    found.push(constraint);
  }
  return found;
}

/** A unique key without a name gets that of its first column. */
function uniqueByColumn(table: Table): UniqueConstraint[] {
  return table.constraints.filter((each) => each.kind === "unique").filter((each) =>
    each.name === each.columns[0] && !each.name.startsWith("PRIMARY")
  );
}

/** Whether an index is the one that the server makes for this foreign key, which has none. */
function impliedBy(key: ForeignKey, index: Index, table: Table, unnamed: readonly Constraint[]): boolean {
  if (!isPlain(index)) return false;
  const columns = index.parts.map(({ on }) => on.kind === "column" ? on.name : "");
  return sameList(key.columns, columns) &&
    index.name === (unnamed.includes(key) ? key.columns[0] : key.name) && !isCovered(columns, index, table);
}

function isPlain(index: Index): boolean {
  return !index.unique && index.using === "" && index.comment === "" &&
    Object.keys(index.options).length === 0 &&
    index.parts.every((part) => part.on.kind === "column" && !part.descending && part.length === undefined);
}

/** Whether another index or key begins with the same columns: the server would then make none. */
function isCovered(columns: readonly string[], index: Index, table: Table): boolean {
  const others = table.indexes.filter((other) =>
    other !== index && (other.using === "" || other.using === "btree")
  )
    .map(({ parts }) => parts.map((part) => part.on.kind === "column" ? part.on.name : ""));
  const keys = table.constraints.flatMap((each) =>
    each.kind === "primaryKey" || each.kind === "unique" ? [each.columns] : []
  );
  return [...others, ...keys].some((other) => sameList(other.slice(0, columns.length), columns));
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each, at) => each === other[at]);
}

/** The tables that refer to one another in a circle. */
function tablesInCycles(tables: readonly Table[]): ReadonlySet<string> {
  const keys = tables.map((table) => objectKey("table", table));
  const numbers = new Map(keys.map((key, number) => [key, number]));
  const graph = tables.map((table, self) =>
    foreignKeys(table).flatMap((key) => numbers.get(objectKey("table", key.table)) ?? [])
      .filter((number) => number !== self)
  );
  const components = componentsOf(graph);
  const cyclic = graph.map((ends, from) => ends.some((to) => components[to] === components[from]));
  return new Set(keys.filter((_, number) => cyclic[number]));
}
