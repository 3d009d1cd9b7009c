import { type Column, type Default, type Generation, plainColumn } from "../../schema/column.ts";
import type { ColumnType } from "../../schema/column_type.ts";
import type { Constraint } from "../../schema/constraint.ts";
import type { SequenceOptions } from "../../schema/schema.ts";
import type { ColumnBuilder, CountingOptions, IdentityOptions } from "../api/column_builder.ts";
import type {
  CheckOptions,
  ForeignKeyOptions,
  NamedOption,
  PrimaryKeyOptions,
  UniqueOptions,
} from "../api/constraint_options.ts";
import type { EngineOptions, Literal, SqlFragment, SqlText } from "../api/value.ts";
import {
  badCall,
  checkArgument,
  checkOptions,
  ENGINE_OPTIONS,
  FLAG,
  isFragment,
  NAME,
  SQL,
  TEXT,
  WHOLE,
} from "./argument.ts";
import { type BuildContext, engineOptions, literalValue, sqlText } from "./build_context.ts";
import { check, type ConstraintPlace, foreignKey, primaryKey, unique } from "./build_constraint.ts";

/** What a column has come to: itself, and the constraints that its own definition says. */
export interface DescribedColumn {
  readonly column: Column;
  readonly constraints: readonly Constraint[];
}

/** A column as its builder's calls describe it. */
export class BuiltColumn implements ColumnBuilder {
  readonly #context: BuildContext;
  readonly #place: ConstraintPlace;
  readonly #constraints: Constraint[] = [];
  readonly #said = new Set<string>();
  #column: Column;

  constructor(context: BuildContext, place: ConstraintPlace, name: string, type: ColumnType) {
    this.#context = context;
    this.#place = place;
    this.#column = plainColumn(name, type);
  }

  /** What it has come to. */
  get described(): DescribedColumn {
    return { column: this.#column, constraints: this.#constraints };
  }

  /** What was said beside the type, by the names of the calls. */
  get said(): readonly string[] {
    return [...this.#said];
  }

  notNull(): this {
    return this.#with("notNull", { nullable: false });
  }

  nullable(): this {
    return this.#with("nullable", { nullable: true });
  }

  default(value: Literal | SqlFragment): this {
    return this.#with("default", { default: defaultOf(this.#context, this.#call("default"), value) });
  }

  unique(options: UniqueOptions & NamedOption = {}): this {
    return this.#constrain("unique", (place) => unique(this.#context, place, [this.#column.name], options));
  }

  primaryKey(options: PrimaryKeyOptions & NamedOption = {}): this {
    this.#with("primaryKey", { nullable: false });
    return this.#constrain(
      "primaryKey",
      (place) => primaryKey(this.#context, place, [this.#column.name], options),
    );
  }

  identity(options: IdentityOptions = {}): this {
    return this.#with("identity", {
      generation: identityOf(this.#call("identity"), options),
      nullable: false,
    });
  }

  references(table: string, column: string, options: ForeignKeyOptions & NamedOption = {}): this {
    checkArgument(this.#call("references"), "the column", column, NAME);
    const ends = { columns: [this.#column.name], table, references: [column] };
    return this.#constrain("references", (place) => foreignKey(this.#context, place, ends, options));
  }

  check(condition: SqlText, options: CheckOptions & NamedOption = {}): this {
    const columns = [this.#column.name];
    return this.#constrain(
      "check",
      (place) => check(this.#context, { ...place, columns }, condition, options),
    );
  }

  comment(text: string): this {
    checkArgument(this.#call("comment"), "the comment", text, TEXT);
    return this.#with("comment", { comment: text });
  }

  collate(collation: string): this {
    checkArgument(this.#call("collate"), "the collation", collation, NAME);
    return this.#with("collate", { collation });
  }

  generated(expression: SqlText, options: { readonly stored?: boolean } = {}): this {
    const call = this.#call("generated");
    checkArgument(call, "the expression", expression, SQL);
    checkOptions(call, options, { stored: FLAG });
    const { stored = true } = options;
    const sql = sqlText(expression, this.#context);
    return this.#with("generated", { generation: { kind: "computed", sql, stored } });
  }

  options(options: EngineOptions): this {
    checkArgument(this.#call("options"), "it", options, ENGINE_OPTIONS);
    return this.#with("options", { options: { ...this.#column.options, ...engineOptions(options) } });
  }

  #call(method: string): string {
    const { name } = this.#column;
    return `${this.#place.call}: ${name === "" ? "" : `column '${name}'`}.${method}()`;
  }

  #with(method: string, change: Partial<Column>): this {
    this.#said.add(method);
    this.#column = { ...this.#column, ...change };
    return this;
  }

  #constrain(method: string, make: (place: ConstraintPlace) => Constraint): this {
    const call = this.#call(method);
    if (this.#column.name === "") throw badCall(call, "a type alone has no constraints");
    this.#said.add(method);
    this.#constraints.push(make({ ...this.#place, call }));
    return this;
  }
}

/** A default: SQL as `op.sql`, anything else is a literal. */
export function defaultOf(context: BuildContext, call: string, value: Literal | SqlFragment): Default {
  if (isFragment(value)) return { kind: "expression", sql: sqlText(value, context) };
  return { kind: "value", value: literalValue(call, "the default", literalOf(value)) };
}

function literalOf(value: Literal | SqlFragment): Literal {
  // deno-lint-ignore retort/casts -- fragments were told apart before
  return value as Literal;
}

/** What the options of a sequence must be. */
export const COUNTING_OPTIONS = {
  start: WHOLE,
  increment: WHOLE,
  minimum: WHOLE,
  maximum: WHOLE,
  cache: WHOLE,
  cycle: FLAG,
} as const;

/** An identity with what its options say. */
export function identityOf(call: string, options: IdentityOptions): Generation {
  checkOptions(call, options, { always: FLAG, ...COUNTING_OPTIONS });
  return { kind: "identity", always: options.always ?? false, options: countingOf(options) };
}

/** How a sequence counts, its numbers as text. */
export function countingOf(options: CountingOptions): SequenceOptions {
  const { start, increment, minimum, maximum, cache, cycle } = options;
  const numbers = Object.entries({ start, increment, minimum, maximum, cache })
    .flatMap(([name, value]) => value === undefined ? [] : [[name, String(value)]]);
  return { ...Object.fromEntries(numbers), ...(cycle === undefined ? {} : { cycle }) };
}
