import { type DefinitionObject, objectKey, type Table } from "../../../schema/schema.ts";
import { componentsOf } from "../../../util/directed_graph.ts";
import type { Described } from "./described.ts";

/** The definitions; those that stand in a circle are told what may stand in for them. Both lists have one order. */
export function withStubs(
  definitions: readonly DefinitionObject[],
  found: readonly Described[],
  tables: readonly Table[],
): DefinitionObject[] {
  if (!found.some(({ stub }) => stub !== undefined)) return [...definitions];
  const circular = inCircles([
    ...definitions.map(({ kind, identity, dependsOn }) => ({
      key: objectKey(kind, { name: identity }),
      dependsOn,
    })),
    ...tables.map((table) => ({ key: objectKey("table", table), dependsOn: table.dependsOn ?? [] })),
  ]);
  return definitions.map((definition, place) => {
    const stub = found[place]?.stub;
    if (stub === undefined || !(stub.always || circular.has(place))) return definition;
    return { ...definition, create: stub.whole, stub: stub.sql };
  });
}

/** The places of those that lead back to themselves by way of another. */
function inCircles(
  things: readonly { readonly key: string; readonly dependsOn: readonly string[] }[],
): ReadonlySet<number> {
  const numbers = new Map(things.map(({ key }, number) => [key, number]));
  const graph = things.map(({ dependsOn }) => dependsOn.flatMap((key) => numbers.get(key) ?? []));
  const components = componentsOf(graph);
  const mates = Map.groupBy(things.keys(), (number) => components[number]);
  return new Set([...mates.values()].filter((group) => group.length > 1).flat());
}
