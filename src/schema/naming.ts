import { RetortError } from "../util/errors.ts";
import { md5 } from "../util/md5.ts";
import type { Constraint, ConstraintKind } from "./constraint.ts";
import type { IndexPart } from "./index.ts";
import type { Table } from "./schema.ts";

/** Templates for the names of constraints and indexes that were given none. */
export interface NamingConvention {
  readonly index?: string;
  readonly unique?: string;
  readonly check?: string;
  readonly foreignKey?: string;
  readonly primaryKey?: string;
}

/** How long a name may be. */
export interface NameLimit {
  readonly size: number;
  readonly unit: "bytes" | "characters";
  /** Whether characters outside of Unicode's basic plane, such as emoji, cannot stand in one. */
  readonly basicPlane?: boolean;
}

/** What names are made with. */
export interface Naming {
  readonly convention: NamingConvention;
  /** Absent for engines that take names of any length. */
  readonly limit?: NameLimit | undefined;
}

/** A name as it was given: a text that the convention may take in, one that is final, or none. */
export type GivenName = string | null | undefined | { readonly final: string };

/** What a template can say of the thing that is named. */
export interface NameFacts {
  readonly kind: ConstraintKind | "index";
  readonly table: string;
  readonly columns: readonly string[];
  /** Of a foreign key. */
  readonly referred?: { readonly table: string; readonly columns: readonly string[] };
}

const TOKENS = ["table", "columns", "column0", "referred_table", "referred_columns", "constraint_name"];

/**
 * The name of a constraint or an index; empty where neither the user nor the convention gives one. A template with
 * `{constraint_name}` takes given names in, any other stands in for a missing one.
 *
 * @throws {RetortError} `config-invalid` for a template with a token that there is not; `usage` where a template needs
 * a name and none is given.
 *
 * @example
 * ```ts
 * const naming = { convention: { unique: "uq_{table}_{columns}" } };
 * conventionalName(null, { kind: "unique", table: "task", columns: ["a", "b"] }, naming); // uq_task_a_b
 * ```
 */
export function conventionalName(given: GivenName, facts: NameFacts, { convention, limit }: Naming): string {
  if (typeof given === "object" && given !== null) return given.final;
  const template = facts.kind === "exclude" ? undefined : convention[facts.kind];
  if (template === undefined) return given ?? "";
  const takes = template.includes("{constraint_name}");
  if (isName(given) && !takes) return given;
  if (!isName(given) && takes) throw needsName(facts, template);
  return shortened(filled(template, facts, given ?? ""), limit);
}

/**
 * A table in which constraints without a name have those of the wanted names that the convention gives them: what an
 * engine keeps no name for can so be spoken of.
 */
export function nameWanted(table: Table, wanted: ReadonlySet<string>, naming: Naming): Table {
  const taken = new Set(table.constraints.map(({ name }) => name));
  const named = table.constraints.map((constraint) => {
    if (constraint.name !== "" || takesNames(constraint.kind, naming)) return constraint;
    const name = conventionalName(null, constraintFacts(constraint, table.name), naming);
    return wanted.has(name) && !taken.has(name) ? { ...constraint, name } : constraint;
  });
  return { ...table, constraints: named };
}

function takesNames(kind: ConstraintKind, { convention }: Naming): boolean {
  return kind !== "exclude" && convention[kind]?.includes("{constraint_name}") === true;
}

/** What a template can say of a constraint. */
function constraintFacts(
  constraint: Constraint,
  table: string,
  columns: readonly string[] = [],
): NameFacts {
  const { kind } = constraint;
  if (kind === "check" || kind === "exclude") return { kind, table, columns };
  if (kind !== "foreignKey") return { kind, table, columns: constraint.columns };
  const referred = { table: constraint.table.name, columns: constraint.references };
  return { kind, table, columns: constraint.columns, referred };
}

/** What a template has for the parts of an index: the columns, and the words of expressions. */
export function partWords(parts: readonly IndexPart[]): readonly string[] {
  return parts.map(({ on }) => on.kind === "column" ? on.name : words(on.sql));
}

function words(sql: string): string {
  return sql.match(/[\p{L}\p{N}_]+/gu)?.join("_") ?? "expr";
}

function isName(given: string | null | undefined): given is string {
  return given !== null && given !== undefined && given !== "";
}

function filled(template: string, { kind, table, columns, referred }: NameFacts, given: string): string {
  const values = new Map([
    ["table", table],
    ["columns", columns.join("_")],
    ["column0", columns[0] ?? ""],
    ["referred_table", referred?.table ?? ""],
    ["referred_columns", referred?.columns.join("_") ?? ""],
    ["constraint_name", given],
  ]);
  return template.replace(/\{(\w*)\}/g, (_, token: string) => {
    const value = values.get(token);
    if (value === undefined) throw unknownToken(kind, token);
    return value;
  });
}

/** How many characters a shortened name has less than it may have, and how many digits of its digest it keeps. */
const CUT = 8;
const DIGITS = 4;

/** A name that is too long ends in a digest of the whole, as SQLAlchemy shortens it: the same names on both sides. */
function shortened(name: string, limit: NameLimit | undefined): string {
  if (limit === undefined || nameSize(name, limit) <= limit.size) return name;
  let start = name;
  const most = limit.size - CUT;
  while (nameSize(start, limit) > most) start = [...start].slice(0, -1).join("");
  return `${start}_${md5(name).slice(-DIGITS)}`;
}

/** How long a name is, as the engine counts it. */
export function nameSize(name: string, { unit }: NameLimit): number {
  return unit === "bytes" ? new TextEncoder().encode(name).length : name.length;
}

function needsName({ kind, table }: NameFacts, template: string): RetortError {
  return new RetortError("usage", `A ${SPOKEN[kind]} of table '${table}' needs a name`, {
    hint: `naming.${kind} is '${template}', which takes a name in`,
  });
}

function unknownToken(kind: string, token: string): RetortError {
  return new RetortError("config-invalid", `naming.${kind} has no value for {${token}}`, {
    hint: `There are ${TOKENS.map((known) => `{${known}}`).join(" ")}`,
  });
}

/** The kinds as a message says them. */
const SPOKEN = {
  index: "index",
  unique: "unique constraint",
  check: "check",
  foreignKey: "foreign key",
  primaryKey: "primary key",
  exclude: "exclusion constraint",
} as const;
