/** What `Table.options` may hold for MariaDB and MySQL, beside those that stand as `NAME=value` in CREATE TABLE. */
export const TABLE_OPTIONS = {
  /** The engine, where it is not the server's default. */
  engine: "engine",
  /** The character set, where it is not the database's. */
  charset: "charset",
  /** The collation, where it is not the database's. */
  collation: "collation",
  /** MariaDB's WITH SYSTEM VERSIONING; empty. */
  systemVersioning: "system_versioning",
  /** The columns of PERIOD FOR SYSTEM_TIME: `row_start, row_end`. */
  systemPeriod: "system_period",
  /** An application-time period of MariaDB: `name (from, until)`. */
  period: "period",
} as const;

/** What `Column.options` may hold. */
export const COLUMN_OPTIONS = {
  /** The character set, where it is not the table's. */
  charset: "charset",
  /** What follows ON UPDATE. */
  onUpdate: "onUpdate",
  /** Hidden from `SELECT *`; empty. */
  invisible: "invisible",
  /** MariaDB's COMPRESSED; empty. */
  compressed: "compressed",
  /** The spatial reference system of a geometry. */
  srid: "srid",
  /** `START` or `END` of a row's life, filled by MariaDB. */
  row: "row",
  /** MariaDB's WITHOUT SYSTEM VERSIONING; empty. */
  withoutVersioning: "withoutVersioning",
} as const;

/** What `Constraint.options` may hold. */
export const CONSTRAINT_OPTIONS = {
  /** Of a key: how many characters of each column are its part, by position, empty for the whole one: `20,`. */
  prefix: "prefix",
  /** Of a key: the positions of those columns that go down, from 0: `1`. */
  descending: "descending",
  /** Of a key: the period that must not overlap. */
  withoutOverlaps: "withoutOverlaps",
  /** Of a check: the column whose definition it stands in. */
  column: "column",
  /** Of a foreign key: where NO ACTION is said although MariaDB's RESTRICT means as much: `DELETE, UPDATE`. */
  noAction: "noAction",
  /** MySQL's NOT ENFORCED; empty. */
  notEnforced: "notEnforced",
} as const;

/** What `Index.options` may hold. */
export const INDEX_OPTIONS = {
  /** Passed over by the optimizer: MariaDB's IGNORED, MySQL's INVISIBLE; empty. */
  invisible: "invisible",
  /** The parser of a full-text index. */
  parser: "parser",
  /** The size of its pages in KiB. */
  keyBlockSize: "keyBlockSize",
} as const;
