import fc from "fast-check";
import { quoteWhereNeeded as quote } from "../../src/dialect/mysql/quote.ts";
import { type Column, type Generation, plainColumn } from "../../src/schema/column.ts";
import type { Constraint, KeyAction } from "../../src/schema/constraint.ts";
import { columnPart, type Index, plainIndex } from "../../src/schema/index.ts";
import type { Options, Table } from "../../src/schema/schema.ts";
import { chance, type Draw, pick } from "./random_sqlite_table.ts";

const NAMES = [
  "a",
  "b2",
  "Mixed",
  "order",
  "x y",
  "q`q",
  'd"d',
  "it's",
  "back\\slash",
  "é",
  "ж",
  "new\nline",
  "user",
  "a.b",
  "--c",
  "/*d*/",
  "1st",
  "a;b",
  "check",
  "$1",
  "%s",
  "null",
  "(p)",
  "comma,",
  "x".repeat(60),
  "ü".repeat(60),
  "value",
  "interval",
  "#hash",
  "?",
  ":name",
];

/** A type as the server spells it, with defaults as a tidied reflection gives them. */
interface KnownType {
  readonly sql: string;
  readonly defaults: readonly string[];
  readonly text?: boolean;
  /** How much of it a key takes: all, a prefix, nothing. */
  readonly key: "whole" | "prefix" | "none";
}

const TYPES: readonly KnownType[] = [
  { sql: "int", defaults: ["0", "-7", "2147483647", "(1 + 1)"], key: "whole" },
  { sql: "int unsigned", defaults: ["7"], key: "whole" },
  { sql: "int(5) unsigned zerofill", defaults: ["00007"], key: "whole" },
  { sql: "bigint", defaults: ["9223372036854775807"], key: "whole" },
  { sql: "tinyint(1)", defaults: ["1"], key: "whole" },
  { sql: "smallint", defaults: ["0"], key: "whole" },
  { sql: "mediumint", defaults: ["0"], key: "whole" },
  { sql: "decimal(10,2)", defaults: ["1.50"], key: "whole" },
  { sql: "float", defaults: ["0.5"], key: "whole" },
  { sql: "double", defaults: ["0.1"], key: "whole" },
  { sql: "double(8,3)", defaults: ["1.500"], key: "whole" },
  { sql: "bit(3)", defaults: ["b'101'"], key: "whole" },
  {
    sql: "varchar(20)",
    defaults: [
      "'it''s'",
      "''",
      "'back\\\\slash'",
      "'☃ ä'",
      "'--'",
      "'NULL'",
      "'1'",
      "concat('a','b')",
      "'a\\nb'",
    ],
    text: true,
    key: "whole",
  },
  { sql: "char(3)", defaults: ["'abc'"], text: true, key: "whole" },
  { sql: "text", defaults: ["'x'", "''"], text: true, key: "prefix" },
  { sql: "longtext", defaults: [], text: true, key: "prefix" },
  { sql: "varbinary(9)", defaults: ["'x'"], key: "whole" },
  { sql: "binary(2)", defaults: ["'ab'"], key: "whole" },
  { sql: "blob", defaults: [], key: "prefix" },
  { sql: "date", defaults: ["'2020-02-29'", "curdate()"], key: "whole" },
  { sql: "time(3)", defaults: ["'12:30:00.000'"], key: "whole" },
  { sql: "datetime", defaults: ["'2020-01-01 00:00:00'", "CURRENT_TIMESTAMP"], key: "whole" },
  { sql: "datetime(6)", defaults: ["CURRENT_TIMESTAMP(6)"], key: "whole" },
  { sql: "timestamp", defaults: ["CURRENT_TIMESTAMP"], key: "none" },
  { sql: "year", defaults: ["2020"], key: "whole" },
  { sql: "enum('a','it''s','b\\\\c','z')", defaults: ["'it''s'"], text: true, key: "whole" },
  { sql: "set('a','b c')", defaults: ["'a,b c'"], text: true, key: "whole" },
  { sql: "json", defaults: ["'{}'"], key: "none" },
  { sql: "uuid", defaults: ["uuid()"], key: "whole" },
  { sql: "inet6", defaults: ["'::1'"], key: "whole" },
  { sql: "point", defaults: [], key: "none" },
];

const ACTIONS: readonly KeyAction[] = ["NO ACTION", "CASCADE", "SET NULL"];
const COMMENTS = ["", "", "", "it's", "two\nlines", "back\\slash", "-- ☃", '"q" `t`'];

/** A table that random foreign keys may name, with an int key. */
export const PARENT = "Parent `table`";

/** A table with much of what MariaDB's grammar has, as a tidied reflection of it has to be, but for its lists' order. */
export function drawMysqlTable(draw: Draw): Table {
  const [name = "t", ...names] = draw(() => fc.shuffledSubarray(NAMES, { minLength: 3, maxLength: 9 }));
  const types = names.map(() => pick(draw, TYPES));
  const counted = types[0]?.sql === "int" && chance(draw, 2);
  const options = drawOptions(draw);
  const columns = names.map((each, at) =>
    drawColumn(
      draw,
      each,
      types[at] ?? { sql: "int", defaults: [], key: "whole" },
      counted && at === 0,
      names[0] ?? "",
      types[0],
    )
  );
  const constraints = drawConstraints(draw, columns, types, counted, name);
  const key = constraints.find((each) => each.kind === "primaryKey");
  return {
    name,
    columns: columns.map((each) => ({ ...each, collation: "charset" in options ? "" : each.collation })).map((
      column,
    ) =>
      key?.kind === "primaryKey" && key.columns.includes(column.name)
        ? { ...column, nullable: false }
        : column
    ),
    constraints,
    indexes: drawIndexes(draw, columns, types),
    comment: pick(draw, COMMENTS),
    options,
  };
}

function drawOptions(draw: Draw): Options {
  return {
    ...(chance(draw, 6) ? { charset: "latin1", collation: "latin1_swedish_ci" } : {}),
    ...(chance(draw, 6) ? { row_format: "DYNAMIC" } : {}),
  };
}

function drawColumn(
  draw: Draw,
  name: string,
  type: KnownType,
  counted: boolean,
  first: string,
  firstType: KnownType | undefined,
): Column {
  const column = plainColumn(name, { kind: "native", sql: type.sql });
  const comment = pick(draw, COMMENTS);
  if (counted) {
    return {
      ...column,
      nullable: false,
      generation: { kind: "identity", always: false, options: {} },
      comment,
    };
  }
  const generation = drawGeneration(draw, name, type, first, firstType);
  const usual = generation.kind === "none" && type.defaults.length > 0 && chance(draw, 2);
  // One that may not be NULL is given a default by some servers.
  const nullable = /^(?:timestamp|datetime)$/.test(type.sql) || generation.kind !== "none" || chance(draw, 2);
  return {
    ...column,
    nullable,
    default: usual ? { kind: "expression", sql: pick(draw, type.defaults) } : column.default,
    generation,
    collation: type.text === true && chance(draw, 4) ? "utf8mb4_bin" : "",
    comment,
    options: {
      ...(type.sql === "datetime" && generation.kind === "none" && chance(draw, 2)
        ? { onUpdate: "CURRENT_TIMESTAMP" }
        : {}),
      ...(usual && name !== first && chance(draw, 6) ? { invisible: "" } : {}),
    },
  };
}

function drawGeneration(
  draw: Draw,
  name: string,
  type: KnownType,
  first: string,
  firstType: KnownType | undefined,
): Generation {
  if (name === first || !chance(draw, 5)) return { kind: "none" };
  const stored = chance(draw, 2);
  if (type.sql === "bigint" && firstType?.sql === "int unsigned") {
    return { kind: "computed", sql: `${quote(first)} * 2 + 1`, stored };
  }
  if (type.sql === "varchar(20)" && firstType?.sql === "varchar(20)") {
    return { kind: "computed", sql: `concat(lcase(${quote(first)}),'a)\\'b\\\\')`, stored };
  }
  return { kind: "none" };
}

function drawConstraints(
  draw: Draw,
  columns: readonly Column[],
  types: readonly KnownType[],
  counted: boolean,
  table: string,
): Constraint[] {
  const whole = columns.filter(({ generation, options }, at) =>
    types[at]?.key === "whole" && generation.kind === "none" && !("onUpdate" in options)
  )
    .map(({ name }) => name);
  const drawn: Constraint[] = [];
  const [first = ""] = columns.map(({ name }) => name);
  if (counted || (whole.length > 0 && chance(draw, 2))) {
    drawn.push({
      kind: "primaryKey",
      name: "",
      columns: counted ? [first] : some(draw, whole),
      include: [],
      deferral: "immediate",
      comment: "",
      options: {},
    });
  }
  if (whole.length > 0 && chance(draw, 2)) {
    drawn.push({
      kind: "unique",
      name: `uq ${pick(draw, NAMES).slice(0, 50)}`,
      columns: some(draw, whole),
      include: [],
      nullsNotDistinct: false,
      deferral: "immediate",
      comment: "",
      options: {},
    });
  }
  for (let count = draw(fc.nat, { max: 2 }); count > 0; count--) {
    drawn.push(...drawCheck(draw, columns, count));
  }
  const key = columns.find(({ type, generation, nullable }) =>
    type.kind === "native" && type.sql === "int" && generation.kind === "none" && nullable
  );
  // MariaDB refuses a check on what a key may change.
  const checks = drawn.map((each) => each.kind === "check" ? each.condition : "").join();
  const primary = drawn[0]?.kind === "primaryKey" ? drawn[0].columns : [];
  if (
    key !== undefined && !primary.includes(key.name) && !checks.includes(quote(key.name)) && chance(draw, 2)
  ) {
    drawn.push({
      kind: "foreignKey",
      // The server adds to a table's name, and must not come to more than 64 characters.
      name: table.length < 50 && chance(draw, 2) ? "" : `fk ${pick(draw, NAMES).slice(0, 50)}`,
      columns: [key.name],
      table: { name: PARENT },
      references: ["id"],
      onDelete: pick(draw, ACTIONS),
      onUpdate: pick(draw, ACTIONS),
      match: "",
      deferral: "immediate",
      comment: "",
      options: {},
    });
  }
  return drawn;
}

function drawCheck(draw: Draw, columns: readonly Column[], number: number): Constraint[] {
  // A check with its column stands in the place of the one that makes MariaDB's json.
  const able = columns.filter(({ generation, type }) =>
    generation.kind !== "identity" && !(type.kind === "native" && type.sql === "json")
  );
  if (able.length === 0) return [];
  const column = pick(draw, able);
  const name = quote(column.name);
  const type = column.type.kind === "native" ? column.type.sql : "";
  const condition = pick(draw, [
    `${name} is not null`,
    ...(type === "varchar(20)"
      ? [`${name} <> 'a)\\'b\\\\'`, `octet_length(${name}) > 3 and ${name} regexp '^a+$'`]
      : []),
    ...(type === "int" ? [`${name} > 0 or ${name} < -5 and ${name} <> -3`, `${name} MOD 2 = 0`] : []),
  ]);
  const inColumn = chance(draw, 3) && number === 1;
  return [{
    kind: "check",
    name: inColumn ? column.name : `ck ${number} ${pick(draw, NAMES).slice(0, 50)}`,
    condition,
    comment: "",
    options: inColumn ? { column: column.name } : {},
  }];
}

function drawIndexes(draw: Draw, columns: readonly Column[], types: readonly KnownType[]): Index[] {
  const able = columns.filter((_, at) => types[at]?.key !== "none").map(({ name }) => name);
  if (able.length === 0) return [];
  const prefixed = (name: string) => types[columns.findIndex((each) => each.name === name)]?.key === "prefix";
  return Array.from({ length: draw(fc.nat, { max: 2 }) }, (_, place): Index => ({
    ...plainIndex(`ix ${place} ${pick(draw, NAMES).slice(0, 50)}`, []),
    parts: some(draw, able).map((name) => ({
      ...columnPart(name),
      descending: chance(draw, 4),
      ...(prefixed(name) ? { length: 5 } : {}),
    })),
    comment: pick(draw, COMMENTS),
    options: chance(draw, 6) ? { invisible: "" } : {},
  }));
}

function some<T>(draw: Draw, all: readonly T[]): T[] {
  return draw(() => fc.shuffledSubarray([...all], { minLength: 1, maxLength: Math.min(2, all.length) }));
}
