import type { TableChange } from "../../../operation/operation.ts";

/**
 * Which changes of a table can share one ALTER TABLE. The server does not go from clause to clause: it drops before it
 * adds, and reads every column's name as it is at the end.
 */
export class ChangeGroups {
  /** In the statement as it is so far, all in lower case. */
  #columns = new Set<string>();
  #added = new Set<string>();
  #droppedKeys = new Set<string>();
  #mentioned = new Set<string>();
  #checks = false;

  /** Takes one more change; tells whether it begins a statement of its own. */
  begins(change: TableChange): boolean {
    const begins = this.#meets(change);
    if (begins) {
      for (const each of [this.#columns, this.#added, this.#droppedKeys, this.#mentioned]) each.clear();
      this.#checks = false;
    }
    for (const column of columnsOf(change)) this.#columns.add(column);
    for (const column of mentionsOf(change)) this.#mentioned.add(column);
    for (const name of addedBy(change)) this.#added.add(name);
    if (change.kind === "dropConstraint" && change.type === "foreignKey") {
      this.#droppedKeys.add(lower(change.name));
    }
    this.#checks ||= change.kind === "addConstraint" && change.constraint.kind === "check";
    return begins;
  }

  #meets(change: TableChange): boolean {
    if (columnsOf(change).some((column) => this.#columns.has(column))) return true;
    if (change.kind === "dropConstraint" || change.kind === "dropIndex") {
      return this.#added.has(lower(change.name));
    }
    if (change.kind === "addConstraint") return this.#droppedKeys.has(lower(change.constraint.name));
    const moves = change.kind === "dropColumn" ||
      (change.kind === "alterColumn" && change.change.name !== undefined);
    return moves && (this.#checks || this.#mentioned.has(lower(change.column)));
  }
}

function lower(name: string): string {
  return name.toLowerCase();
}

/** The columns whose definitions a change writes. */
function columnsOf(change: TableChange): readonly string[] {
  switch (change.kind) {
    case "addColumn":
      return [lower(change.column.name)];
    case "dropColumn":
      return [lower(change.column)];
    case "alterColumn":
      return [change.column, change.change.name ?? change.column].map(lower);
    default:
      return [];
  }
}

/** The columns that something new speaks of by name. */
function mentionsOf(change: TableChange): readonly string[] {
  if (change.kind === "createIndex") {
    return change.index.parts.flatMap(({ on }) => on.kind === "column" ? [lower(on.name)] : []);
  }
  if (change.kind !== "addConstraint" || !("columns" in change.constraint)) return [];
  return change.constraint.columns.map(lower);
}

/** The names that something new has. */
function addedBy(change: TableChange): readonly string[] {
  switch (change.kind) {
    case "addColumn":
      return change.constraints.map(({ name }) => lower(name));
    case "addConstraint":
      return [lower(change.constraint.name)];
    case "createIndex":
      return [lower(change.index.name)];
    default:
      return [];
  }
}
