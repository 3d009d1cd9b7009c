import assert from "node:assert/strict";
import { plainIndex } from "./index.ts";
import { conventionalName, type NameFacts, nameWanted, type Naming, partWords } from "./naming.ts";
import type { Table } from "./schema.ts";

const NAMING: Naming = {
  convention: {
    index: "ix_{table}_{columns}",
    unique: "uq_{table}_{column0}",
    check: "ck_{table}_{constraint_name}",
    foreignKey: "fk_{table}_{columns}_{referred_table}_{referred_columns}",
    primaryKey: "pk_{table}",
  },
  limit: { size: 63, unit: "bytes" },
};
const UNIQUE: NameFacts = { kind: "unique", table: "task", columns: ["title", "owner"] };
const CHECK: NameFacts = { kind: "check", table: "task", columns: [] };

Deno.test("conventionalName() fills a template for what has no name, and leaves given names alone", () => {
  assert.equal(conventionalName(null, UNIQUE, NAMING), "uq_task_title");
  assert.equal(conventionalName("", UNIQUE, NAMING), "uq_task_title");
  assert.equal(conventionalName("mine", UNIQUE, NAMING), "mine");
  assert.equal(conventionalName(null, UNIQUE, { convention: {} }), "");
  assert.equal(conventionalName(null, { ...CHECK, kind: "exclude" }, NAMING), "");
  const referred = { table: "person", columns: ["id", "no"] };
  const key: NameFacts = { kind: "foreignKey", table: "task", columns: ["a", "b"], referred };
  assert.equal(conventionalName(null, key, NAMING), "fk_task_a_b_person_id_no");
});

Deno.test("conventionalName() takes a given name into a template that has {constraint_name}, but no final one", () => {
  assert.equal(conventionalName("positive", CHECK, NAMING), "ck_task_positive");
  assert.equal(conventionalName({ final: "positive" }, CHECK, NAMING), "positive");
  assert.throws(() => conventionalName(null, CHECK, NAMING), {
    code: "usage",
    message: "A check of table 'task' needs a name",
  });
});

Deno.test("conventionalName() names the tokens that there are where a template has another one", () => {
  const naming = { convention: { unique: "uq_{tabel}" } };
  assert.throws(() => conventionalName(null, UNIQUE, naming), {
    code: "config-invalid",
    message: "naming.unique has no value for {tabel}",
    hint: /\{table\} \{columns\}/,
  });
});

Deno.test("conventionalName() shortens what is too long with a digest of the whole, as SQLAlchemy does", () => {
  const long: NameFacts = { kind: "index", table: "a".repeat(40), columns: ["b".repeat(40)] };
  // sqlalchemy: conv("ix_aaa…_bbb…") with max_identifier_length 63: 55 characters, "_", md5(name)[-4:]
  assert.equal(conventionalName(null, long, NAMING), `ix_${"a".repeat(40)}_${"b".repeat(11)}_a296`);
  const wide: NameFacts = { kind: "index", table: "é".repeat(40), columns: ["c"] };
  const name = conventionalName(null, wide, NAMING);
  assert.ok(new TextEncoder().encode(name).length <= 63, name);
  assert.match(name, /^ix_é+_[0-9a-f]{4}$/);
  assert.equal(conventionalName(null, long, { ...NAMING, limit: undefined }).length, 84);
});

Deno.test("partWords() gives the columns of an index, and the words of its expressions", () => {
  const { parts: [part] } = plainIndex("", ["title"]);
  assert.ok(part);
  const expression = { ...part, on: { kind: "expression", sql: "lower(title)" } as const };
  assert.deepEqual(partWords([part, expression]), ["title", "lower_title"]);
});

Deno.test("nameWanted() gives a constraint without a name the one by which it is spoken of, and no other", () => {
  const options = { name: "", comment: "", options: {}, deferral: "immediate", include: [] } as const;
  const constraints = [
    { kind: "unique", columns: ["a"], nullsNotDistinct: false, ...options },
    { kind: "primaryKey", columns: ["id"], ...options },
    { kind: "check", condition: "a > 0", name: "", comment: "", options: {} },
  ] as const;
  const table: Table = { name: "t", columns: [], constraints, indexes: [], comment: "", options: {} };
  const names = (wanted: string) =>
    nameWanted(table, new Set([wanted]), NAMING).constraints.map(({ name }) => name);
  assert.deepEqual(names("uq_t_a"), ["uq_t_a", "", ""]);
  assert.deepEqual(names("other"), ["", "", ""]);
});
