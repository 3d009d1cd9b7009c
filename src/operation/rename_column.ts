import type { Column, Default, Generation } from "../schema/column.ts";
import type { Constraint } from "../schema/constraint.ts";
import type { Index, IndexPart } from "../schema/index.ts";
import type { ObjectName, Table } from "../schema/schema.ts";
import { renameInExpression } from "./column_mentions.ts";
import { type NameRules, sameIdentifier, sameTable } from "./name_rules.ts";

/** The old and the new name of a column. */
export interface Renaming {
  readonly from: string;
  readonly to: string;
}

/** The table with a column under another name, everywhere that it is named. */
export function renameColumn(table: Table, renaming: Renaming, rules: NameRules): Table {
  const names = new Names(table, renaming, rules);
  return {
    ...table,
    columns: table.columns.map((column) => renamedColumn(column, names)),
    constraints: table.constraints.map((constraint) => renamedConstraint(constraint, names)),
    indexes: table.indexes.map((index) => renamedIndex(index, names)),
    ...(table.partitionBy === undefined ? {} : { partitionBy: names.text(table.partitionBy) }),
  };
}

/** Puts the new name in the place of the old one. */
class Names {
  readonly #table: Table;
  readonly #renaming: Renaming;
  readonly #rules: NameRules;

  constructor(table: Table, renaming: Renaming, rules: NameRules) {
    this.#table = table;
    this.#renaming = renaming;
    this.#rules = rules;
  }

  ownTable(table: ObjectName): boolean {
    return sameTable(table, this.#table, this.#rules);
  }

  name(column: string): string {
    return sameIdentifier(column, this.#renaming.from, this.#rules) ? this.#renaming.to : column;
  }

  list(columns: readonly string[]): string[] {
    return columns.map((column) => this.name(column));
  }

  text(sql: string): string {
    return renameInExpression(sql, { table: this.#table.name, ...this.#renaming }, this.#rules);
  }
}

function renamedColumn(column: Column, names: Names): Column {
  return {
    ...column,
    name: names.name(column.name),
    default: renamedDefault(column.default, names),
    generation: renamedGeneration(column.generation, names),
  };
}

/** MySQL's defaults may name other columns. */
function renamedDefault(value: Default, names: Names): Default {
  return value.kind === "expression" ? { ...value, sql: names.text(value.sql) } : value;
}

function renamedGeneration(generation: Generation, names: Names): Generation {
  return generation.kind === "computed" ? { ...generation, sql: names.text(generation.sql) } : generation;
}

function renamedConstraint(constraint: Constraint, names: Names): Constraint {
  switch (constraint.kind) {
    case "check":
      return { ...constraint, condition: names.text(constraint.condition) };
    case "foreignKey": {
      const columns = names.list(constraint.columns);
      if (!names.ownTable(constraint.table)) return { ...constraint, columns };
      return { ...constraint, columns, references: names.list(constraint.references) };
    }
    case "exclude":
      return {
        ...constraint,
        elements: constraint.elements.map((element) => ({ ...element, sql: names.text(element.sql) })),
        where: names.text(constraint.where),
        include: names.list(constraint.include),
      };
    default:
      return {
        ...constraint,
        columns: names.list(constraint.columns),
        include: names.list(constraint.include),
      };
  }
}

function renamedIndex(index: Index, names: Names): Index {
  return {
    ...index,
    parts: index.parts.map((part) => renamedPart(part, names)),
    where: names.text(index.where),
    include: names.list(index.include),
  };
}

function renamedPart(part: IndexPart, names: Names): IndexPart {
  const on = part.on.kind === "column"
    ? { ...part.on, name: names.name(part.on.name) }
    : { ...part.on, sql: names.text(part.on.sql) };
  return { ...part, on };
}
