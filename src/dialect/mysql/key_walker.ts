import { lastPart, nameParts } from "../ansi/name_parts.ts";
import type { Connection } from "../dialect.ts";
import { type KeyColumn, type KeyWalker, unknownColumn, type WalkableTable } from "../key_walker.ts";

interface FoundTable {
  readonly schemaName: string;
  readonly tableName: string;
  readonly engine: string | null;
  /** `YES`, `NO`, or null for what has no engine. */
  readonly transactional: string | null;
  readonly estimate: number | null;
}

interface FoundColumn {
  readonly name: string;
  readonly type: string;
  readonly nullable: string;
  readonly numericPrecision: number | null;
  readonly numericScale: number | null;
}

const TABLE = `SELECT t.TABLE_SCHEMA AS schemaName, t.TABLE_NAME AS tableName, t.ENGINE AS engine,
  e.TRANSACTIONS AS transactional, t.TABLE_ROWS AS estimate
FROM information_schema.TABLES AS t LEFT JOIN information_schema.ENGINES AS e ON e.ENGINE = t.ENGINE
WHERE t.TABLE_SCHEMA = COALESCE(?, DATABASE()) AND t.TABLE_NAME = ?`;

const COLUMNS = `SELECT COLUMN_NAME AS name, DATA_TYPE AS type, IS_NULLABLE AS nullable,
  NUMERIC_PRECISION AS numericPrecision, NUMERIC_SCALE AS numericScale
FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?`;

/** All columns, because MariaDB says IGNORED and MySQL IS_VISIBLE. */
const INDEXES = `SELECT * FROM information_schema.STATISTICS
WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY INDEX_NAME, SEQ_IN_INDEX`;

const INTEGERS: ReadonlySet<string> = new Set("tinyint smallint mediumint int bigint".split(" "));
/** What compares with a bound value as it sorts. ENUM sorts by number, FLOAT loses digits on its way. */
const COMPARABLE: ReadonlySet<string> = new Set(
  ("decimal char varchar tinytext text mediumtext longtext binary varbinary tinyblob blob mediumblob longblob " +
    "date datetime timestamp time year uuid inet4 inet6").split(" "),
);

/** By information_schema. No range of `(a, b) > (1, 2)` is found in an index, so comparisons are written out. */
export const mysqlKeyWalker: KeyWalker = {
  rowValues: false,
  async describe(connection, table, key) {
    const [name = "", schema] = [...nameParts(table)].reverse();
    const [found] = await connection.query<FoundTable>(TABLE, [schema ?? null, name]);
    if (found === undefined) return undefined;
    const place = [found.schemaName, found.tableName];
    const columns = await connection.query<FoundColumn>(COLUMNS, place);
    const createIndex = `CREATE INDEX ${indexName(name, key)} ON ${table} (${key.join(", ")})`;
    const chosen = key.map((sql) => columns.find((column) => isSame(column.name, lastPart(sql))));
    const estimate = found.estimate ?? 0;
    return {
      columns: chosen.flatMap((column, index) =>
        column === undefined ? [] : [keyColumn(column, key[index] ?? "")]
      ),
      indexed: await isIndexed(connection, place, key),
      createIndex,
      ...(estimate > 0 ? { estimate } : {}),
      ...refusalOf(table, key, found, chosen),
    };
  },
};

function isSame(name: string, other: string): boolean {
  return name.toLowerCase() === other.toLowerCase();
}

function indexName(table: string, key: readonly string[]): string {
  return `\`${[table, ...key.map((sql) => lastPart(sql))].join("_").replaceAll("`", "").slice(0, 64)}\``;
}

function keyColumn(
  { name, type, nullable, numericPrecision, numericScale }: FoundColumn,
  sql: string,
): KeyColumn {
  // A decimal and a text are compared as floating point, which has fewer digits.
  const cast = type === "decimal" ? `DECIMAL(${numericPrecision}, ${numericScale})` : undefined;
  return {
    name,
    sql,
    read: sql,
    ...(cast === undefined ? {} : { cast }),
    integer: INTEGERS.has(type),
    nullable: nullable === "YES",
  };
}

function refusalOf(
  table: string,
  key: readonly string[],
  { engine, transactional }: FoundTable,
  columns: readonly (FoundColumn | undefined)[],
): Pick<WalkableTable, "refusal"> {
  if (transactional !== "YES") return untransactional(table, engine);
  for (const [index, column] of columns.entries()) {
    if (column === undefined) return unknownColumn(table, key[index] ?? "");
    if (!INTEGERS.has(column.type) && !COMPARABLE.has(column.type)) {
      return {
        refusal: {
          reason: `${table} cannot be walked by ${
            key[index]
          }: values of type ${column.type} do not compare as they sort`,
          hint: "Walk it by another key, such as its primary key",
        },
      };
    }
  }
  return {};
}

function untransactional(table: string, engine: string | null): Pick<WalkableTable, "refusal"> {
  const what = engine === null ? "a view" : `in ${engine}, which has no transactions`;
  const hint = engine === null
    ? "Walk the table behind it"
    : `Convert it first: ALTER TABLE ${table} ENGINE=InnoDB. Otherwise a chunk that is broken off would be done twice`;
  return { refusal: { reason: `${table} is ${what}`, hint } };
}

/** Whether the key's columns come first in an index, whole and in one direction. */
async function isIndexed(
  connection: Connection,
  place: readonly string[],
  key: readonly string[],
): Promise<boolean> {
  const rows = await connection.query<Readonly<Record<string, unknown>>>(INDEXES, place);
  const indexes = Map.groupBy(rows, (row) => row["INDEX_NAME"]);
  return [...indexes.values()].some((parts) => {
    const first = parts.slice(0, key.length);
    const directions = new Set(first.map((part) => part["COLLATION"]));
    return first.length === key.length && directions.size === 1 &&
      first.every((part, index) =>
        isSame(String(part["COLUMN_NAME"]), lastPart(key[index] ?? "")) && part["SUB_PART"] === null &&
        part["INDEX_TYPE"] === "BTREE" && part["IGNORED"] !== "YES" && part["IS_VISIBLE"] !== "NO"
      );
  });
}
