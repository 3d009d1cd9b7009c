import type { Column } from "../../../schema/column.ts";
import type { ObjectName, Table } from "../../../schema/schema.ts";
import { byName } from "../../../schema/by_name.ts";
import { address } from "./addresses.ts";
import { asColumn, type ColumnRow } from "./columns.ts";
import type { Comments } from "./comments.ts";
import { asConstraint, type ConstraintRow } from "./constraints.ts";
import {
  asIndex,
  type IndexRow,
  type IndexSurroundings,
  type OperatorClassRow,
  type PartRow,
} from "./indexes.ts";
import { type ParentRow, relationOptions, type RelationRow } from "./relations.ts";
import { objectName, type Scope } from "./scope.ts";
import { countingSequence, type SequenceRow } from "./sequences.ts";

/** All rows that tables are made of. */
export interface TableRows {
  readonly relations: readonly RelationRow[];
  readonly parents: readonly ParentRow[];
  readonly columns: readonly ColumnRow[];
  readonly constraints: readonly ConstraintRow[];
  readonly indexes: readonly IndexRow[];
  readonly classes: readonly OperatorClassRow[];
  readonly collations: readonly { readonly id: number; readonly name: string }[];
  readonly parts: readonly PartRow[];
  readonly sequences: readonly SequenceRow[];
}

/** A table with the id that the catalogs have for it. */
export interface FoundTable {
  readonly id: number;
  readonly table: Table;
}

/** Puts tables together from the rows of the catalogs. */
export class TableBuilder {
  readonly #scope: Scope;
  readonly #comments: Comments;
  readonly #columnRows: ReadonlyMap<number, readonly ColumnRow[]>;
  readonly #constraints: ReadonlyMap<number, readonly ConstraintRow[]>;
  readonly #indexes: ReadonlyMap<number, readonly IndexRow[]>;
  readonly #parents: ReadonlyMap<number, readonly ParentRow[]>;
  readonly #sequences: ReadonlyMap<string, readonly SequenceRow[]>;
  readonly #relations: ReadonlyMap<number, RelationRow>;
  readonly #surroundings: IndexSurroundings;
  readonly #columns = new Map<number, readonly Column[]>();

  constructor(rows: TableRows, scope: Scope, comments: Comments) {
    this.#scope = scope;
    this.#comments = comments;
    this.#relations = new Map(rows.relations.map((row) => [row.id, row]));
    this.#columnRows = Map.groupBy(rows.columns, ({ table }) => table);
    this.#constraints = Map.groupBy(rows.constraints, ({ table }) => table);
    this.#indexes = Map.groupBy(rows.indexes, ({ table }) => table);
    this.#parents = Map.groupBy(rows.parents, ({ child }) => child);
    this.#sequences = Map.groupBy(rows.sequences, ({ table, column }) => `${table}/${column}`);
    this.#surroundings = {
      column: (table, number) => this.#column(table, number),
      classes: new Map(rows.classes.map((row) => [row.id, row])),
      collations: new Map(rows.collations.map(({ id, name }) => [id, name])),
      parts: new Map(rows.parts.map(({ index, number, parameters }) => [`${index}/${number}`, parameters])),
      comments,
    };
  }

  /** The tables, by name. */
  tables(): readonly FoundTable[] {
    const ordered = this.#parentsFirst();
    for (const id of ordered) this.#columns.set(id, this.#columnsOf(id));
    return [...this.#relations.values()].map((row) => ({ id: row.id, table: this.#table(row) }))
      .sort(({ table: one }, { table: other }) => byName(one, other));
  }

  #table(row: RelationRow): Table {
    const parents = this.#parents.get(row.id) ?? [];
    return {
      ...objectName(row.schema, row.name, this.#scope),
      columns: this.#columns.get(row.id) ?? [],
      constraints: (this.#constraints.get(row.id) ?? []).map((constraint) => this.#constraint(constraint))
        .sort(byName),
      indexes: (this.#indexes.get(row.id) ?? []).map((index) => asIndex(index, this.#surroundings)).sort(
        byName,
      ),
      comment: this.#comments.of(address("pg_class", row.id)),
      options: relationOptions(row),
      ...(row.partition_by !== null && { partitionBy: row.partition_by }),
      ...this.#descent(row, parents.map(({ schema, name }) => objectName(schema, name, this.#scope))),
    };
  }

  #descent({ bound }: RelationRow, parents: readonly ObjectName[]): Partial<Table> {
    const [table] = parents;
    if (table === undefined) return {};
    return bound === null ? { inherits: parents } : { partitionOf: { table, bound } };
  }

  #constraint(row: ConstraintRow) {
    return asConstraint(row, (number) => this.#column(row.table, number).name, this.#scope, this.#comments);
  }

  /** A column of the system, such as `tableoid` in an index, is not among those that are read. */
  #column(table: number, number: number): { readonly name: string; readonly collation: number } {
    const rows = this.#columnRows.get(table) ?? [];
    const guess = rows[number - 1];
    const row = guess?.number === number ? guess : rows.find((candidate) => candidate.number === number);
    return { name: row?.name ?? "", collation: row?.collation_id ?? 0 };
  }

  #columnsOf(id: number): readonly Column[] {
    const relation = this.#relations.get(id);
    if (relation === undefined) return [];
    const parents = (this.#parents.get(id) ?? []).map(({ parent }) => this.#columns.get(parent) ?? []);
    return (this.#columnRows.get(id) ?? []).map((row) =>
      asColumn(row, {
        schema: relation.schema,
        table: relation.name,
        sequence: countingSequence(row, this.#sequences.get(`${id}/${row.number}`)),
        parents: parents.flatMap((columns) => columns.filter(({ name }) => name === row.name)),
        comments: this.#comments,
        partition: relation.bound !== null,
      })
    );
  }

  /** Without recursion: partitions of partitions may go deep. */
  #parentsFirst(): readonly number[] {
    const done = new Set<number>();
    for (const start of this.#relations.keys()) {
      const stack = [start];
      for (let id = stack.at(-1); id !== undefined; id = stack.at(-1)) {
        const missing = (this.#parents.get(id) ?? []).map(({ parent }) => parent)
          .filter((parent) => !done.has(parent) && this.#relations.has(parent));
        if (missing.length > 0) stack.push(...missing);
        else {
          done.add(id);
          stack.pop();
        }
      }
    }
    return [...done];
  }
}
