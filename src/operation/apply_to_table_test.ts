import assert from "node:assert/strict";
import { sqliteNames as rules } from "../dialect/sqlite/name_rules.ts";
import { plainColumn } from "../schema/column.ts";
import type { CheckConstraint, Constraint, ForeignKey } from "../schema/constraint.ts";
import { columnPart, plainIndex } from "../schema/index.ts";
import type { Table } from "../schema/schema.ts";
import { RetortError } from "../util/errors.ts";
import { applyToTable } from "./apply_to_table.ts";
import { renameInExpression } from "./column_mentions.ts";
import type { TableChange } from "./operation.ts";

const TASK = { name: "task" };
const BARE = { comment: "", options: {} };
const KEY: Constraint = {
  ...BARE,
  kind: "primaryKey",
  name: "",
  columns: ["id", "kind"],
  include: [],
  deferral: "immediate",
};

function check(name: string, condition: string): CheckConstraint {
  return { ...BARE, kind: "check", name, condition };
}

function reference(name: string, columns: string[], table: string, references: string[]): ForeignKey {
  return {
    ...BARE,
    kind: "foreignKey",
    name,
    columns,
    table: { name: table },
    references,
    onDelete: "NO ACTION",
    onUpdate: "NO ACTION",
    match: "",
    deferral: "immediate",
  };
}

const TABLE: Table = {
  name: "task",
  columns: ["id", "kind", "title", "Rank", "owner"].map((name) =>
    plainColumn(name, { kind: "native", sql: "INTEGER" })
  ),
  constraints: [
    KEY,
    check("ck_rank", "rank > 0"),
    check("ck_both", "rank > 0 OR title <> 'rank'"),
    check("", "owner > 0 AND title <> ''"),
    reference("fk_owner", ["owner"], "person", ["id"]),
    reference("fk_self", ["owner"], "task", ["kind"]),
    { ...KEY, kind: "unique", name: "uq_rank", columns: ["Rank", "owner"], nullsNotDistinct: false },
  ],
  indexes: [
    plainIndex("ix_kind", ["kind"]),
    { ...plainIndex("ix_part", ["kind"]), where: "title IS NOT NULL" },
    {
      ...plainIndex("ix_lower", []),
      parts: [{ ...columnPart(""), on: { kind: "expression", sql: "abs(rank)" } }],
    },
  ],
  comment: "",
  options: {},
};

function apply(change: TableChange, table = TABLE): Table {
  return applyToTable(table, change, rules);
}

function rename(column: string, name: string): TableChange {
  return { kind: "alterColumn", table: TASK, column, change: { name }, using: "" };
}

function drop(column: string): TableChange {
  return { kind: "dropColumn", table: TASK, column, ifExists: false, cascade: false };
}

function dropConstraint(name: string, more: Partial<TableChange> = {}): TableChange {
  const change = { kind: "dropConstraint", table: TASK, name, ifExists: false, cascade: false } as const;
  return more.kind === "dropConstraint" ? { ...change, ...more } : change;
}

function refused(change: TableChange, message: RegExp, hint: RegExp, table = TABLE): void {
  assert.throws(() => apply(change, table), (error) => {
    assert.ok(error instanceof RetortError && error.code === "usage");
    assert.match(error.message, message);
    assert.match(error.hint ?? "", hint);
    return true;
  });
}

function names(things: readonly { readonly name: string }[]): string[] {
  return things.map(({ name }) => name);
}

Deno.test("applyToTable() carries a renamed column everywhere it is named, in SQL too", () => {
  const renamed = apply(rename("RANK", "order"));
  const text = JSON.stringify(renamed);
  assert.equal(renamed.columns[3]?.name, "order");
  assert.deepEqual(renamed.constraints.find(({ name }) => name === "uq_rank"), {
    ...TABLE.constraints[6],
    columns: ["order", "owner"],
  });
  assert.ok(renamed.constraints.some((each) => each.kind === "check" && each.condition === '"order" > 0'));
  assert.match(text, /\\"order\\" > 0 OR title <> 'rank'/);
  assert.match(text, /abs\(\\"order\\"\)/);
  const self = apply(rename("kind", "sort")).constraints.find(({ name }) => name === "fk_self");
  assert.deepEqual(self?.kind === "foreignKey" && self.references, ["sort"]);
});

Deno.test("renameInExpression() tells a column from functions, types, collations, operators, other tables", () => {
  const cases = [
    ['a + A + "a" + [a] + `a`', 'b + b + "b" + "b" + `b`'],
    ["a(a) + main.task.a + t.a", "a(b) + main.task.b + t.a"],
    ["CAST(a AS a) COLLATE a", "CAST(b AS a) COLLATE a"],
    ["'a' /* a */ || a -- a", "'a' /* a */ || b -- a"],
    ["CASE a WHEN a THEN a ELSE a END", "CASE b WHEN b THEN b ELSE b END"],
    ["a LIKE a AND a IS NOT NULL OR a GLOB a", "b LIKE b AND b IS NOT NULL OR b GLOB b"],
    [
      "a COLLATE nocase LIKE a OR CASE WHEN a THEN 1 END LIKE a",
      "b COLLATE nocase LIKE b OR CASE WHEN b THEN 1 END LIKE b",
    ],
    ["a > date '2026-01-01' AND date > a", "b > date '2026-01-01' AND date > b"],
  ];
  for (const [sql = "", expected] of cases) {
    assert.equal(renameInExpression(sql, { table: "task", from: "a", to: "b" }, rules), expected);
  }
});

Deno.test("applyToTable() drops with a column what stands on it, and shrinks the primary key", () => {
  const after = apply(drop("kind"), { ...TABLE, indexes: TABLE.indexes.slice(0, 1) });
  assert.deepEqual(after.constraints[0], { ...KEY, columns: ["id"] });
  assert.deepEqual(names(after.indexes), []);
  assert.ok(!names(after.constraints).includes("fk_self"), "its target is gone");
  const alone: Table = { ...TABLE, constraints: [check("ck_rank", "rank > 0"), check("", "owner > 0")] };
  assert.deepEqual(names(apply(drop("rank"), alone).constraints), [""]);
  assert.deepEqual(names(apply(drop("owner"), alone).constraints), ["ck_rank"]);
});

Deno.test("applyToTable() keeps what is said of a key's columns with these columns", () => {
  const options = { conflict: "REPLACE", column1: "DESC", column2: "COLLATE nocase" };
  const table: Table = { ...TABLE, constraints: [{ ...KEY, options }], indexes: [] };
  assert.deepEqual(apply(drop("id"), table).constraints[0]?.options, {
    conflict: "REPLACE",
    column1: "COLLATE nocase",
  });
});

Deno.test("applyToTable() refuses to drop a column that a CHECK, an index condition or a computed one needs", () => {
  refused(drop("rank"), /'Rank' of table 'task'.*CHECK 'ck_both' needs it: rank > 0 OR/, /'ck_both' first/);
  const both = apply(dropConstraint("ck_both"));
  refused(drop("title"), /a CHECK without a name needs it/, /naming convention/, both);
  const unnamed = { ...both, constraints: both.constraints.filter(({ name }) => name !== "") };
  refused(drop("title"), /partial index 'ix_part' needs it/, /Drop the index 'ix_part' first/, unnamed);
  const computed = {
    ...plainColumn("twice", { kind: "native", sql: "INTEGER" }),
    generation: { kind: "computed", sql: "owner * 2", stored: true },
  } as const;
  const wider = { ...unnamed, columns: [...unnamed.columns, computed] };
  refused(drop("owner"), /generated column 'twice' is computed from it/, /Drop 'twice' first/, wider);
});

Deno.test("applyToTable() names what there is where something is not there", () => {
  refused(drop("rang"), /no column 'rang' on table 'task'/, /It has id, kind, .*Did you mean 'Rank'/);
  refused(
    dropConstraint("ck_rang"),
    /no constraint 'ck_rang' on table 'task'/,
    /ck_rank \(check\).*, 2 without a name. Did you mean 'ck_rank'/,
  );
  refused(dropConstraint("ck_rank", { kind: "dropConstraint", type: "unique" }), /of type unique/, /ck_rank/);
  refused(dropConstraint(""), /without a name cannot be dropped/, /naming convention/);
  refused(dropConstraint("ix_kind"), /is an index, not a constraint/, /dropIndex/);
  refused(rename("rank", "ID"), /a column 'ID' on table 'task' already/, /another name/);
  const absent = {
    kind: "dropIndex",
    name: "ix",
    concurrently: false,
    ifExists: false,
  } as const;
  refused(absent, /no index 'ix'/, /ix_kind, ix_part, ix_lower/);
  assert.equal(apply({ ...absent, ifExists: true }), TABLE);
  refused({ kind: "addConstraint", table: TASK, constraint: KEY }, /has a primary key already/, /primaryKey/);
});

Deno.test("applyToTable() drops a primary key by its kind, whatever it is called", () => {
  const after = apply(dropConstraint("pk_task", { kind: "dropConstraint", type: "primaryKey" }));
  assert.ok(!after.constraints.includes(KEY));
});

Deno.test("applyToTable() changes of a column what the change names, and nothing else", () => {
  const change = { nullable: false, default: { kind: "value", value: 1 } } as const;
  const after = apply({ kind: "alterColumn", table: TASK, column: "rank", change, using: "" });
  assert.deepEqual(after, {
    ...TABLE,
    columns: TABLE.columns.map((column) => column.name === "Rank" ? { ...column, ...change } : column),
  });
});
