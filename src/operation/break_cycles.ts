import type { Constraint } from "../schema/constraint.ts";
import type { Index } from "../schema/index.ts";
import { objectKey, objectName, type Table } from "../schema/schema.ts";
import { componentsOf, postOrder } from "../util/directed_graph.ts";
import { type CreateAllOptions, type Creation, isReference, refersTo, sorted } from "./creation.ts";
import { creationRank } from "./creation_rank.ts";

/**
 * Takes apart what needs one another in a circle, so that an order is left: checks and expression indexes that need a
 * function which needs their table come after both, a stub stands in for a view, a function's body is text, a foreign
 * key can be added later.
 */
export function breakCycles(creations: readonly Creation[], options: CreateAllOptions): readonly Creation[] {
  const apart = options.referencesAhead ? creations : splitTables(creations);
  const stubbed = withStubs(apart);
  const hard = withoutNeeds(stubbed, inCircles(stubbed, isHard), ({ textual }) => textual);
  const soft = withoutNeeds(hard, backEdges(hard, isHard), () => true);
  return splitReferences(soft);
}

type Need = (creation: Creation, key: string) => boolean;
type Circles = ReadonlyMap<Creation, ReadonlySet<string>>;

function isAny(): boolean {
  return true;
}

function isHard({ table }: Creation, key: string): boolean {
  return table === undefined || !isReference(table, key);
}

/** The needs of each, as numbers, that count and that somebody has. */
function graphOf(creations: readonly Creation[], counts: Need): number[][] {
  const numbers = new Map(creations.map(({ key }, number) => [key, number]));
  return creations.map((creation) =>
    creation.needs.filter((key) => key !== creation.key && counts(creation, key)).flatMap((key) =>
      numbers.get(key) ?? []
    )
  );
}

/** The needs of each that stand in the same circle as itself. */
function inCircles(creations: readonly Creation[], counts: Need): Circles {
  const graph = graphOf(creations, counts);
  const components = componentsOf(graph);
  const circles = new Map<Creation, Set<string>>();
  for (const [from, creation] of creations.entries()) {
    const mates = (graph[from] ?? []).filter((to) => components[to] === components[from]);
    if (mates.length > 0) circles.set(creation, new Set(mates.map((to) => creations[to]?.key ?? "")));
  }
  return circles;
}

/** Needs without which no circle is left, whatever they are. */
function backEdges(creations: readonly Creation[], counts: Need): Circles {
  const found = new Map<Creation, Set<string>>();
  postOrder(graphOf(creations, counts), (from, to) => {
    const [creation, needed] = [creations[from], creations[to]];
    if (creation === undefined || needed === undefined) return;
    found.set(creation, new Set([...(found.get(creation) ?? []), needed.key]));
  });
  return found;
}

function withoutNeeds(
  creations: readonly Creation[],
  circles: Circles,
  which: (creation: Creation) => boolean,
): readonly Creation[] {
  if (circles.size === 0) return creations;
  return creations.map((creation) => {
    const dropped = circles.get(creation);
    if (dropped === undefined || !which(creation)) return creation;
    return { ...creation, needs: creation.needs.filter((key) => !dropped.has(key)) };
  });
}

/** What has a stub: the rest of its circle needs no more than that. */
function withStubs(creations: readonly Creation[]): readonly Creation[] {
  const stubs = new Map(
    creations.filter(({ stub }) => stub !== undefined).map(({ key }) => [key, stubKey(key)]),
  );
  if (stubs.size === 0) return creations;
  const circles = inCircles(creations, isHard);
  return sorted(creations.flatMap((creation) => {
    const circle = circles.get(creation) ?? new Set();
    const { key, stub, rank, schema, name } = creation;
    const needs = creation.needs.map((need) => circle.has(need) ? stubs.get(need) ?? need : need);
    if (stub === undefined) return [{ ...creation, needs }];
    const outside = creation.needs.filter((need) => !circle.has(need));
    return [
      { key: stubKey(key), rank, schema, name, needs: outside, operations: [stub], textual: false },
      { ...creation, needs: [stubKey(key), ...needs] },
    ];
  }));
}

function stubKey(key: string): string {
  return `stub of ${key}`;
}

/** A table in a circle with something that is no table: its checks and expressions wait for that. */
function splitTables(creations: readonly Creation[]): readonly Creation[] {
  const circles = inCircles(creations, isHard);
  if (circles.size === 0) return creations;
  return sorted(creations.flatMap((creation) => {
    const needed = circles.get(creation);
    return needed === undefined || creation.table === undefined
      ? [creation]
      : splitTable(creation, creation.table, needed);
  }));
}

function splitTable(creation: Creation, table: Table, circle: ReadonlySet<string>): Creation[] {
  const later = [...circle].filter((key) => !key.startsWith("table "));
  const constraints = table.constraints.filter(({ kind }) => kind === "check" || kind === "exclude");
  const indexes = table.indexes.filter(mayCall);
  if (later.length === 0 || constraints.length + indexes.length === 0) return [creation];
  const bare = {
    ...table,
    constraints: table.constraints.filter((each) => !constraints.includes(each)),
    indexes: table.indexes.filter((each) => !indexes.includes(each)),
  };
  const rest: Creation = {
    ...laterThan(creation, ""),
    needs: [creation.key, ...creation.needs],
    operations: [
      ...constraints.map((constraint) =>
        ({ kind: "addConstraint", table: objectName(table.name, table.schema), constraint }) as const
      ),
      ...indexes.map((index) =>
        ({
          kind: "createIndex",
          table: objectName(table.name, table.schema),
          index,
          concurrently: false,
          ifNotExists: false,
        }) as const
      ),
    ],
  };
  return [
    withTable({ ...creation, needs: creation.needs.filter((key) => !later.includes(key)) }, bare),
    rest,
  ];
}

function mayCall({ parts, where }: Index): boolean {
  return where !== "" ||
    parts.some(({ on, operatorClass }) => on.kind === "expression" || operatorClass !== "");
}

/** Foreign keys that would close a circle are added when all its tables are there. */
function splitReferences(creations: readonly Creation[]): readonly Creation[] {
  const circles = inCircles(creations, isAny);
  if (circles.size === 0) return creations;
  const closing = closingReferences(creations, circles);
  return sorted(creations.flatMap((creation) => {
    const dropped = closing.get(creation);
    return dropped === undefined || creation.table === undefined
      ? [creation]
      : splitKeys(creation, creation.table, dropped);
  }));
}

/** Where only foreign keys close the circles, those that a walk meets; otherwise those against the order of the rest. */
function closingReferences(creations: readonly Creation[], circles: Circles): Circles {
  const mixed = [...circles].some(([creation, needs]) => [...needs].some((key) => isHard(creation, key)));
  if (!mixed) return backEdges(creations, isAny);
  const order = postOrder(graphOf(creations, isHard)).map((number) => creations[number]?.key ?? "");
  const places = new Map(order.map((key, place) => [key, place]));
  const ahead = (creation: Creation, key: string) =>
    !isHard(creation, key) && (places.get(key) ?? 0) > (places.get(creation.key) ?? 0);
  return new Map([...circles].map(([creation, needs]) => {
    return [creation, new Set([...needs].filter((key) => ahead(creation, key)))];
  }));
}

function splitKeys(creation: Creation, table: Table, dropped: ReadonlySet<string>): Creation[] {
  const isLater = (each: Constraint) =>
    each.kind === "foreignKey" && [...dropped].some((key) => refersTo(each, key));
  const keys = table.constraints.filter(isLater);
  const bare = { ...table, constraints: table.constraints.filter((each) => !isLater(each)) };
  const added = keys.map((constraint, index) => ({
    ...laterThan(creation, `${index}`.padStart(4, "0")),
    needs: [
      creation.key,
      ...(constraint.kind === "foreignKey" ? [objectKey("table", constraint.table)] : []),
    ],
    operations: [{ kind: "addConstraint", table: objectName(table.name, table.schema), constraint } as const],
  }));
  const needs = creation.needs.filter((key) => !dropped.has(key));
  return [withTable({ ...creation, needs }, bare), ...added];
}

/** What a table gets when it is there. No other thing names it. */
function laterThan({ key, schema, name }: Creation, suffix: string): Omit<Creation, "needs" | "operations"> {
  return {
    key: `constraint of ${key} ${suffix}`,
    rank: creationRank("constraint"),
    schema,
    name: `${name} ${suffix}`,
    textual: false,
  };
}

function withTable(creation: Creation, table: Table): Creation {
  const operations = creation.operations.map((operation) =>
    operation.kind === "createTable" ? { ...operation, table } : operation
  );
  return { ...creation, table, operations };
}
