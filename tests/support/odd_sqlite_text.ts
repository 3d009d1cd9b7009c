import type { Column } from "../../src/schema/column.ts";
import type { Constraint, ForeignKey } from "../../src/schema/constraint.ts";
import type { Index, IndexPart } from "../../src/schema/index.ts";
import type { Table } from "../../src/schema/schema.ts";
import { keyColumnOption } from "../../src/dialect/sqlite/options.ts";
import { sqliteLexicon } from "../../src/dialect/sqlite/lexicon.ts";
import { chance, type Draw, pick } from "./random_sqlite_table.ts";

/**
 * Writes tables as nobody would but SQLite takes them: names in all its quotes, comments anywhere, clauses in any
 * order, constraints beside columns or after them, commas left out.
 */
export class OddSqliteText {
  readonly #draw: Draw;

  constructor(draw: Draw) {
    this.#draw = draw;
  }

  /** CREATE TABLE and its indexes. */
  statements(table: Table): string[] {
    return [this.#table(table), ...table.indexes.map((index) => this.#index(table, index))];
  }

  #table(table: Table): string {
    const apart: Constraint[] = [];
    const beside = new Map<string, Constraint[]>(table.columns.map(({ name }) => [name, []]));
    for (const each of table.constraints) (this.#home(each, table, beside) ?? apart).push(each);
    const lines = table.columns.map((column) =>
      this.#column(column, beside.get(column.name) ?? [], "strict" in table.options)
    );
    const constraints = apart.map((each) => this.#constraint(each));
    const rest = constraints.map((each) => (this.#chance(4) ? " " : ",") + this.#gap() + each).join("");
    const tail = constraints.length === 0 ? "" : `,${rest.slice(1)}`;
    const options = Object.keys(table.options).map((key) =>
      this.#words(key === "strict" ? "STRICT" : "WITHOUT ROWID")
    );
    return this.#words("CREATE TABLE") + this.#gap() + this.#name(table.name) + this.#gap() + "(" +
      this.#gap() +
      lines.join(`${this.#gap()},${this.#gap()}`) + tail + this.#gap() + ")" + this.#gap() +
      options.join(`${this.#gap()},${this.#gap()}`);
  }

  /** Where a constraint may stand beside its column, and does by chance. */
  #home(
    constraint: Constraint,
    table: Table,
    beside: ReadonlyMap<string, Constraint[]>,
  ): Constraint[] | undefined {
    if (constraint.kind === "check") {
      if ("conflict" in constraint.options || this.#chance(2)) return undefined;
      return beside.get(pick(this.#draw, table.columns).name);
    }
    const [column = "", ...others] = "columns" in constraint ? constraint.columns : [];
    if (others.length > 0) return undefined;
    const first = constraint.options[keyColumnOption(0)] ?? "";
    if (constraint.kind === "primaryKey") {
      const type = table.columns.find(({ name }) => name === column)?.type;
      const integer = type?.kind === "native" && type.sql === "INTEGER";
      if (first === "DESC" && integer) return beside.get(column);
      if (first.startsWith("COLLATE")) return undefined;
      const counts = table.columns.some(({ name, generation }) =>
        name === column && generation.kind === "identity"
      );
      return counts || this.#chance(2) ? beside.get(column) : undefined;
    }
    return first !== "" || this.#chance(2) ? undefined : beside.get(column);
  }

  #column(column: Column, constraints: readonly Constraint[], strict: boolean): string {
    const { type, nullable, options, generation, collation } = column;
    const clauses = [
      nullable ? (this.#chance(6) ? this.#words("NULL") : "") : this.#join(
        options["notNullName"] === undefined
          ? ""
          : this.#join(this.#words("CONSTRAINT"), this.#name(options["notNullName"])),
        this.#words("NOT NULL"),
        this.#conflict(options["notNullConflict"], "on conflict abort"),
      ),
      column.default.kind === "expression" ? this.#default(column.default.sql) : "",
      collation === "" ? "" : this.#join(this.#words("COLLATE"), this.#name(collation)),
      generation.kind === "computed"
        ? this.#join(
          // Comments before GENERATED would be part of the type, and STRICT tables know no such type.
          this.#words(strict || this.#chance(2) ? "AS" : "GENERATED ALWAYS AS"),
          this.#parenthesised(generation.sql),
          generation.stored ? this.#words("STORED") : this.#chance(2) ? this.#words("VIRTUAL") : "",
        )
        : "",
      ...constraints.map((each) => this.#beside(each, generation.kind === "identity")),
    ].filter((each) => each !== "");
    const shuffled = clauses.length < 2 || this.#chance(2)
      ? clauses
      : [...clauses.slice(1), ...clauses.slice(0, 1)];
    const sql = type.kind === "native" ? type.sql : "";
    return this.#join(
      this.#name(column.name),
      sql.replaceAll(/ (?![^'[]*['\]])/g, () => this.#gap()),
      ...shuffled,
    );
  }

  #default(sql: string): string {
    const bare = /^(?:[+-]?[\d.][\w.]*|x?'(?:[^']|'')*'|null|true|false|current_timestamp)$/i.test(sql);
    return this.#join(this.#words("DEFAULT"), bare && this.#chance(2) ? sql : this.#parenthesised(sql));
  }

  #parenthesised(sql: string): string {
    return `(${this.#gap()}${sql}${this.#gap()})`;
  }

  #named(constraint: Constraint, body: string): string {
    if (constraint.name === "") return body;
    return this.#join(this.#words("CONSTRAINT"), this.#name(constraint.name), body);
  }

  #beside(constraint: Constraint, counted: boolean): string {
    const conflict = this.#conflict(constraint.options["conflict"]);
    const order = constraint.options[keyColumnOption(0)] ?? (this.#chance(4) ? "ASC" : "");
    switch (constraint.kind) {
      case "primaryKey":
        return this.#named(
          constraint,
          this.#join(this.#words("PRIMARY KEY"), order, conflict, counted ? "autoincrement" : ""),
        );
      case "unique":
        return this.#named(constraint, this.#join(this.#words("UNIQUE"), conflict));
      case "foreignKey":
        return this.#named(constraint, this.#references(constraint));
      case "check":
        return this.#named(
          constraint,
          this.#join(this.#words("CHECK"), this.#parenthesised(constraint.condition)),
        );
      default:
        return "";
    }
  }

  #constraint(constraint: Constraint): string {
    const conflict = this.#conflict(constraint.options["conflict"]);
    switch (constraint.kind) {
      case "primaryKey":
      case "unique": {
        const words = this.#words(constraint.kind === "unique" ? "UNIQUE" : "PRIMARY KEY");
        const columns = constraint.columns.map((each, place) =>
          this.#join(this.#name(each), constraint.options[keyColumnOption(place)] ?? "")
        );
        return this.#named(constraint, this.#join(words, `(${columns.join(",")})`, conflict));
      }
      case "check":
        return this.#named(
          constraint,
          this.#join(this.#words("CHECK"), this.#parenthesised(constraint.condition), conflict),
        );
      case "foreignKey":
        return this.#named(
          constraint,
          this.#join(
            this.#words("FOREIGN KEY"),
            `(${constraint.columns.map((each) => this.#name(each)).join(",")})`,
            this.#references(constraint),
          ),
        );
      default:
        return "";
    }
  }

  #references({ table, references, onDelete, onUpdate, match, deferral }: ForeignKey): string {
    const rules = [
      onDelete === "NO ACTION" && this.#chance(2) ? "" : this.#words(`ON DELETE ${onDelete}`),
      match === "" ? (this.#chance(4) ? "match simple" : "") : this.#words(`MATCH ${match}`),
      onUpdate === "NO ACTION" && this.#chance(2) ? "" : this.#words(`ON UPDATE ${onUpdate}`),
    ];
    const columns = references.length === 0
      ? ""
      : `(${references.map((each) => this.#name(each)).join(", ")})`;
    const deferred = {
      immediate: this.#chance(3) ? "NOT DEFERRABLE INITIALLY DEFERRED" : "",
      deferrable: this.#chance(2) ? "DEFERRABLE" : "DEFERRABLE INITIALLY IMMEDIATE",
      deferred: "DEFERRABLE INITIALLY DEFERRED",
    }[deferral];
    return this.#join(
      this.#words("REFERENCES"),
      this.#name(table.name),
      columns,
      ...rules,
      this.#words(deferred),
    );
  }

  #index(table: Table, { name, unique, parts, where }: Index): string {
    return this.#join(
      this.#words(unique ? "CREATE UNIQUE INDEX" : "CREATE INDEX"),
      this.#name(name),
      this.#words("ON"),
      this.#name(table.name),
      `(${parts.map((each) => this.#part(each)).join(`${this.#gap()},`)}${this.#gap()})`,
      where === "" ? "" : this.#join(this.#words("WHERE"), where),
    );
  }

  #part({ on, collation, descending }: IndexPart): string {
    const operand = on.kind === "column"
      ? this.#chance(4) ? `(${this.#name(on.name)})` : this.#name(on.name)
      : collation === "" && this.#chance(2)
      ? on.sql
      : this.#parenthesised(on.sql);
    return this.#join(
      operand,
      collation === "" ? "" : this.#join(this.#words("COLLATE"), this.#name(collation)),
      descending ? this.#words("DESC") : this.#chance(4) ? "asc" : "",
    );
  }

  #conflict(action: string | undefined, idle = ""): string {
    if (action !== undefined) return this.#words(`ON CONFLICT ${action}`);
    return this.#chance(4) ? idle : "";
  }

  /** A name in one of the quotes that can hold it. */
  #name(name: string): string {
    const forms = [
      `"${name.replaceAll('"', '""')}"`,
      `\`${name.replaceAll("`", "``")}\``,
      ...(name.includes("]") ? [] : [`[${name}]`]),
      ...(/^[\p{L}_][\p{L}\w$]*$/u.test(name) && !sqliteLexicon.reservedWords.has(name.toUpperCase())
        ? [name]
        : []),
    ];
    return pick(this.#draw, forms);
  }

  #words(words: string): string {
    const text = this.#chance(2) ? words : words.toLowerCase();
    return text.split(" ").join(this.#gap());
  }

  #join(...parts: readonly string[]): string {
    return parts.filter((each) => each !== "").join(this.#gap());
  }

  #gap(): string {
    return pick(this.#draw, [" ", " ", "\n  ", "\t", " /* , ) ' */ ", " -- it's (a \" comment\n", " /**/ "]);
  }

  #chance(of: number): boolean {
    return chance(this.#draw, of);
  }
}
