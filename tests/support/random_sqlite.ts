import { sqliteNames } from "../../src/dialect/sqlite/name_rules.ts";
import { quote } from "../../src/dialect/sqlite/quote.ts";
import { applyToTable } from "../../src/operation/apply_to_table.ts";
import { RetortError } from "../../src/util/errors.ts";
import type { TableChange } from "../../src/operation/operation.ts";
import { type Column, plainColumn } from "../../src/schema/column.ts";
import type {
  CheckConstraint,
  Constraint,
  ForeignKey,
  UniqueConstraint,
} from "../../src/schema/constraint.ts";
import { columnPart, plainIndex } from "../../src/schema/index.ts";
import type { Table } from "../../src/schema/schema.ts";

/** Draws a whole number from 0 to a greatest one. */
export type Draw = (max: number) => number;

/** Draws that are the same for the same seed. */
export function drawsOf(seed: number): Draw {
  let state = seed >>> 0;
  return (max) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % (max + 1);
  };
}

/** A database around one table that is going to be changed. */
export interface World {
  readonly table: string;
  readonly statements: readonly string[];
}

const NAMES = ["task", "Order", "a 'b\" c", "🎉", "x".repeat(60), "_retort_new_task"];
const CASCADES = ["CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT", "NO ACTION"];
const VALUES = [
  "NULL",
  "0",
  "1",
  "-7",
  "9007199254740993",
  "'it''s'",
  "'12'",
  "'abc'",
  "x'00ff'",
  "1.5",
  "'🎉'",
];

const TEXTS = ["NULL", "'it''s'", "'12'", "'🎉'"];

/** A table with keys, constraints, indexes, generated columns and rows; children, views, triggers around it. */
export function drawWorld(draw: Draw): World {
  const table = pick(draw, NAMES);
  const strict = chance(draw, 4);
  const key = pick(draw, ["rowid", "counted", "plural", "none", "without"]);
  const self = chance(draw, 2) && (key === "rowid" || key === "counted");
  const q = quote(table);
  const lines = [
    ...keyLines(key),
    ...["a", "b", "c", "Dee"].map((name) => dataColumn(draw, name, strict)),
    `e INTEGER${chance(draw, 2) ? ` REFERENCES person (id) ON DELETE ${pick(draw, CASCADES)}` : ""}`,
    ...(self ? [`up INTEGER REFERENCES ${q} (id) ON DELETE CASCADE`] : []),
    ...(chance(draw, 3)
      ? [`g TEXT GENERATED ALWAYS AS (coalesce(a, '') || 'x') ${pick(draw, ["VIRTUAL", "STORED"])}`]
      : []),
    ...(key === "plural" ? ["PRIMARY KEY (id, k DESC)"] : []),
    ...(chance(draw, 2) ? [`CONSTRAINT ck_a CHECK (a IS NULL OR ${q}.a <> 'never')`] : []),
    ...(chance(draw, 3) ? ["CHECK (c IS NULL OR c <> 'never' OR b IS NOT NULL)"] : []),
    ...(chance(draw, 3) ? ["CONSTRAINT uq_dee UNIQUE (Dee, id)"] : []),
    ...(chance(draw, 4) ? ["UNIQUE (id, c COLLATE nocase)"] : []),
  ];
  const ends = [...(strict ? ["STRICT"] : []), ...(key === "without" ? ["WITHOUT ROWID"] : [])];
  const referred = key === "rowid" || key === "counted" || key === "without";
  return {
    table,
    statements: [
      "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT)",
      "INSERT INTO person VALUES (1, 'ada'), (2, 'bob')",
      `CREATE TABLE ${q} (\n  ${lines.join(",\n  ")}\n)${ends.length === 0 ? "" : ` ${ends.join(", ")}`}`,
      ...(chance(draw, 2) ? [`CREATE INDEX ix_b ON ${q} (b, "Dee" DESC)`] : []),
      ...(chance(draw, 3) ? [`CREATE UNIQUE INDEX ix_part ON ${q} (id) WHERE c IS NOT NULL`] : []),
      ...(chance(draw, 3) ? [`CREATE INDEX ix_expr ON ${q} (lower(c), id)`] : []),
      ...rowsOf(draw, q, key, self, strict ? TEXTS : VALUES),
      ...(referred ? childrenOf(q) : []),
      ...around(draw, q),
    ],
  };
}

function keyLines(key: string): string[] {
  if (key === "rowid") return ["id INTEGER PRIMARY KEY"];
  if (key === "counted") return ["id INTEGER PRIMARY KEY AUTOINCREMENT"];
  if (key === "without") return ["id INTEGER NOT NULL PRIMARY KEY"];
  return key === "plural" ? ["id INTEGER", "k TEXT DEFAULT 'k'"] : ["id INTEGER"];
}

function dataColumn(draw: Draw, name: string, strict: boolean): string {
  const types = strict ? ["TEXT", "ANY"] : ["TEXT", "NUMERIC", "VARCHAR(20)", "", "BLOB", "REAL", "INTEGER"];
  const parts = [
    name,
    name === "a" || (strict && name !== "c") ? "TEXT" : pick(draw, types),
    pick(draw, ["", "", "DEFAULT 'x'", "DEFAULT 7", "DEFAULT (lower('Y'))"]),
    chance(draw, 5) ? "COLLATE nocase" : "",
    chance(draw, 6) ? `CHECK (${name} IS NULL OR ${name} <> 'nothing')` : "",
  ];
  return parts.filter((part) => part !== "").join(" ");
}

function rowsOf(draw: Draw, table: string, key: string, self: boolean, all: readonly string[]): string[] {
  const count = draw(6);
  const inserts = Array.from({ length: count }, (_, index) => {
    const values = ["a", "b", "c", "Dee"].map((name) => name === "a" ? "'t'" : pick(draw, all));
    const up = self ? `, ${index > 0 ? "1" : "NULL"}` : "";
    return `INSERT OR IGNORE INTO ${table} (id, a, b, c, Dee, e${self ? ", up" : ""}) VALUES (${
      index * 3 + 1
    }, ${values.join(", ")}, ${pick(draw, ["1", "2", "NULL"])}${up})`;
  });
  const counted = key === "counted"
    ? [`INSERT INTO ${table} (id) VALUES (500)`, `DELETE FROM ${table} WHERE id = 500`]
    : [];
  return [...inserts, ...counted];
}

function childrenOf(table: string): string[] {
  return CASCADES.flatMap((action, index) => [
    `CREATE TABLE child_${index} (id INTEGER PRIMARY KEY, task_id INTEGER DEFAULT NULL REFERENCES ${table}${
      index % 2 === 0 ? "" : " (id)"
    } ON DELETE ${action} ON UPDATE ${action}, note TEXT)`,
    `INSERT INTO child_${index} (task_id, note) SELECT id, 'of ' || id FROM ${table}`,
  ]);
}

function around(draw: Draw, table: string): string[] {
  return [
    "CREATE TABLE log (what TEXT)",
    ...(chance(draw, 2)
      ? [
        `CREATE VIEW all_of AS SELECT id, c AS sea FROM ${table} -- and a comment`,
        "CREATE VIEW over AS SELECT sea FROM all_of",
        `CREATE TRIGGER through INSTEAD OF INSERT ON all_of BEGIN INSERT INTO ${table} (id) VALUES (new.id); END`,
      ]
      : []),
    ...(chance(draw, 2)
      ? [
        `CREATE TRIGGER watch AFTER UPDATE OF b ON ${table} WHEN new.b IS NOT old.b BEGIN INSERT INTO log VALUES ('changed; ' || new.id); END`,
        `CREATE TRIGGER watch2 BEFORE DELETE ON ${table} BEGIN INSERT INTO log VALUES ('gone ' || old.id); END`,
      ]
      : []),
    ...(chance(draw, 2)
      ? [
        `CREATE TRIGGER other AFTER INSERT ON person BEGIN UPDATE ${table} SET Dee = 1 WHERE id = new.id; END`,
      ]
      : []),
  ];
}

/** One to four changes that make sense for a table, or nearly. */
export function drawChanges(draw: Draw, table: Table): TableChange[] {
  const changes: TableChange[] = [];
  let now = table;
  for (let count = 1 + draw(3); count > 0; count--) {
    const change = drawChange(draw, now);
    changes.push(change);
    try {
      now = applyToTable(now, change, sqliteNames);
    } catch (error) {
      if (!(error instanceof RetortError)) throw error;
    }
  }
  return changes;
}

function drawChange(draw: Draw, table: Table): TableChange {
  const { name } = table;
  const here = { table: { name } };
  const column = pick(draw, table.columns.map((each) => each.name));
  const yes = { ifExists: false, cascade: false };
  switch (draw(9)) {
    case 0:
    case 1:
      return { kind: "addColumn", ...here, ...newColumn(draw, table), ifNotExists: false };
    case 2:
    case 3:
      return { kind: "dropColumn", ...here, column, ...yes };
    case 4:
      return { kind: "alterColumn", ...here, column, change: { name: pick(draw, FRESH) }, using: "" };
    case 5:
    case 6:
      return { kind: "alterColumn", ...here, column, change: alteration(draw), using: "" };
    case 7:
      return { kind: "addConstraint", ...here, constraint: newConstraint(draw, table, column) };
    case 8: {
      const named = [...table.constraints.map((each) => each.name).filter((each) => each !== ""), "absent"];
      return { kind: "dropConstraint", ...here, name: pick(draw, named), ...yes };
    }
    default:
      if (table.indexes.length > 0 && chance(draw, 2)) {
        const index = pick(draw, table.indexes.map((each) => each.name));
        return { kind: "dropIndex", ...here, name: index, concurrently: false, ifExists: false };
      }
      return {
        kind: "createIndex",
        ...here,
        index: { ...plainIndex(pick(draw, ["ix_1", "ix_2"]), []), parts: [columnPart(column)] },
        concurrently: false,
        ifNotExists: false,
      };
  }
}

const FRESH = ["n1", "n2", "N 3", "select", "b", "c"];

function native(sql: string): Column["type"] {
  return { kind: "native", sql };
}

function newColumn(draw: Draw, table: Table): { column: Column; constraints: Constraint[] } {
  const column = plainColumn(pick(draw, FRESH), native(pick(draw, ["TEXT", "INTEGER"])));
  const kind = draw(6);
  const some = { kind: "expression", sql: pick(draw, ["'d'", "NULL", "(1 + 1)", "CURRENT_DATE"]) } as const;
  if (kind === 0) return { column: { ...column, default: some }, constraints: [] };
  if (kind === 1) {
    return {
      column: { ...column, nullable: false, default: { kind: "value", value: 5 } },
      constraints: [],
    };
  }
  if (kind === 2) {
    const generation = { kind: "computed", sql: "id + 1", stored: chance(draw, 2) } as const;
    return { column: { ...column, generation }, constraints: [] };
  }
  if (kind === 3) return { column, constraints: [unique("", [column.name])] };
  if (kind === 4) return { column, constraints: [foreignKey([column.name], "person")] };
  if (kind === 5) {
    const named = chance(draw, 2) ? "ck_new" : "";
    return { column, constraints: [check(named, `${sqliteNames.quote(column.name)} IS NOT 'no'`)] };
  }
  return { column: { ...column, nullable: table.columns.length > 2 }, constraints: [] };
}

function alteration(draw: Draw): Partial<Column> {
  const type = native(pick(draw, ["TEXT", "INTEGER", "REAL", "BLOB"]));
  const value = { kind: "expression", sql: pick(draw, ["'z'", "(2 * 3)", "8"]) } as const;
  const all: Partial<Column>[] = [
    { type },
    { nullable: false },
    { nullable: true },
    { default: value },
    { default: { kind: "none" } },
    { name: pick(draw, FRESH), type, nullable: true },
    { collation: "nocase" },
    { type, default: value },
  ];
  return pick(draw, all);
}

function newConstraint(draw: Draw, table: Table, column: string): Constraint {
  const quoted = sqliteNames.quote(column);
  const all = [
    check("ck_1", `${quoted} IS NOT 'never'`),
    check("", `length(${quoted}) < 1000 OR ${quoted} IS NULL`),
    unique("uq_1", [column]),
    unique("", ["id", column]),
    foreignKey(["id"], table.name),
  ];
  return pick(draw, all);
}

function check(name: string, condition: string): CheckConstraint {
  return { kind: "check", name, condition, comment: "", options: {} };
}

function unique(name: string, columns: readonly string[]): UniqueConstraint {
  return {
    kind: "unique",
    name,
    columns,
    include: [],
    nullsNotDistinct: false,
    deferral: "immediate",
    comment: "",
    options: {},
  };
}

function foreignKey(columns: readonly string[], table: string): ForeignKey {
  return {
    kind: "foreignKey",
    name: "",
    columns,
    table: { name: table },
    references: ["id"],
    onDelete: "SET NULL",
    onUpdate: "NO ACTION",
    match: "",
    deferral: "immediate",
    comment: "",
    options: {},
  };
}

/** One of several. */
export function pick<T>(draw: Draw, all: readonly T[]): T {
  const one = all[draw(all.length - 1)];
  if (one === undefined) throw new Error("There is nothing to pick from");
  return one;
}

/** True once in so many times. */
export function chance(draw: Draw, of: number): boolean {
  return draw(of - 1) === 0;
}
