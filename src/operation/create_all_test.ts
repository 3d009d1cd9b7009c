import assert from "node:assert/strict";
import fc from "fast-check";
import { plainColumn } from "../schema/column.ts";
import type { ForeignKey } from "../schema/constraint.ts";
import { columnPart, plainIndex } from "../schema/index.ts";
import { type DefinitionObject, EMPTY_SCHEMA, type Schema, type Table } from "../schema/schema.ts";
import { createAll } from "./create_all.ts";
import type { Operation } from "./operation.ts";

function table(name: string, references: readonly string[] = [], more: Partial<Table> = {}): Table {
  const constraints = references.map((other): ForeignKey => ({
    kind: "foreignKey",
    name: `${name}_${other}`,
    comment: "",
    options: {},
    columns: ["id"],
    table: { name: other },
    references: [],
    onDelete: "NO ACTION",
    onUpdate: "NO ACTION",
    match: "",
    deferral: "immediate",
  }));
  const columns = [plainColumn("id", { kind: "native", sql: "integer" })];
  return { name, columns, constraints, indexes: [], comment: "", options: {}, ...more };
}

function definition(kind: string, identity: string, ...dependsOn: string[]): DefinitionObject {
  return { kind, identity, create: "", drop: "", comment: "", dependsOn };
}

function schema(parts: Partial<Schema>): Schema {
  return { ...EMPTY_SCHEMA, ...parts };
}

function shown(operation: Operation): string {
  switch (operation.kind) {
    case "createTable": {
      const keys = operation.table.constraints.map(({ name }) => name).join(" ");
      return `table ${operation.table.name}${keys === "" ? "" : ` (${keys})`}`;
    }
    case "addConstraint":
      return `add ${operation.constraint.name}`;
    case "createIndex":
      return `index ${operation.index.name}`;
    case "createSequence":
      return `sequence ${operation.sequence.name}${operation.sequence.ownedBy ? " owned" : ""}`;
    case "alterSequence":
      return `own ${operation.sequence.name}`;
    case "createDefinition":
      return `${operation.object.kind} ${operation.object.identity}`;
    case "createEnum":
      return `enum ${operation.type.name}`;
    case "createNamespace":
      return `namespace ${operation.name}`;
    default:
      return operation.kind;
  }
}

function order(parts: Partial<Schema>): string[] {
  return createAll(schema(parts)).map(shown);
}

Deno.test("createAll() orders by kind and name, and draws forward what is needed", () => {
  const made = order({
    namespaces: [{ name: "app", comment: "" }],
    enums: [{ schema: "app", name: "mood", values: [], comment: "" }],
    tables: [
      table("b", ["z"]),
      table("a", [], { dependsOn: ["function next()", "function gone()"] }),
      table("z"),
    ],
    definitions: [
      definition("view", "early", "view late"),
      definition("view", "late", "table z"),
      definition("trigger", "t on a", "table a", "function touch()"),
      definition("function", "next()"),
      definition("function", "touch()"),
      definition("extension", "citext"),
      definition("grant", "all", "view early"),
      definition("something new", "x"),
      definition("policy", "p on a", "table a"),
    ],
  });
  assert.deepEqual(made, [
    "namespace app",
    "extension citext",
    "enum mood",
    "function next()",
    "table a",
    "table z",
    "table b (b_z)",
    "view late",
    "view early",
    "function touch()",
    "trigger t on a",
    "policy p on a",
    "something new x",
    "grant all",
  ]);
});

Deno.test("createAll() adds a foreign key later only where tables form a circle", () => {
  assert.deepEqual(
    order({ tables: [table("a", ["b"]), table("b", ["c"]), table("c", ["a", "c"]), table("d", ["a"])] }),
    [
      "table c (c_c)",
      "table b (b_c)",
      "table a (a_b)",
      "table d (d_a)",
      "add c_a",
    ],
  );
});

Deno.test("createAll() adds none later where an engine takes references ahead", () => {
  const circle = schema({ tables: [table("a", ["b"]), table("b", ["a"])] });
  assert.deepEqual(createAll(circle, { referencesAhead: true }).map(shown), [
    "table a (a_b)",
    "table b (b_a)",
  ]);
});

Deno.test("createAll() splits at the foreign key a circle that other things close too", () => {
  const made = order({
    tables: [table("a", [], { dependsOn: ["domain d"] }), table("b", ["a"])],
    definitions: [definition("domain", "d", "table b")],
  });
  assert.deepEqual(made, ["table b", "domain d", "table a", "add b_a"]);
});

Deno.test("createAll() puts a table's checks and expression indexes after the function that needs the table", () => {
  const expression = {
    ...plainIndex("ix", []),
    parts: [{ ...columnPart(""), on: { kind: "expression", sql: "full_name(a.*)" } as const }],
  };
  const check = { kind: "check", name: "ck", comment: "", options: {}, condition: "ok(a.*)" } as const;
  const made = createAll(schema({
    tables: [table("a", [], {
      constraints: [check],
      indexes: [plainIndex("plain", ["id"]), expression],
      dependsOn: ["function full_name(a)"],
    })],
    definitions: [definition("function", "full_name(a)", "table a")],
  }));
  assert.deepEqual(made.map(shown), ["table a", "function full_name(a)", "add ck", "index ix"]);
  const [first] = made;
  assert.ok(first?.kind === "createTable");
  assert.deepEqual(first.table.indexes.map(({ name }) => name), ["plain"]);
});

Deno.test("createAll() makes a sequence before the table that counts with it, and gives it to the table then", () => {
  const ownedBy = { table: { name: "a" }, column: "id" };
  const made = order({
    sequences: [{ name: "used", ownedBy, comment: "" }, { name: "kept", ownedBy, comment: "" }, {
      name: "free",
      comment: "",
    }],
    tables: [table("a", [], { dependsOn: ["sequence used"] })],
  });
  assert.deepEqual(made, ["sequence free", "sequence used", "table a", "own used", "sequence kept owned"]);
});

Deno.test("createAll() breaks circles of definitions somewhere, at a function's body first", () => {
  assert.deepEqual(
    order({
      definitions: [
        definition("view", "v", "function f()"),
        definition("function", "f()", "view v"),
        definition("view", "x", "view y"),
        definition("view", "y", "view x"),
      ],
    }),
    ["function f()", "view v", "view y", "view x"],
  );
});

Deno.test("createAll() lets a stub stand in for what is part of a circle", () => {
  const made = createAll(schema({
    definitions: [
      { ...definition("view", "a", "view b", "function f(a)"), create: "whole a", stub: "stub of a" },
      { ...definition("view", "b", "view a"), create: "whole b", comment: "told once", stub: "stub of b" },
      { ...definition("view", "itself"), create: "whole itself", stub: "stub of itself" },
      { ...definition("view", "reader", "view a"), create: "reader" },
      { ...definition("function", "f(a)", "view a"), create: "f" },
    ],
  }));
  const created = made.map((each) =>
    each.kind === "createDefinition" ? each.object.create + each.object.comment : each.kind
  );
  assert.deepEqual(created.toSorted(), [
    "f",
    "reader",
    "stub of a",
    "stub of b",
    "stub of itself",
    "whole a",
    "whole btold once",
    "whole itself",
  ]);
  const before = (one: string, other: string) =>
    assert.ok(created.indexOf(one) < created.indexOf(other), one);
  before("stub of a", "f");
  before("f", "whole a");
  before("stub of b", "whole a");
  before("stub of a", "whole btold once");
  before("stub of itself", "whole itself");
  before("whole a", "reader");
});

Deno.test("createAll() puts partitions behind what they are part of, and heirs behind what they inherit", () => {
  const parent = { name: "z" };
  const made = order({
    tables: [
      table("a", [], { partitionOf: { table: parent, bound: "DEFAULT" } }),
      table("b", [], { inherits: [parent] }),
      table("z"),
    ],
  });
  assert.deepEqual(made, ["table z", "table a", "table b"]);
});

Deno.test("createAll() orders a chain of 10,000 foreign keys, and a circle of them", () => {
  const names = Array.from({ length: 10_000 }, (_, index) => `t${index}`.padEnd(6, "_"));
  const chain = names.map((name, index) => table(name, names.slice(index + 1, index + 2)));
  const made = order({ tables: chain });
  assert.equal(made[0], "table t9999_");
  assert.equal(made.length, 10_000);
  const circle = names.map((name, index) => table(name, [names[(index + 1) % 10_000] ?? ""]));
  assert.equal(order({ tables: circle }).length, 10_001);
});

Deno.test("createAll() makes each table once, after all that it refers to at once, and every key once", () => {
  const schemas = fc.integer({ min: 1, max: 7 }).chain((size) =>
    fc.array(
      fc.record({
        references: fc.uniqueArray(fc.nat(size - 1), { maxLength: 3 }),
        hard: fc.uniqueArray(fc.nat(size - 1), { maxLength: 1 }),
      }),
      { minLength: size, maxLength: size },
    )
  );
  fc.assert(fc.property(schemas, (given) => {
    const tables = given.map(({ references, hard }, index) =>
      table(`t${index}`, references.map((other) => `t${other}`), {
        // Ahead of itself only: the database itself has no other circles of these.
        dependsOn: hard.filter((other) => other < index).map((other) => `table t${other}`),
      })
    );
    const there = new Set<string>();
    const keys = new Set<string>();
    for (const operation of createAll(schema({ tables }))) {
      if (operation.kind === "createTable") {
        const { table } = operation;
        for (const key of table.dependsOn ?? []) assert.ok(there.has(key.replace("table ", "")));
        there.add(table.name);
        for (const key of table.constraints) {
          assert.ok(key.kind === "foreignKey" && there.has(key.table.name), `${table.name} ${key.name}`);
          keys.add(key.name);
        }
      } else if (operation.kind === "addConstraint") keys.add(operation.constraint.name);
    }
    assert.equal(there.size, tables.length);
    assert.deepEqual(keys, new Set(tables.flatMap(({ constraints }) => constraints.map(({ name }) => name))));
  }));
});
