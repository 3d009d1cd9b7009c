/** Kinds in the order in which a person would write them; what others need is drawn forward from there. */
const ORDER: readonly (readonly string[])[] = [
  ["namespace"],
  ["extension"],
  ["language", "access method", "foreign data wrapper", "server", "foreign server", "user mapping"],
  ["collation", "conversion"],
  ["enum"],
  ["type", "composite type", "range type", "domain"],
  ["text search parser", "text search template", "text search dictionary", "text search configuration"],
  ["sequence"],
  ["table", "foreign table", "virtual table"],
  ["constraint"],
  ["view"],
  ["function", "procedure", "aggregate", "package", "package body"],
  ["operator", "operator family", "operator class", "cast", "transform"],
  // It is filled when it is made, by functions whose bodies must be there.
  ["materialized view"],
  ["index"],
  ["statistics"],
  ["rule"],
  ["trigger"],
  ["event"],
  ["policy"],
];

/** What comes at the very end: events that other statements would set off, and who may do what. */
const LAST: readonly (readonly string[])[] = [
  ["publication", "subscription"],
  ["event trigger"],
  ["event trigger state"],
  ["owner"],
  ["default privilege", "default privileges"],
  ["grant"],
];

const RANKS: ReadonlyMap<string, number> = new Map([
  ...ORDER.flatMap((kinds, rank) => kinds.map((kind) => [kind, rank] as const)),
  ...LAST.flatMap((kinds, rank) => kinds.map((kind) => [kind, ORDER.length + 1 + rank] as const)),
]);

/** The place of a kind among the others; of one that is not known, behind all but who may do what. */
export function creationRank(kind: string): number {
  return RANKS.get(kind) ?? ORDER.length;
}
