import type { DefinitionObject, ObjectName, UnknownObject } from "./schema.ts";

/** Orders texts by their code units: the same everywhere, whatever the language. */
export function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Orders by schema, those without one first, and by name. */
export function byName(one: ObjectName, other: ObjectName): number {
  return byText(one.schema ?? "", other.schema ?? "") || byText(one.name, other.name);
}

/** Orders definitions by kind, and by what they are called. */
export function byKindAndIdentity(
  one: Pick<DefinitionObject, "kind" | "identity">,
  other: Pick<DefinitionObject, "kind" | "identity">,
): number {
  return byText(one.kind, other.kind) || byText(one.identity, other.identity);
}

/** Orders what is not understood by kind and name. */
export function byKindAndName(one: UnknownObject, other: UnknownObject): number {
  return byText(one.kind, other.kind) || byText(one.name, other.name);
}
