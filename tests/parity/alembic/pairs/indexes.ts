import type { Pair } from "../pair.ts";

const T = "CREATE TABLE t (id integer NOT NULL, a varchar(50), b integer, PRIMARY KEY (id))";

/** Creating and dropping indexes. */
export const INDEX_PAIRS: readonly Pair[] = [
  {
    name: "create_index",
    setup: T,
    alembic: `op.create_index("ix_a", "t", ["a"])`,
    retort: (op) => op.createIndex("ix_a", "t", ["a"]),
  },
  {
    name: "create_index over two columns",
    setup: T,
    alembic: `op.create_index("ix_ba", "t", ["b", "a"])`,
    retort: (op) => op.createIndex("ix_ba", "t", ["b", "a"]),
  },
  {
    name: "create_index that is unique",
    setup: T,
    alembic: `op.create_index("ix_a", "t", ["a"], unique=True)`,
    retort: (op) => op.createIndex("ix_a", "t", ["a"], { unique: true }),
  },
  {
    name: "create_index on an expression",
    engines: ["postgres", "sqlite"],
    setup: T,
    alembic: `op.create_index("ix_lower", "t", [sa.text("lower(a)")])`,
    retort: (op) => op.createIndex("ix_lower", "t", [op.sql`lower(a)`]),
  },
  {
    name: "create_index on a column and an expression",
    engines: ["postgres", "sqlite"],
    setup: T,
    alembic: `op.create_index("ix_mixed", "t", ["b", sa.text("lower(a)")])`,
    retort: (op) => op.createIndex("ix_mixed", "t", ["b", op.sql`lower(a)`]),
  },
  {
    name: "create_index in descending order",
    engines: ["postgres", "sqlite"],
    setup: T,
    alembic: `op.create_index("ix_desc", "t", [sa.text("b DESC"), "a"])`,
    retort: (op) => op.createIndex("ix_desc", "t", [{ on: "b", order: "desc" }, "a"]),
  },
  {
    name: "create_index with nulls last",
    engines: ["postgres"],
    setup: T,
    alembic: `op.create_index("ix_nulls", "t", [sa.text("b DESC NULLS LAST")])`,
    retort: (op) => op.createIndex("ix_nulls", "t", [{ on: "b", order: "desc", nulls: "last" }]),
  },
  {
    name: "create_index that is partial",
    engines: ["postgres", "sqlite"],
    setup: T,
    alembic: `op.create_index("ix_part", "t", ["a"], postgresql_where=sa.text("b > 5"), sqlite_where=sa.text("b > 5"))`,
    retort: (op) => op.createIndex("ix_part", "t", ["a"], { where: "b > 5" }),
  },
  {
    name: "create_index that covers other columns",
    engines: ["postgres"],
    setup: T,
    alembic: `op.create_index("ix_inc", "t", ["a"], postgresql_include=["b"])`,
    retort: (op) => op.createIndex("ix_inc", "t", ["a"], { include: ["b"] }),
  },
  {
    name: "create_index with another method",
    engines: ["postgres"],
    setup: "CREATE TABLE t (doc jsonb)",
    alembic: `op.create_index("ix_doc", "t", ["doc"], postgresql_using="gin")`,
    retort: (op) => op.createIndex("ix_doc", "t", ["doc"], { using: "gin" }),
  },
  {
    name: "create_index with an operator class",
    engines: ["postgres"],
    setup: T,
    alembic: `op.create_index("ix_ops", "t", ["a"], postgresql_ops={"a": "varchar_pattern_ops"})`,
    retort: (op) => op.createIndex("ix_ops", "t", [{ on: "a", opclass: "varchar_pattern_ops" }]),
  },
  {
    name: "create_index with NULLS NOT DISTINCT",
    engines: ["postgres"],
    setup: T,
    alembic: `op.create_index("ix_nnd", "t", ["a"], unique=True, postgresql_nulls_not_distinct=True)`,
    retort: (op) => op.createIndex("ix_nnd", "t", ["a"], { unique: true, nullsNotDistinct: true }),
  },
  {
    name: "create_index concurrently",
    engines: ["postgres"],
    setup: T,
    header: "transaction: false",
    alembic: `
with context.autocommit_block():
    op.create_index("ix_a", "t", ["a"], postgresql_concurrently=True)`,
    retort: (op) => op.createIndex("ix_a", "t", ["a"], { concurrently: true }),
  },
  {
    name: "create_index if_not_exists of one that is there",
    engines: ["postgres", "sqlite"],
    setup: `${T}; CREATE INDEX ix_a ON t (b)`,
    alembic: `op.create_index("ix_a", "t", ["a"], if_not_exists=True)`,
    retort: (op) => op.createIndex("ix_a", "t", ["a"], { ifNotExists: true }),
  },
  {
    name: "create_index in another schema",
    engines: ["postgres"],
    setup: "CREATE SCHEMA app; CREATE TABLE app.t (a integer)",
    alembic: `op.create_index("ix_a", "t", ["a"], schema="app")`,
    retort: (op) => op.createIndex("ix_a", "t", ["a"], { schema: "app" }),
  },
  {
    name: "create_index on a prefix",
    engines: ["mysql"],
    setup: "CREATE TABLE t (a text)",
    alembic: `op.create_index("ix_a", "t", ["a"], mysql_length=20)`,
    retort: (op) => op.createIndex("ix_a", "t", [{ on: "a", length: 20 }]),
  },
  {
    name: "create_index for full text",
    engines: ["mysql"],
    setup: "CREATE TABLE t (a text)",
    alembic: `op.create_index("ix_a", "t", ["a"], mysql_prefix="FULLTEXT")`,
    retort: (op) => op.createIndex("ix_a", "t", ["a"], { using: "fulltext" }),
  },
  {
    name: "create_index with a reserved word as its column",
    setup: {
      postgres: 'CREATE TABLE t ("order" integer)',
      sqlite: 'CREATE TABLE t ("order" integer)',
      mysql: "CREATE TABLE t (`order` integer)",
    },
    alembic: `op.create_index("ix_order", "t", ["order"])`,
    retort: (op) => op.createIndex("ix_order", "t", ["order"]),
  },
  {
    name: "drop_index",
    setup: `${T}; CREATE INDEX ix_a ON t (a)`,
    alembic: `op.drop_index("ix_a", table_name="t")`,
    retort: (op) => op.dropIndex("ix_a", { table: "t" }),
  },
  {
    name: "drop_index if_exists",
    engines: ["postgres", "sqlite"],
    setup: T,
    alembic: `op.drop_index("ix_none", table_name="t", if_exists=True)`,
    retort: (op) => op.dropIndex("ix_none", { table: "t", ifExists: true }),
  },
  {
    name: "drop_index in another schema",
    engines: ["postgres"],
    setup: "CREATE SCHEMA app; CREATE TABLE app.t (a integer); CREATE INDEX ix_a ON app.t (a)",
    alembic: `op.drop_index("ix_a", table_name="t", schema="app")`,
    retort: (op) => op.dropIndex("ix_a", { table: "t", schema: "app" }),
  },
  {
    name: "drop_index concurrently",
    engines: ["postgres"],
    setup: `${T}; CREATE INDEX ix_a ON t (a)`,
    header: "transaction: false",
    alembic: `
with context.autocommit_block():
    op.drop_index("ix_a", table_name="t", postgresql_concurrently=True)`,
    retort: (op) => op.dropIndex("ix_a", { table: "t", concurrently: true }),
  },
];
