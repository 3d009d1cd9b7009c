import type {
  CheckConstraint,
  Deferral,
  ExcludeConstraint,
  ForeignKey,
  PrimaryKey,
  UniqueConstraint,
} from "../../schema/constraint.ts";
import type { ObjectName, Options } from "../../schema/schema.ts";
import type {
  CheckOptions,
  ConstraintOptions,
  DeferOptions,
  ExcludeElement,
  ExcludeOptions,
  ForeignKeyOptions,
  NamedOption,
  PrimaryKeyOptions,
  UniqueOptions,
} from "../api/constraint_options.ts";
import type { ConstraintName, SqlText } from "../api/value.ts";
import {
  badCall,
  checkArgument,
  checkOptions,
  ENGINE_OPTIONS,
  FLAG,
  GIVEN_NAME,
  NAME,
  NAMES,
  oneOf,
  SQL,
  TEXT,
} from "./argument.ts";
import { type BuildContext, chosenName, engineOptions, namedObject, sqlText } from "./build_context.ts";

/** Where a constraint is written: which call, and on which table. */
export interface ConstraintPlace {
  readonly call: string;
  readonly table: string;
}

const KEY_ACTION = oneOf("NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT");
const DEFER = { deferrable: FLAG, initially: oneOf("IMMEDIATE", "DEFERRED") } as const;
const GENERAL = { comment: TEXT, notValid: FLAG, options: ENGINE_OPTIONS, name: GIVEN_NAME } as const;

/** PRIMARY KEY. */
export function primaryKey(
  context: BuildContext,
  { call, table }: ConstraintPlace,
  columns: readonly string[],
  options: PrimaryKeyOptions & NamedOption,
): PrimaryKey {
  checkOptions<Required<typeof options>>(call, present(options), { ...GENERAL, ...DEFER, include: NAMES });
  const facts = { kind: "primaryKey", table, columns: columnNames(call, columns) } as const;
  return {
    kind: "primaryKey",
    ...general(options, chosenName(context, call, options.name, facts)),
    columns,
    include: options.include ?? [],
    deferral: deferralOf(call, options),
  };
}

/** UNIQUE. */
export function unique(
  context: BuildContext,
  { call, table }: ConstraintPlace,
  columns: readonly string[],
  options: UniqueOptions & NamedOption,
): UniqueConstraint {
  checkOptions<Required<typeof options>>(call, present(options), {
    ...GENERAL,
    ...DEFER,
    include: NAMES,
    nullsNotDistinct: FLAG,
  });
  const facts = { kind: "unique", table, columns: columnNames(call, columns) } as const;
  return {
    kind: "unique",
    ...general(options, chosenName(context, call, options.name, facts)),
    columns,
    include: options.include ?? [],
    nullsNotDistinct: options.nullsNotDistinct ?? false,
    deferral: deferralOf(call, options),
  };
}

/** CHECK; `columns` is what a naming convention can say of it. */
export function check(
  context: BuildContext,
  { call, table, columns = [] }: ConstraintPlace & { readonly columns?: readonly string[] },
  condition: SqlText,
  options: CheckOptions & NamedOption,
): CheckConstraint {
  checkArgument(call, "the condition", condition, SQL);
  checkOptions<Required<typeof options>>(call, present(options), GENERAL);
  const facts = { kind: "check", table, columns } as const;
  return {
    kind: "check",
    ...general(options, chosenName(context, call, options.name, facts)),
    condition: sqlText(condition, context),
  };
}

/** What a foreign key joins. */
export interface KeyEnds {
  readonly columns: readonly string[];
  readonly table: string;
  readonly references: readonly string[];
}

/** FOREIGN KEY. */
export function foreignKey(
  context: BuildContext,
  { call, table }: ConstraintPlace,
  ends: KeyEnds,
  options: ForeignKeyOptions & NamedOption,
): ForeignKey {
  checkOptions<Required<typeof options>>(call, present(options), {
    ...GENERAL,
    ...DEFER,
    onDelete: KEY_ACTION,
    onUpdate: KEY_ACTION,
    match: oneOf("FULL", "PARTIAL", "SIMPLE"),
    referentSchema: NAME,
  });
  const what = "the table that is referred to";
  const referent = namedObject(context, call, { what, name: ends.table, schema: options.referentSchema });
  return {
    kind: "foreignKey",
    ...general(options, keyName(context, { call, table }, ends, options.name)),
    ...endsOf(call, ends, referent),
    onDelete: options.onDelete ?? "NO ACTION",
    onUpdate: options.onUpdate ?? "NO ACTION",
    match: options.match === undefined || options.match === "SIMPLE" ? "" : options.match,
    deferral: deferralOf(call, options),
  };
}

function keyName(
  context: BuildContext,
  { call, table }: ConstraintPlace,
  { columns, table: referent, references }: KeyEnds,
  given: ConstraintName | undefined,
): string {
  const referred = { table: referent, columns: references };
  const facts = { kind: "foreignKey", table, columns: columnNames(call, columns), referred } as const;
  return chosenName(context, call, given, facts);
}

function endsOf(call: string, { columns, references }: KeyEnds, table: ObjectName) {
  columnNames(call, references);
  if (columns.length !== references.length) {
    throw badCall(
      call,
      `${columns.length} columns cannot refer to ${references.length}`,
      "Name as many on both sides",
    );
  }
  return { columns, table, references };
}

/** PostgreSQL's EXCLUDE. */
export function exclude(
  context: BuildContext,
  { call, table }: ConstraintPlace,
  elements: readonly ExcludeElement[],
  options: ExcludeOptions & NamedOption,
): ExcludeConstraint {
  checkOptions<Required<typeof options>>(call, present(options), {
    ...GENERAL,
    ...DEFER,
    using: NAME,
    where: SQL,
    include: NAMES,
  });
  const parts = excludeElements(context, call, elements);
  const facts = { kind: "exclude", table, columns: [] } as const;
  return {
    kind: "exclude",
    ...general(options, chosenName(context, call, options.name, facts)),
    using: options.using ?? "gist",
    elements: parts,
    where: options.where === undefined ? "" : sqlText(options.where, context),
    include: options.include ?? [],
    deferral: deferralOf(call, options),
  };
}

/** A text is a column's name, or SQL where it is no plain word. */
function excludeElements(context: BuildContext, call: string, elements: readonly ExcludeElement[]) {
  if (!Array.isArray(elements) || elements.length === 0) {
    throw badCall(call, "it takes a list of pairs", 'Such as [["room", "="], ["during", "&&"]]');
  }
  return elements.map(([on, operator]) => {
    checkArgument(call, "what is compared", on, SQL);
    checkArgument(call, "an operator", operator, TEXT);
    const column = typeof on === "string" && /^[\p{L}_][\p{L}\p{N}_$]*$/u.test(on);
    return { sql: column ? context.quote(on) : sqlText(on, context), operator };
  });
}

/**
 * Names of columns: one at least, none twice.
 *
 * @throws {RetortError} `script-failed`.
 */
function columnNames(call: string, columns: readonly string[]): readonly string[] {
  checkArgument(call, "the columns", columns, NAMES);
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined) throw badCall(call, `column '${twice}' is named twice`);
  return columns;
}

/** The options that are there: `checkOptions` wants to be told of each. */
function present<Options extends object>(options: Options): Required<Options> {
  // deno-lint-ignore retort/casts -- absent options are passed over by checkOptions, which alone is given the result
  return options as Required<Options>;
}

function general(options: ConstraintOptions, name: string) {
  const valid: Options = options.notValid === true ? { notValid: "" } : {};
  return {
    name,
    comment: options.comment ?? "",
    options: { ...engineOptions(options.options), ...valid },
  };
}

function deferralOf(call: string, { deferrable, initially }: DeferOptions): Deferral {
  if (initially === "DEFERRED") {
    if (deferrable === false) throw badCall(call, "what is not deferrable cannot be deferred");
    return "deferred";
  }
  return deferrable === true ? "deferrable" : "immediate";
}
