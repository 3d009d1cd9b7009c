import {
  type DefinitionObject,
  objectKey,
  objectName,
  type Schema,
  type Sequence,
  type Table,
} from "../schema/schema.ts";
import { postOrder } from "../util/directed_graph.ts";
import { breakCycles } from "./break_cycles.ts";
import { creationRank } from "./creation_rank.ts";
import { type CreateAllOptions, type Creation, sorted } from "./creation.ts";
import type { Operation } from "./operation.ts";

/**
 * What makes a whole schema from nothing, each thing after what it needs, otherwise by kind and name. A foreign key
 * stands in its table, and is added later only where tables refer to one another in a circle.
 *
 * @example
 * ```ts
 * const statements = createAll(schema).flatMap((operation) => dispatch(compiler.handlers, operation, context));
 * ```
 */
export function createAll(schema: Schema, options: CreateAllOptions = {}): Operation[] {
  const creations = breakCycles(sorted(creationsOf(schema, options)), options);
  const numbers = new Map(creations.map(({ key }, number) => [key, number]));
  const graph = creations.map(({ needs }, self) => {
    const found = needs.map((key) => numbers.get(key)).filter((number) => number !== undefined);
    return found.filter((number) => number !== self);
  });
  return postOrder(graph).flatMap((number) => creations[number]?.operations ?? []);
}

function creationsOf(schema: Schema, options: CreateAllOptions): Creation[] {
  const owned = new Map(Object.entries(Object.groupBy(schema.sequences, ownerKey)));
  const made = new Set(schema.tables.flatMap((table) => ownedLater(table, owned)));
  return [
    ...schema.namespaces.map(({ name, comment }) =>
      creation("namespace", { name }, [], [{ kind: "createNamespace", name, comment, ifNotExists: false }])
    ),
    ...schema.enums.map((type) =>
      creation("enum", type, [], [{ kind: "createEnum", type, ifNotExists: false }])
    ),
    ...schema.sequences.map((sequence) => sequenceCreation(sequence, made.has(sequence))),
    ...schema.tables.map((table) => ({
      ...creation("table", table, tableNeeds(table, options), [
        { kind: "createTable", table, ifNotExists: false },
        ...ownedLater(table, owned).map(owning),
      ]),
      table,
    })),
    ...schema.definitions.map((object) => ({
      ...creation(object.kind, { name: object.identity }, object.dependsOn, [{
        kind: "createDefinition",
        object,
      }]),
      textual: /^(?:function|procedure)$/.test(object.kind),
      ...stubOf(object),
    })),
  ];
}

function creation(
  kind: string,
  name: { readonly schema?: string; readonly name: string },
  needs: readonly string[],
  operations: readonly Operation[],
): Creation {
  const inside = name.schema === undefined ? [] : [objectKey("namespace", { name: name.schema })];
  return {
    key: objectKey(kind, name),
    rank: creationRank(kind),
    schema: name.schema ?? "",
    name: name.name,
    needs: [...inside, ...needs],
    operations,
    textual: false,
  };
}

/** What stands in for a definition has no comment, and nothing stands in for it. */
function stubOf({ stub, ...object }: DefinitionObject): { stub?: Operation } {
  if (stub === undefined) return {};
  return { stub: { kind: "createDefinition", object: { ...object, create: stub, comment: "" } } };
}

/** The tables that it is made of or refers to, and what else the database says that it needs. */
function tableNeeds(table: Table, { referencesAhead = false }: CreateAllOptions): string[] {
  const { partitionOf, inherits = [], dependsOn = [], constraints } = table;
  const parents = [...(partitionOf === undefined ? [] : [partitionOf.table]), ...inherits];
  const referenced = constraints.filter((each) => each.kind === "foreignKey").map(({ table }) => table);
  return [
    ...parents.map((name) => objectKey("table", name)),
    ...dependsOn,
    ...(referencesAhead ? [] : referenced.map((name) => objectKey("table", name))),
  ];
}

function ownerKey({ ownedBy }: Sequence): string {
  return ownedBy === undefined ? "" : objectKey("table", ownedBy.table);
}

/** Sequences that a table needs and owns: they are there before it, and become its own afterwards. */
function ownedLater(
  table: Table,
  owned: ReadonlyMap<string, readonly Sequence[] | undefined>,
): readonly Sequence[] {
  const sequences = owned.get(objectKey("table", table)) ?? [];
  return sequences.filter((sequence) => table.dependsOn?.includes(objectKey("sequence", sequence)) === true);
}

function sequenceCreation(sequence: Sequence, ownedLater: boolean): Creation {
  const { ownedBy, ...free } = sequence;
  const operation = { kind: "createSequence", ifNotExists: false } as const;
  if (ownedLater || ownedBy === undefined) {
    return creation("sequence", sequence, [], [{ ...operation, sequence: free }]);
  }
  const needs = [objectKey("table", ownedBy.table)];
  return creation("sequence", sequence, needs, [{ ...operation, sequence }]);
}

function owning({ schema, name, ownedBy }: Sequence): Operation {
  return {
    kind: "alterSequence",
    sequence: objectName(name, schema),
    change: ownedBy === undefined ? {} : { ownedBy },
  };
}
