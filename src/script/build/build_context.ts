import type { DefaultValue } from "../../schema/column.ts";
import {
  conventionalName,
  type GivenName,
  type NameFacts,
  nameSize,
  type Naming,
} from "../../schema/naming.ts";
import { type ObjectName, objectName, type Options } from "../../schema/schema.ts";
import type { Value } from "../../sql/statement.ts";
import type { EngineOptions, Literal, SqlText } from "../api/value.ts";
import { badCall, checkArgument, NAME } from "./argument.ts";

/** What operations are built with. */
export interface BuildContext {
  readonly naming: Naming;
  /** An identifier as SQL of the engine writes it. */
  quote(identifier: string): string;
  /** A value as SQL text. */
  literal(value: Value): string;
}

/** A name that the user gives, with its schema. */
export function namedObject(
  context: BuildContext,
  call: string,
  { what, name, schema }: {
    readonly what: string;
    readonly name: string;
    readonly schema?: string | undefined;
  },
): ObjectName {
  checkArgument(call, what, name, NAME);
  checkLength(context, call, name);
  return objectName(name, schema);
}

/** The name of a constraint or an index, as the convention has it; empty for none. */
export function chosenName(context: BuildContext, call: string, given: GivenName, facts: NameFacts): string {
  const name = conventionalName(given, facts, context.naming);
  checkLength(context, call, name);
  return name;
}

/**
 * Refuses a name that the engine would not take, or cut off in silence.
 *
 * @throws {RetortError} `script-failed`.
 */
export function checkLength({ naming: { limit } }: BuildContext, call: string, name: string): void {
  if (limit === undefined) return;
  const odd = limit.basicPlane === true ? /[\u{10000}-\u{10ffff}]/u.exec(name)?.[0] : undefined;
  if (odd !== undefined) {
    throw badCall(
      call,
      `the name '${name}' has '${odd}' in it`,
      "The engine takes no such characters in names",
    );
  }
  if (nameSize(name, limit) <= limit.size) return;
  const size = nameSize(name, limit);
  const hint = `Names have at most ${limit.size} ${limit.unit} here`;
  throw badCall(call, `the name '${name}' is too long: ${size} ${limit.unit}`, hint);
}

/** SQL with its values written into it: what stands in DDL cannot be bound. */
export function sqlText(text: SqlText, { literal }: Pick<BuildContext, "literal">): string {
  if (typeof text === "string") return text.trim();
  const { parts, values } = text;
  return parts.map((part, index) => {
    const value = values[index];
    return value === undefined ? part : part + literal(value).trimStart();
  }).join("").trim();
}

/** Options of one engine as operations have them: flags that are not set are not there. */
export function engineOptions(options: EngineOptions | undefined): Options {
  const given = Object.entries(options ?? {}).filter(([, value]) => value !== false);
  return Object.fromEntries(given.map(([name, value]) => [name, value === true ? "" : String(value)]));
}

/**
 * A literal, looked at to its last member.
 *
 * @throws {RetortError} `script-failed` for what no SQL can say.
 */
export function literalValue(call: string, what: string, value: Literal): DefaultValue {
  refuseOdd(call, what, value, []);
  return value;
}

function refuseOdd(call: string, what: string, value: unknown, above: readonly unknown[]): void {
  if (value === null || ["string", "boolean", "bigint"].includes(typeof value)) return;
  if (typeof value === "number" && Number.isFinite(value)) return;
  const plain = typeof value === "object" && (Array.isArray(value) || isPlain(value)) &&
    !above.includes(value);
  if (!plain || value === null || typeof value !== "object") throw notLiteral(call, what, value);
  for (const member of Object.values(value)) refuseOdd(call, what, member, [...above, value]);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function notLiteral(call: string, what: string, value: unknown): Error {
  if (value instanceof Date) {
    return badCall(call, `${what} is a Date`, "Write a time as text, in the way the column's type takes it");
  }
  const kind = typeof value === "object" ? "an object that JSON cannot hold" : `a ${typeof value}`;
  return badCall(
    call,
    `${what} is ${kind}`,
    "A literal is text, a number, a boolean, null, or JSON of these",
  );
}
