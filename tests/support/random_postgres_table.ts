import fc from "fast-check";
import { quoteWhereNeeded as quote } from "../../src/dialect/postgres/quote.ts";
import { type Column, type Generation, plainColumn } from "../../src/schema/column.ts";
import type { Constraint, Deferral, ForeignKey, KeyAction } from "../../src/schema/constraint.ts";
import { columnPart, type Index, type IndexPart, plainIndex } from "../../src/schema/index.ts";
import type { Options, Table } from "../../src/schema/schema.ts";
import { chance, type Draw, pick } from "./random_sqlite_table.ts";

const NAMES = [
  "a",
  "b2",
  "Mixed",
  "order",
  "x y",
  'q"q',
  "it's",
  "back\\slash",
  "é",
  "🎉",
  "new\nline",
  "user",
  "a.b",
  "--c",
  "/*d*/",
  "1st",
  "a;b",
  "check",
  "$1",
  "dollar$",
  "%s %I",
  "null",
  "(p)",
  "comma,",
  "x".repeat(63),
  "ü".repeat(31),
  "value",
  "interval",
  "char",
  "between",
  "left",
  "ordinality",
  "_1",
  "tab\tbed",
];

/** A type as the server spells it, with defaults as a tidied reflection gives them. */
interface KnownType {
  readonly sql: string;
  readonly defaults: readonly string[];
  readonly collates?: boolean;
  /** Whether a btree can order it. */
  readonly ordered?: boolean;
}

const ordered = true;
const collates = true;

const TYPES: readonly KnownType[] = [
  { sql: "integer", defaults: ["0", "-7", "(1 + 1)", "abs('-3'::integer)", "2147483647"], ordered },
  { sql: "bigint", defaults: ["'9223372036854775807'", "0", "-1"], ordered },
  { sql: "smallint", defaults: ["0", "32767"], ordered },
  { sql: "numeric", defaults: ["1.50", "-0.1", "random()"], ordered },
  { sql: "numeric(10,2)", defaults: ["0", "1.5"], ordered },
  { sql: "real", defaults: ["0.5"], ordered },
  { sql: "double precision", defaults: ["0.1", "1e+100", "pi()"].slice(0, 1), ordered },
  { sql: "boolean", defaults: ["true", "false"], ordered },
  {
    sql: "text",
    defaults: ["'it''s'", "''", "'back\\slash'", "CURRENT_USER", "'☃'", "upper('x'::text)", "'--'", "'\n'"],
    ordered,
    collates,
  },
  { sql: "character varying", defaults: ["'x'"], ordered, collates },
  { sql: "character varying(5)", defaults: ["'a''b'", "''"], ordered, collates },
  { sql: "character(3)", defaults: ["'abc'"], ordered, collates },
  { sql: '"char"', defaults: ["'x'"], ordered },
  { sql: "name", defaults: ["'n'"], ordered },
  { sql: "bytea", defaults: ["'\\x00ff'", "'\\x'"], ordered },
  { sql: "uuid", defaults: ["gen_random_uuid()"], ordered },
  { sql: "date", defaults: ["CURRENT_DATE", "'2020-02-29'", "'infinity'"], ordered },
  { sql: "time without time zone", defaults: ["'12:30:00'", "LOCALTIME"], ordered },
  { sql: "time(3) with time zone", defaults: ["'12:30:00+02'"], ordered },
  { sql: "timestamp without time zone", defaults: ["'2020-01-01 00:00:00'", "LOCALTIMESTAMP"], ordered },
  {
    sql: "timestamp(0) with time zone",
    defaults: ["now()", "CURRENT_TIMESTAMP", "'2020-01-01 00:00:00+00'"],
    ordered,
  },
  { sql: "interval", defaults: ["'1 day 02:00:00'", "'-1 days -02:00:00'"], ordered },
  { sql: "interval day to second(3)", defaults: ["'1 day'"], ordered },
  { sql: "json", defaults: ["'{}'", "'[1, \"a''b\"]'"] },
  { sql: "jsonb", defaults: ["'{}'", "'{\"a\": [1]}'"], ordered },
  { sql: "xml", defaults: [] },
  { sql: "integer[]", defaults: ["'{}'", "ARRAY[1, 2]"], ordered },
  { sql: "text[]", defaults: ["'{}'", "ARRAY['a'::text, 'b'::text]"], ordered, collates },
  { sql: "character varying(9)[]", defaults: ["'{a,b}'"], ordered, collates },
  { sql: "inet", defaults: ["'127.0.0.1'"], ordered },
  { sql: "cidr", defaults: ["'10.0.0.0/8'"], ordered },
  { sql: "bit(3)", defaults: ["'101'::\"bit\""].slice(1), ordered },
  { sql: "bit varying(4)", defaults: [], ordered },
  { sql: "tsvector", defaults: ["''"], ordered },
  { sql: "int4range", defaults: ["'[1,10)'", "'empty'"], ordered },
  { sql: "tstzmultirange", defaults: ["'{}'"], ordered },
  { sql: "point", defaults: ["'(0,0)'"] },
  { sql: "money", defaults: [], ordered },
  { sql: "oid", defaults: ["1"].slice(1), ordered },
  { sql: "regclass", defaults: ["'pg_class'"], ordered },
  { sql: "pg_lsn", defaults: ["'0/0'"], ordered },
];

const ACTIONS: readonly KeyAction[] = ["NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT"];
const DEFERRALS: readonly Deferral[] = ["immediate", "immediate", "deferrable", "deferred"];
const COMMENTS = ["", "", "", "it's", "two\nlines", "back\\slash", "-- ☃", "$$"];

/** A table that random foreign keys may name, with an integer key. */
export const PARENT = 'Parent "table"';

/** A table with much of what PostgreSQL's grammar has, as a tidied reflection of it has to be, but for its lists' order. */
export function drawPostgresTable(draw: Draw): Table {
  const [name = "t", ...names] = draw(() => fc.shuffledSubarray(NAMES, { minLength: 3, maxLength: 9 }));
  const types = names.map(() => pick(draw, TYPES));
  const columns = names.map((each, at) => drawColumn(draw, each, types[at], names, types));
  const sortable = names.filter((_, at) => types[at]?.ordered === true);
  const options: Options = {
    ...(chance(draw, 6) ? { fillfactor: "70" } : {}),
    // Kept by the table that holds long values, where there are any.
    ...(types.some(({ sql }) => sql === "text") && chance(draw, 3)
      ? { "toast.autovacuum_enabled": "false" }
      : {}),
    ...(chance(draw, 8) ? { unlogged: "" } : {}),
    ...(chance(draw, 8) ? { rowSecurity: "" } : {}),
  };
  const constraints = drawConstraints(draw, columns, sortable, options);
  return {
    name,
    columns: columns.map((column) => inKey(column, constraints)),
    constraints,
    indexes: drawIndexes(draw, sortable, columns, constraints),
    comment: pick(draw, COMMENTS),
    options,
  };
}

/** A column of the primary key is never NULL, and is not said to be so. */
function inKey(column: Column, constraints: readonly Constraint[]): Column {
  const key = constraints.find(({ kind }) => kind === "primaryKey");
  return key?.kind === "primaryKey" && key.columns.includes(column.name)
    ? { ...column, nullable: false }
    : column;
}

function drawColumn(
  draw: Draw,
  name: string,
  type: KnownType | undefined,
  names: readonly string[],
  types: readonly (KnownType | undefined)[],
): Column {
  const column = plainColumn(name, { kind: "native", sql: type?.sql ?? "text" });
  const generation = drawGeneration(draw, name, type, names, types);
  const usual = generation.kind === "none" && type !== undefined && type.defaults.length > 0;
  return {
    ...column,
    nullable: generation.kind !== "identity" && chance(draw, 2),
    default: usual && chance(draw, 2)
      ? { kind: "expression", sql: pick(draw, type.defaults) }
      : column.default,
    generation,
    collation: type?.collates === true && chance(draw, 4) ? pick(draw, ["C", "POSIX", "en-x-icu"]) : "",
    comment: pick(draw, COMMENTS),
    options: chance(draw, 8) ? { statistics: "7" } : {},
  };
}

function drawGeneration(
  draw: Draw,
  name: string,
  type: KnownType | undefined,
  names: readonly string[],
  types: readonly (KnownType | undefined)[],
): Generation {
  if (/^(?:integer|bigint|smallint)$/.test(type?.sql ?? "") && chance(draw, 3)) {
    const options = {
      ...(chance(draw, 4) ? { start: "5" } : {}),
      ...(chance(draw, 4) ? { increment: "2" } : {}),
      ...(chance(draw, 4) ? { cycle: true } : {}),
      ...(chance(draw, 4) ? { maximum: "100" } : {}),
    };
    return { kind: "identity", always: chance(draw, 2), options };
  }
  // What the others are: only the first may be read, and only where it is not computed itself.
  const [first = ""] = names;
  if (name === first || !chance(draw, 6)) return { kind: "none" };
  if (type?.sql === "integer" && types[0]?.sql === "integer") {
    return { kind: "computed", sql: `${quote(first)} * 2 + 1`, stored: true };
  }
  if (type?.sql === "text" && types[0]?.sql === "text") {
    return { kind: "computed", sql: `lower(${quote(first)}) || 'a)''b'::text`, stored: true };
  }
  return { kind: "none" };
}

function drawConstraints(
  draw: Draw,
  columns: readonly Column[],
  sortable: readonly string[],
  table: Options,
): Constraint[] {
  const drawn: Constraint[] = [];
  const taken = new Set<string>();
  const named = (signature: string): string => {
    const bare = !taken.has(signature) && chance(draw, 2);
    taken.add(signature);
    if (bare) return "";
    const free = NAMES.map((each) => `${each.slice(0, 20)} ${drawn.length}`.slice(0, 50));
    return pick(draw, free);
  };
  if (sortable.length > 0 && chance(draw, 2)) {
    const key = some(draw, sortable);
    drawn.push({
      kind: "primaryKey",
      name: named("primary"),
      columns: key,
      include: [],
      deferral: pick(draw, DEFERRALS),
      comment: "",
      options: {},
    });
  }
  for (let count = draw(fc.nat, { max: 3 }); count > 0; count--) {
    const chosen = sortable.length > 0 ? some(draw, sortable) : [];
    const kind = draw(fc.nat, { max: 2 });
    if (kind === 0 && chosen.length > 0) {
      const rest = columns.map(({ name }) => name).filter((name) => !chosen.includes(name));
      const include = rest.length > 0 && chance(draw, 4) ? rest.slice(0, 1) : [];
      const signature = `unique ${[...chosen, ...include].join("_")}`;
      if (taken.has(signature)) continue;
      drawn.push({
        kind: "unique",
        name: named(signature),
        columns: chosen,
        include,
        nullsNotDistinct: false,
        deferral: pick(draw, DEFERRALS),
        comment: "",
        options: chance(draw, 6) ? { fillfactor: "50" } : {},
      });
    } else if (kind === 1) drawn.push(drawCheck(draw, columns, named));
    else {
      const integer = columns.find(({ type, generation }) =>
        type.kind === "native" && type.sql === "integer" && generation.kind === "none"
      );
      if (integer !== undefined && !("unlogged" in table)) {
        drawn.push(drawForeignKey(draw, integer.name, named));
      }
    }
  }
  return drawn.map((each) => each.name === "" ? each : { ...each, comment: pick(draw, COMMENTS) });
}

function drawCheck(draw: Draw, columns: readonly Column[], named: (signature: string) => string): Constraint {
  const column = pick(draw, columns);
  const name = quote(column.name);
  const text = column.type.kind === "native" && column.type.sql === "text";
  const integer = column.type.kind === "native" && column.type.sql === "integer";
  const condition = pick(draw, [
    `${name} IS NOT NULL`,
    ...(text ? [`${name} <> 'a)''b\\'::text`, `length(${name}) > 3 AND ${name} ~ '^\\d+$'::text`] : []),
    ...(integer ? [`${name} > 0 OR ${name} < 5 AND ${name} <> 3`, `(${name} % 2) = 0`] : []),
  ]);
  return {
    kind: "check",
    name: named(`check ${column.name}`),
    condition,
    comment: "",
    options: chance(draw, 6) ? { noInherit: "" } : {},
  };
}

function drawForeignKey(draw: Draw, column: string, named: (signature: string) => string): ForeignKey {
  return {
    kind: "foreignKey",
    name: named(`foreign ${column}`),
    columns: [column],
    table: { name: PARENT },
    references: ["id"],
    onDelete: pick(draw, ACTIONS),
    onUpdate: pick(draw, ACTIONS),
    match: chance(draw, 4) ? "FULL" : "",
    deferral: pick(draw, DEFERRALS),
    comment: "",
    options: {},
  };
}

function drawIndexes(
  draw: Draw,
  sortable: readonly string[],
  columns: readonly Column[],
  constraints: readonly Constraint[],
): Index[] {
  if (sortable.length === 0) return [];
  return Array.from({ length: draw(fc.nat, { max: 2 }) }, (_, place): Index => {
    const chosen = some(draw, sortable);
    const include = columns.map(({ name }) => name).filter((name) => !chosen.includes(name)).slice(0, 1);
    return {
      ...plainIndex(`ix ${place} ${pick(draw, NAMES).slice(0, 20)} ${constraints.length}`, []),
      unique: chance(draw, 3),
      parts: chosen.map((name) => drawPart(draw, name, columns)),
      where: chance(draw, 3) ? `${quote(pick(draw, chosen))} IS NOT NULL` : "",
      include: chance(draw, 4) ? include : [],
      comment: pick(draw, COMMENTS),
      options: chance(draw, 5) ? { fillfactor: "60" } : {},
    };
  });
}

function drawPart(draw: Draw, name: string, columns: readonly Column[]): IndexPart {
  const column = columns.find((each) => each.name === name);
  const text = column?.type.kind === "native" && column.type.sql === "text";
  const integer = column?.type.kind === "native" && column.type.sql === "integer";
  const expressions = [
    ...(text
      ? [`lower(${quote(name)})`, `${quote(name)} || 'a, (b'::text`, `"left"(${quote(name)}, 3)`]
      : []),
    ...(integer ? [`${quote(name)} + 1`, `- ${quote(name)}`, `abs(${quote(name)})`] : []),
  ];
  const descending = chance(draw, 3);
  return {
    ...columnPart(name),
    ...(expressions.length > 0 && chance(draw, 3)
      ? { on: { kind: "expression", sql: pick(draw, expressions) } as const }
      : {}),
    descending,
    nulls: chance(draw, 4) ? descending ? "last" : "first" : "",
    collation: text && column.collation === "" && chance(draw, 4) ? "C" : "",
    operatorClass: text && chance(draw, 4) ? "text_pattern_ops" : "",
  };
}

function some<T>(draw: Draw, all: readonly T[]): T[] {
  return draw(() => fc.shuffledSubarray([...all], { minLength: 1, maxLength: Math.min(3, all.length) }));
}
