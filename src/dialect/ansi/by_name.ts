import type { ObjectName } from "../../schema/schema.ts";

/** Orders texts by their code units: the same everywhere, whatever the language. */
export function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Orders by schema, those without one first, and by name. */
export function byName(one: ObjectName, other: ObjectName): number {
  return byText(one.schema ?? "", other.schema ?? "") || byText(one.name, other.name);
}
