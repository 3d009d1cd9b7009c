import type { Pair } from "../pair.ts";

/** The types that both know, as each engine spells them. */
export const TYPE_PAIRS: readonly Pair[] = [
  {
    name: "integer types",
    alembic: `op.create_table("t", sa.Column("a", sa.SmallInteger), sa.Column("b", sa.Integer), sa.Column("c", sa.BigInteger))`,
    retort: (op) => op.createTable("t", (t) => [t.smallint("a"), t.integer("b"), t.bigint("c")]),
  },
  {
    name: "numeric with precision and scale",
    alembic: `op.create_table("t", sa.Column("a", sa.Numeric(10, 2)))`,
    retort: (op) => op.createTable("t", (t) => [t.numeric("a", 10, 2)]),
  },
  {
    name: "real and double",
    engines: ["postgres"],
    alembic: `op.create_table("t", sa.Column("a", sa.REAL), sa.Column("b", sa.DOUBLE_PRECISION))`,
    retort: (op) => op.createTable("t", (t) => [t.real("a"), t.double("b")]),
  },
  {
    name: "double",
    engines: ["mysql"],
    alembic: `op.create_table("t", sa.Column("b", sa.DOUBLE))`,
    retort: (op) => op.createTable("t", (t) => [t.double("b")]),
  },
  {
    name: "boolean",
    alembic: `op.create_table("t", sa.Column("a", sa.Boolean))`,
    retort: (op) => op.createTable("t", (t) => [t.boolean("a")]),
  },
  {
    name: "boolean with a default",
    alembic: `op.create_table("t", sa.Column("a", sa.Boolean, nullable=False, server_default=sa.true()))`,
    retort: (op) => op.createTable("t", (t) => [t.boolean("a").notNull().default(true)]),
  },
  {
    name: "text, varchar and char",
    alembic: `op.create_table("t", sa.Column("a", sa.Text), sa.Column("b", sa.String(30)), sa.Column("c", sa.CHAR(3)))`,
    retort: (op) => op.createTable("t", (t) => [t.text("a"), t.varchar("b", 30), t.char("c", 3)]),
  },
  {
    name: "date and time",
    alembic: `op.create_table("t", sa.Column("a", sa.Date), sa.Column("b", sa.Time))`,
    retort: (op) => op.createTable("t", (t) => [t.date("a"), t.time("b")]),
  },
  {
    name: "timestamps",
    engines: ["postgres"],
    alembic: `op.create_table("t", sa.Column("a", sa.DateTime), sa.Column("b", sa.DateTime(timezone=True)))`,
    retort: (op) => op.createTable("t", (t) => [t.timestamp("a"), t.timestamptz("b")]),
  },
  {
    name: "timestamps with a precision",
    engines: ["postgres"],
    alembic: `op.create_table("t", sa.Column("a", pg.TIMESTAMP(precision=3)), sa.Column("b", pg.TIMESTAMP(timezone=True, precision=0)))`,
    retort: (op) => op.createTable("t", (t) => [t.timestamp("a", 3), t.timestamptz("b", 0)]),
  },
  {
    name: "interval",
    engines: ["postgres"],
    alembic: `op.create_table("t", sa.Column("a", sa.Interval))`,
    retort: (op) => op.createTable("t", (t) => [t.interval("a")]),
  },
  {
    name: "uuid",
    engines: ["postgres"],
    alembic: `op.create_table("t", sa.Column("a", sa.Uuid))`,
    retort: (op) => op.createTable("t", (t) => [t.uuid("a")]),
  },
  {
    name: "json",
    engines: ["postgres", "mysql"],
    alembic: `op.create_table("t", sa.Column("a", sa.JSON))`,
    retort: (op) => op.createTable("t", (t) => [t.json("a")]),
  },
  {
    name: "jsonb with a default",
    engines: ["postgres"],
    alembic: `op.create_table("t", sa.Column("a", pg.JSONB, nullable=False, server_default="[]"))`,
    retort: (op) => op.createTable("t", (t) => [t.jsonb("a").notNull().default([])]),
  },
  {
    name: "bytes",
    alembic: `op.create_table("t", sa.Column("a", sa.LargeBinary))`,
    retort: (op) => op.createTable("t", (t) => [t.bytes("a")]),
  },
  {
    name: "arrays",
    engines: ["postgres"],
    alembic: `op.create_table("t", sa.Column("a", pg.ARRAY(sa.Integer)), sa.Column("b", pg.ARRAY(sa.String(10))))`,
    retort: (op) =>
      op.createTable("t", (t) => [t.array("a", (item) => item.integer()), t.array("b", (item) => item.varchar(10))]),
  },
  {
    name: "a type of the engine's own",
    engines: ["postgres"],
    alembic: `op.create_table("t", sa.Column("a", pg.TSVECTOR), sa.Column("b", pg.INET), sa.Column("c", pg.INT4RANGE))`,
    retort: (op) =>
      op.createTable("t", (t) => [t.column("a", "tsvector"), t.column("b", "inet"), t.column("c", "int4range")]),
  },
  {
    name: "types of MySQL's own",
    engines: ["mysql"],
    alembic: `op.create_table("t", sa.Column("a", my.INTEGER(unsigned=True)), sa.Column("b", my.MEDIUMTEXT), sa.Column("c", my.TINYINT))`,
    retort: (op) =>
      op.createTable("t", (t) => [t.column("a", "int unsigned"), t.column("b", "mediumtext"), t.column("c", "tinyint")]),
  },
  {
    name: "an enum, with its type",
    engines: ["postgres"],
    alembic: `op.create_table("t", sa.Column("a", sa.Enum("sad", "ok", "it's", name="mood")))`,
    retort: (op) => op.createTable("t", (t) => [t.enum("a", "mood", ["sad", "ok", "it's"])]),
  },
  {
    name: "an enum of a column",
    engines: ["mysql"],
    alembic: `op.create_table("t", sa.Column("a", sa.Enum("sad", "ok", "it's", name="mood"), server_default="ok"))`,
    retort: (op) => op.createTable("t", (t) => [t.enum("a", "mood", ["sad", "ok", "it's"]).default("ok")]),
  },
  {
    name: "an enum type of its own",
    engines: ["postgres"],
    alembic: `sa.Enum("new", "done", name="state").create(op.get_bind())`,
    retort: (op) => op.createEnum("state", ["new", "done"]),
  },
  {
    name: "a column of an enum type that is there",
    engines: ["postgres"],
    setup: "CREATE TYPE state AS ENUM ('new', 'done'); CREATE TABLE t (id integer)",
    alembic: `op.add_column("t", sa.Column("state", pg.ENUM("new", "done", name="state", create_type=False), server_default="new"))`,
    retort: (op) => op.addColumn("t", (t) => t.column("state", "state").default("new")),
  },
  {
    name: "one more value of an enum",
    engines: ["postgres"],
    setup: "CREATE TYPE state AS ENUM ('new', 'done')",
    alembic: `op.execute("ALTER TYPE state ADD VALUE 'open' AFTER 'new'")`,
    retort: (op) => op.alterEnum("state", { add: "open", after: "new" }),
  },
  {
    name: "one more value of an enum, outside of the transaction",
    engines: ["postgres"],
    setup: "CREATE TYPE state AS ENUM ('new', 'done')",
    alembic: `
with context.autocommit_block():
    op.execute("ALTER TYPE state ADD VALUE 'open' BEFORE 'new'")`,
    retort: (op) => op.autocommit(() => op.alterEnum("state", { add: "open", before: "new" })),
  },
  {
    name: "an enum's value under another name",
    engines: ["postgres"],
    setup: "CREATE TYPE state AS ENUM ('new', 'done')",
    alembic: `op.execute("ALTER TYPE state RENAME VALUE 'done' TO 'closed'")`,
    retort: (op) => op.alterEnum("state", { rename: "done", to: "closed" }),
  },
  {
    name: "an enum type that goes",
    engines: ["postgres"],
    setup: "CREATE TYPE state AS ENUM ('new', 'done')",
    alembic: `sa.Enum(name="state").drop(op.get_bind())`,
    retort: (op) => op.dropEnum("state"),
  },
  {
    name: "a column's collation",
    engines: ["postgres"],
    alembic: `op.create_table("t", sa.Column("a", sa.String(20, collation="C")))`,
    retort: (op) => op.createTable("t", (t) => [t.varchar("a", 20).collate("C")]),
  },
  {
    name: "a collation of SQLite's",
    engines: ["sqlite"],
    alembic: `op.create_table("t", sa.Column("a", sa.String(20, collation="NOCASE")))`,
    retort: (op) => op.createTable("t", (t) => [t.varchar("a", 20).collate("NOCASE")]),
  },
];
