import fc from "fast-check";
import { type Column, type Default, type Generation, plainColumn } from "../../src/schema/column.ts";
import type { Constraint, Deferral, ForeignKey, KeyAction } from "../../src/schema/constraint.ts";
import { columnPart, type Index, type IndexPart, plainIndex } from "../../src/schema/index.ts";
import type { Options, Table } from "../../src/schema/schema.ts";
import { keyColumnOption } from "../../src/dialect/sqlite/options.ts";
import { check, primaryKey, unique } from "../../src/dialect/sqlite/parse/constraint.ts";
import { quote } from "../../src/dialect/sqlite/quote.ts";

/** Draws one value; `fc.gen()` gives it. */
export type Draw = fc.GeneratorValue;

const NAMES = [
  "a",
  "B",
  "order",
  "x y",
  'q"q',
  "it's",
  "[b]",
  "`t`",
  "é",
  "🎉",
  "new\nline",
  "select",
  "Ünï",
  "_x1",
  "key",
  "--c",
  "/*d*/",
  "1st",
  "a;b",
  "CHECK",
  "generated",
  "always",
  "desc",
  "strict",
  "rowid2",
  "(p)",
  "comma,",
  "$money",
  "NULL",
];

const TYPES = [
  "",
  "INTEGER",
  "int",
  "TEXT",
  "VARCHAR(10)",
  "DECIMAL(10, 2)",
  "UNSIGNED BIG INT",
  "NUMERIC(-1)",
  "[my type]",
  "key",
  "DOUBLE PRECISION",
  "NATIVE CHARACTER(70)",
  "'a, b'",
  "timestamp with time zone",
];

const STRICT_TYPES = ["INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"];

const DEFAULTS = [
  "0",
  "-7",
  "+1.5",
  ".5",
  "1e10",
  "1.5E-3",
  "0x1F",
  "9223372036854775807",
  "'it''s (ok), -- no'",
  "NULL",
  "true",
  "FALSE",
  "CURRENT_TIMESTAMP",
  "x'00ff'",
  "X'AB'",
  "1 + 1",
  "strftime('%s', 'now')",
  "lower('A') || ')'",
  "(1) + (2)",
  "-(3)",
  "CASE WHEN 1 THEN 'a' ELSE \"abs\"(-1) END",
  "1 -- one\n + 2",
  "1 /* ) */ + 2",
  "''",
  "json('{\"a\": [1]}')",
];

const CONDITIONS = [
  "1",
  "1 < 2 -- less\n AND 3",
  "'a)' <> '('",
  "(1) OR (2)",
  "1 IN (1, 2, 3)",
  "length('x, y') > 0 /* yes */ OR 0",
  "CASE 1 WHEN 1 THEN 1 END",
  "'a' GLOB '*[^0-9]*'",
  "1 IS NOT NULL COLLATE nocase",
];

const ACTIONS: readonly KeyAction[] = ["NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT"];
const DEFERRALS: readonly Deferral[] = ["immediate", "immediate", "deferrable", "deferred"];
const CONFLICTS = ["IGNORE", "REPLACE", "FAIL", "ROLLBACK"];
/** Two keys of the same columns must not differ in it. */
const KEY_CONFLICT = "REPLACE";
const COLLATIONS = ["nocase", "RTRIM", "binary"];

/** A table with anything that SQLite's grammar has, as a reflection of it has to be, but for its lists' order. */
export function drawTable(draw: Draw): Table {
  const [name = "t", ...names] = draw(() => fc.shuffledSubarray(NAMES, { minLength: 2, maxLength: 8 }));
  const strict = chance(draw, 4);
  const rowid = chance(draw, 2);
  const counted = rowid && chance(draw, 2);
  const columns = names.map((each, place) => drawColumn(draw, each, strict, place > 0));
  const [first] = columns;
  if (first !== undefined && rowid) columns[0] = rowKey(first, counted);
  const key = rowid
    ? [rowKeyConstraint(draw, names, counted)]
    : chance(draw, 2)
    ? drawKey(draw, columns)
    : [];
  const without = !rowid && key.length > 0 && chance(draw, 2);
  const options: Record<string, string> = {};
  if (strict) options["strict"] = "";
  if (without) options["withoutRowid"] = "";
  const constraints = [...key, ...drawConstraints(draw, name, columns)];
  return { name, columns, constraints, indexes: drawIndexes(draw, columns), comment: "", options };
}

function drawColumn(draw: Draw, name: string, strict: boolean, mayBeComputed: boolean): Column {
  const column = plainColumn(name, { kind: "native", sql: pick(draw, strict ? STRICT_TYPES : TYPES) });
  const computed = mayBeComputed && chance(draw, 6);
  const generation: Generation = computed
    ? {
      kind: "computed",
      sql: pick(draw, ["1 + 1", "'a)' || lower('B')", "2 -- two\n * 3"]),
      stored: chance(draw, 2),
    }
    : { kind: "none" };
  const value: Default = computed || chance(draw, 2)
    ? { kind: "none" }
    : { kind: "expression", sql: pick(draw, DEFAULTS) };
  const nullable = chance(draw, 2);
  return {
    ...column,
    nullable,
    default: value,
    generation,
    collation: chance(draw, 4) ? pick(draw, COLLATIONS) : "",
    options: nullable ? {} : drawNotNull(draw),
  };
}

function drawNotNull(draw: Draw): Options {
  return {
    ...(chance(draw, 4) ? { notNullName: pick(draw, NAMES) } : {}),
    ...(chance(draw, 4) ? { notNullConflict: pick(draw, CONFLICTS) } : {}),
  };
}

function rowKey(column: Column, counted: boolean): Column {
  const generation = counted
    ? { kind: "identity", always: false, options: {} } as const
    : { kind: "none" } as const;
  return { ...column, type: { kind: "native", sql: "INTEGER" }, generation };
}

function rowKeyConstraint(draw: Draw, names: readonly string[], counted: boolean): Constraint {
  const options = {
    ...drawConflict(draw),
    ...(!counted && chance(draw, 5) ? { [keyColumnOption(0)]: "DESC" } : {}),
  };
  return primaryKey(drawName(draw), names.slice(0, 1), options);
}

/** A generated column cannot be part of the primary key; nor does one INTEGER make a key that is not the row's. */
function drawKey(draw: Draw, columns: readonly Column[]): Constraint[] {
  const names = columns.filter(({ generation, type }) =>
    generation.kind === "none" && !(type.kind === "native" && type.sql === "INTEGER")
  ).map(({ name }) => name);
  if (names.length === 0) return [];
  const chosen = some(draw, names);
  return [primaryKey(drawName(draw), chosen, { ...keyOrder(draw, chosen), ...drawConflict(draw) })];
}

function keyOrder(draw: Draw, columns: readonly string[]): Options {
  const suffixes = columns.map(() =>
    [
      ...(chance(draw, 4) ? [`COLLATE ${pick(draw, ["nocase", "rtrim"])}`] : []),
      ...(chance(draw, 4) ? ["DESC"] : []),
    ].join(" ")
  );
  return Object.fromEntries(
    suffixes.flatMap((suffix, place) => suffix === "" ? [] : [[keyColumnOption(place), suffix]]),
  );
}

function drawConflict(draw: Draw, actions: readonly string[] = [KEY_CONFLICT]): Options {
  return chance(draw, 4) ? { conflict: pick(draw, actions) } : {};
}

function drawName(draw: Draw): string {
  return chance(draw, 3) ? pick(draw, NAMES) : "";
}

function drawConstraints(draw: Draw, table: string, columns: readonly Column[]): Constraint[] {
  const names = columns.map(({ name }) => name);
  return Array.from({ length: draw(fc.nat, { max: 4 }) }, () => {
    const chosen = some(draw, names);
    switch (draw(fc.nat, { max: 2 })) {
      case 0:
        return unique(drawName(draw), chosen, { ...keyOrder(draw, chosen), ...drawConflict(draw) });
      case 1:
        return check(drawName(draw), pick(draw, CONDITIONS), drawConflict(draw, CONFLICTS));
      default:
        return drawForeignKey(draw, table, chosen);
    }
  });
}

function drawForeignKey(draw: Draw, table: string, columns: readonly string[]): ForeignKey {
  const self = chance(draw, 2);
  return {
    kind: "foreignKey",
    name: drawName(draw),
    columns,
    table: { name: self ? table : pick(draw, ["not there", "Parent"]) },
    references: chance(draw, 3) ? [] : self ? columns : columns.map((_, place) => `Column ${place}`),
    onDelete: pick(draw, ACTIONS),
    onUpdate: pick(draw, ACTIONS),
    match: chance(draw, 4) ? "FULL" : "",
    deferral: pick(draw, DEFERRALS),
    comment: "",
    options: {},
  };
}

function drawIndexes(draw: Draw, columns: readonly Column[]): Index[] {
  const names = columns.map(({ name }) => name);
  return Array.from({ length: draw(fc.nat, { max: 2 }) }, (_, place) => ({
    ...plainIndex(`ix ${place} ${pick(draw, NAMES)}`, []),
    unique: chance(draw, 3),
    parts: some(draw, names).map((name) => drawPart(draw, name)),
    where: chance(draw, 3) ? `${quote(pick(draw, names))} IS NOT NULL` : "",
  }));
}

function drawPart(draw: Draw, name: string): IndexPart {
  const sql = pick(draw, [
    `lower(${quote(name)})`,
    `${quote(name)} || 'a, (b'`,
    `-${quote(name)}`,
    `${quote(name)} COLLATE nocase || 'x'`,
    `CASE WHEN ${quote(name)} THEN 1 END`,
    `(${quote(name)} + 1) * (2)`,
    `substr(${quote(name)}, 1, (2))`,
  ]);
  return {
    ...columnPart(name),
    ...(chance(draw, 3) ? { on: { kind: "expression", sql } as const } : {}),
    descending: chance(draw, 3),
    collation: chance(draw, 3) ? pick(draw, COLLATIONS) : "",
  };
}

/** One of several. */
export function pick<T>(draw: Draw, all: readonly T[]): T {
  return draw(() => fc.constantFrom(...all));
}

/** True once in so many times. */
export function chance(draw: Draw, of: number): boolean {
  return draw(fc.nat, { max: of - 1 }) === of - 1;
}

function some<T>(draw: Draw, all: readonly T[]): T[] {
  return draw(() => fc.shuffledSubarray([...all], { minLength: 1, maxLength: Math.min(3, all.length) }));
}
