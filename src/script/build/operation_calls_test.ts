import assert from "node:assert/strict";
import type { Operation } from "../../operation/operation.ts";
import type { Naming } from "../../schema/naming.ts";
import { RetortError } from "../../util/errors.ts";
import { type OperationCalls, operationCalls } from "./operation_calls.ts";

const NAMING: Naming = { convention: {}, limit: { size: 63, unit: "bytes" } };

/** The operations that calls send. */
async function sent(calls: (op: OperationCalls) => unknown, naming = NAMING): Promise<Operation[]> {
  const operations: Operation[] = [];
  const context = {
    naming,
    quote: (name: string) => /^[a-z_]+$/.test(name) ? name : `"${name}"`,
    literal: (value: unknown) =>
      typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value),
  };
  await calls(operationCalls(context, (operation) => Promise.resolve(operations.push(operation))));
  return operations;
}

/** What a call, written past the types, is refused with. */
async function refusal(calls: (op: OperationCalls) => unknown): Promise<string> {
  try {
    await sent(calls);
  } catch (error) {
    assert.ok(error instanceof RetortError, String(error));
    assert.equal(error.code, "script-failed");
    return error.hint === undefined ? error.message : `${error.message} | ${error.hint}`;
  }
  throw new Error("It was not refused");
}

/** What nobody can write with types: revisions are not checked when they run. */
function untyped(value: unknown): never {
  // deno-lint-ignore retort/casts -- the point of it
  return value as never;
}

function sql(parts: TemplateStringsArray, ...values: readonly (string | number)[]) {
  return { parts: [...parts], values };
}

Deno.test("createTable() builds columns in the list's order, with what they say of constraints", async () => {
  const [operation] = await sent((op) =>
    op.createTable("task", (t) => [
      t.bigint("id").primaryKey().identity({ start: 10n }),
      t.varchar("title", 200).notNull().default("it's").comment("what"),
      t.bigint("owner").references("person", "id", { onDelete: "CASCADE" }),
      t.timestamptz("at").default(sql`now() + ${5}`),
      t.array("tags", (of) => of.numeric(10, 2)),
      t.check(sql`title <> ${"x'y"}`, { name: "ck" }),
      t.index("ix", ["owner", { on: sql`lower(title)`, order: "desc" }], { unique: true }),
    ], { schema: "app", options: { engine: "InnoDB", strict: true, other: false } })
  );
  assert.ok(operation?.kind === "createTable");
  const { table } = operation;
  assert.deepEqual(table.columns.map(({ name, nullable }) => [name, nullable]), [
    ["id", false],
    ["title", false],
    ["owner", true],
    ["at", true],
    ["tags", true],
  ]);
  assert.deepEqual(table.columns[0]?.generation, {
    kind: "identity",
    always: false,
    options: { start: "10" },
  });
  assert.deepEqual(table.columns[1]?.default, { kind: "value", value: "it's" });
  assert.deepEqual(table.columns[3]?.default, { kind: "expression", sql: "now() + 5" });
  assert.deepEqual(table.columns[4]?.type, {
    kind: "array",
    of: { kind: "numeric", precision: 10, scale: 2 },
  });
  assert.deepEqual(table.constraints.map(({ kind, name }) => [kind, name]), [
    ["primaryKey", ""],
    ["foreignKey", ""],
    ["check", "ck"],
  ]);
  assert.equal(table.constraints[2]?.kind === "check" && table.constraints[2].condition, "title <> 'x''y'");
  assert.deepEqual([table.indexes.length, table.indexes[0]?.unique], [1, true]);
  assert.deepEqual([table.schema, table.options], ["app", { engine: "InnoDB", strict: "" }]);
});

Deno.test("createTable() refuses what no table can be", async () => {
  const said = (parts: unknown, options?: unknown) =>
    refusal((op) => op.createTable("a", untyped(parts), untyped(options)));
  type T = { [method: string]: (...values: unknown[]) => Record<string, (...values: unknown[]) => unknown> };
  assert.match(await said(() => []), /^op.createTable\(\): a table needs a column \| Such as/);
  assert.match(await said(() => undefined), /the function gives undefined and no list/);
  assert.match(await said((t: T) => t.text?.("x")), /the function gives a single column and no list/);
  assert.match(await said((t: T) => [t.text?.("x"), t.text?.("x")]), /there are two columns 'x'/);
  assert.match(await said((t: T) => [t.text?.("x"), undefined]), /its list holds undefined/);
  assert.match(await said((t: T) => [t.text?.("x"), "y"]), /its list holds 'y'/);
  assert.match(
    await said((t: T) => (t.text?.("y"), [t.text?.("x")])),
    /column 'y' is described and not in the list/,
  );
  assert.match(await said((t: T) => [t.text?.("x"), t.unique?.(["y"])]), /a constraint names column 'y'/);
  assert.match(
    await said((t: T) => [t.text?.("x"), t.unique?.([])]),
    /unique\(\): the columns must be a list of names/,
  );
  assert.match(await said((t: T) => [t.text?.(5)]), /a column's name must be a name, not 5/);
  assert.match(
    await said((t: T) => [t.varchar?.("x", "9")]),
    /varchar\(\): the length must be a whole number from 0, not '9'/,
  );
  assert.match(await said((t: T) => [t.text?.("x").default?.(new Date())]), /the default is a Date/);
  assert.match(
    await said((t: T) => [t.text?.("x")], { coment: "" }),
    /there is no option 'coment' \| Did you mean 'comment'\?/,
  );
  assert.match(
    await said((t: T) => [t.text?.("x").references?.("y")]),
    /the column must be a name, not undefined/,
  );
  assert.match(
    await said((t: T) => [t.text?.("x").references?.("y", "z", { onDelete: "cascade" })]),
    /'onDelete' must be "NO ACTION" or .* not 'cascade'/,
  );
  assert.match(
    await said((t: T) => [t.text?.("x").primaryKey?.(), t.text?.("y").primaryKey?.()]),
    /there are two primary keys/,
  );
});

Deno.test("alterColumn() changes what is named and nothing else", async () => {
  const [operation] = await sent((op) =>
    op.alterColumn("task", "rank", {
      type: (t) => t.bigint(),
      default: null,
      comment: null,
      identity: false,
      existing: (t) => t.integer().notNull(),
    })
  );
  assert.ok(operation?.kind === "alterColumn");
  assert.deepEqual(operation.change, {
    type: { kind: "bigint" },
    default: { kind: "none" },
    comment: "",
    generation: { kind: "none" },
  });
  assert.deepEqual(operation.existing?.nullable, false);
  assert.match(await refusal((op) => op.alterColumn("task", "rank", {})), /nothing is to change/);
  assert.match(
    await refusal((op) => op.alterColumn("task", "rank", { type: (t) => t.bigint().notNull() })),
    /a type has no notNull\(\)/,
  );
  assert.match(
    await refusal((op) => op.alterColumn("task", "rank", untyped(undefined))),
    /what is to change must be/,
  );
});

Deno.test("constraints and indexes keep Alembic's order of arguments", async () => {
  const operations = await sent(async (op) => {
    await op.createForeignKey("fk", "task", "person", ["a"], ["b"], {
      schema: "s",
      referentSchema: "r",
      deferrable: true,
    });
    await op.createUniqueConstraint("uq", "task", ["a"], { initially: "DEFERRED" });
    await op.createCheckConstraint("ck", "task", "a > 0", { notValid: true });
    await op.createPrimaryKey("pk", "task", ["a"]);
    await op.createExcludeConstraint("ex", "task", [["room", "="], ["lower(x)", "&&"]]);
    await op.dropConstraint("fk", "task", { type: "foreignKey", schema: "s" });
  });
  const [key, unique, check, , exclude, drop] = operations;
  assert.ok(key?.kind === "addConstraint" && key.constraint.kind === "foreignKey");
  assert.deepEqual([key.table, key.constraint.table, key.constraint.deferral], [
    { schema: "s", name: "task" },
    { schema: "r", name: "person" },
    "deferrable",
  ]);
  assert.ok(unique?.kind === "addConstraint" && unique.constraint.kind === "unique");
  assert.equal(unique.constraint.deferral, "deferred");
  assert.ok(check?.kind === "addConstraint");
  assert.deepEqual(check.constraint.options, { notValid: "" });
  assert.ok(exclude?.kind === "addConstraint" && exclude.constraint.kind === "exclude");
  assert.deepEqual(exclude.constraint.elements, [{ sql: "room", operator: "=" }, {
    sql: "lower(x)",
    operator: "&&",
  }]);
  assert.ok(drop?.kind === "dropConstraint");
  assert.deepEqual([drop.name, drop.type, drop.table], ["fk", "foreignKey", { schema: "s", name: "task" }]);
});

Deno.test("a naming convention names what has no name, in tables and in calls alike", async () => {
  const convention = {
    unique: "uq_{table}_{columns}",
    index: "ix_{columns}",
    check: "ck_{table}_{constraint_name}",
  };
  const operations = await sent(async (op) => {
    await op.createTable("a", (t) => [t.text("x").unique().check("x > ''", { name: "full" })]);
    await op.createIndex(null, "a", ["x", sql`lower(y)`]);
    await op.dropConstraint("full", "a", { type: "check" });
    await op.dropConstraint({ final: "full" }, "a", { type: "check" });
    await op.createUniqueConstraint(null, "a", ["x"]);
  }, { convention });
  const names = operations.flatMap((each): readonly string[] => {
    if (each.kind === "createTable") return each.table.constraints.map(({ name }) => name);
    if (each.kind === "createIndex") return [each.index.name];
    if (each.kind === "addConstraint") return [each.constraint.name];
    return each.kind === "dropConstraint" ? [each.name] : [];
  });
  assert.deepEqual(names, ["uq_a_x", "ck_a_full", "ix_x_lower_y", "ck_a_full", "full", "uq_a_x"]);
  assert.match(await refusal((op) => op.createIndex(null, "a", ["x"])), /an index needs a name/);
});

Deno.test("batchAlterTable() gathers the changes of one table, and waits for nothing", async () => {
  const [operation] = await sent((op) =>
    op.batchAlterTable("task", (batch) => {
      batch.dropColumn("a");
      batch.addColumn((t) => t.text("b"));
      batch.createUniqueConstraint("uq", ["b"]);
      batch.dropIndex("ix");
    }, { rebuild: "always" })
  );
  assert.ok(operation?.kind === "alterTable");
  assert.deepEqual(operation.changes.map(({ kind }) => kind), [
    "dropColumn",
    "addColumn",
    "addConstraint",
    "dropIndex",
  ]);
  assert.ok(operation.changes.every(({ table }) => table?.name === "task"));
  assert.match(
    await refusal((op) => op.batchAlterTable("task", untyped(async () => {}))),
    /its function is async/,
  );
});

Deno.test("bulkInsert() wants the same columns of every row, and writes lists as JSON", async () => {
  const [operation] = await sent((op) =>
    op.bulkInsert("a", [{ x: 1, y: [1, { z: 10n }] }, { y: null, x: new Uint8Array([1]) }])
  );
  assert.ok(operation?.kind === "bulkInsert");
  assert.deepEqual(operation.columns, ["x", "y"]);
  assert.deepEqual(operation.rows, [[1, '[1, {"z": 10}]'], [new Uint8Array([1]), null]]);
  assert.deepEqual(await sent((op) => op.bulkInsert("a", [])), []);
  const said = (rows: unknown) => refusal((op) => op.bulkInsert("a", untyped(rows)));
  assert.match(await said([{ x: 1 }, { y: 1 }]), /row 2 has no value for column 'x'/);
  assert.match(
    await said([{ x: 1 }, { x: 1, y: 1 }]),
    /row 2 has column 'y', which the first row does not have/,
  );
  assert.match(await said([{ x: new Date() }]), /column 'x' of row 1 is a Date/);
  assert.match(await said({ x: 1 }), /the rows are an object/);
});

Deno.test("views, enums and sequences are said as the engine's own data", async () => {
  const operations = await sent(async (op) => {
    await op.createView("Open", "SELECT 1;", { schema: "app", replace: true, columns: ["a"] });
    await op.dropView("Open", { materialized: true, ifExists: true, cascade: true });
    await op.alterEnum("mood", { add: "happy", after: "ok", ifNotExists: true });
    await op.createSequence("n", { start: 5, ownedBy: ["task", "id"] });
  });
  const [create, drop, alter, sequence] = operations;
  assert.ok(create?.kind === "createDefinition");
  assert.equal(create.object.create, 'CREATE OR REPLACE VIEW app."Open" (a) AS\nSELECT 1');
  assert.ok(drop?.kind === "dropDefinition");
  assert.equal(drop.object.drop, 'DROP MATERIALIZED VIEW IF EXISTS "Open" CASCADE');
  assert.ok(alter?.kind === "alterEnum");
  assert.deepEqual(alter.change, { kind: "add", value: "happy", after: "ok" });
  assert.ok(sequence?.kind === "createSequence");
  assert.deepEqual(sequence.sequence, {
    name: "n",
    comment: "",
    start: "5",
    ownedBy: { table: { name: "task" }, column: "id" },
  });
  assert.match(
    await refusal((op) => op.alterEnum("mood", untyped({}))),
    /must be \{ add, before, after \} or/,
  );
});

Deno.test("names that the engine would cut off are refused", async () => {
  const long = "x".repeat(64);
  assert.match(
    await refusal((op) => op.dropTable(long)),
    /is too long: 64 bytes \| Names have at most 63 bytes here/,
  );
  assert.match(await refusal((op) => op.addColumn("a", (t) => t.text(long))), /too long/);
  assert.match(await refusal((op) => op.dropTable("")), /the table's name must be a name, not an empty text/);
});
