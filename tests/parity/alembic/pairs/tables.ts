import type { Pair } from "../pair.ts";

const T = "CREATE TABLE t (id integer NOT NULL, a varchar(50), b integer, PRIMARY KEY (id))";

/** Creating, dropping and renaming tables. */
export const TABLE_PAIRS: readonly Pair[] = [
  {
    name: "create_table with a primary key",
    alembic: `op.create_table("t", sa.Column("id", sa.Integer, primary_key=True, autoincrement=False))`,
    retort: (op) => op.createTable("t", (t) => [t.integer("id").primaryKey()]),
  },
  {
    name: "create_table with nullable and not null columns",
    alembic: `op.create_table("t", sa.Column("a", sa.String(50), nullable=False), sa.Column("b", sa.Text))`,
    retort: (op) => op.createTable("t", (t) => [t.varchar("a", 50).notNull(), t.text("b")]),
  },
  {
    name: "create_table with a composite primary key",
    alembic: `op.create_table("t", sa.Column("a", sa.Integer, nullable=False), sa.Column("b", sa.Integer, nullable=False), sa.PrimaryKeyConstraint("a", "b"))`,
    retort: (op) =>
      op.createTable("t", (t) => [t.integer("a").notNull(), t.integer("b").notNull(), t.primaryKey(["a", "b"])]),
  },
  {
    name: "create_table with a named primary key",
    engines: ["postgres", "sqlite"],
    alembic: `op.create_table("t", sa.Column("a", sa.Integer, nullable=False, autoincrement=False), sa.PrimaryKeyConstraint("a", name="the_key"))`,
    retort: (op) => op.createTable("t", (t) => [t.integer("a").notNull(), t.primaryKey(["a"], { name: "the_key" })]),
  },
  {
    name: "create_table with a unique column",
    alembic: `op.create_table("t", sa.Column("a", sa.String(50), unique=True))`,
    retort: (op) => op.createTable("t", (t) => [t.varchar("a", 50).unique()]),
  },
  {
    name: "create_table with a named unique constraint over two columns",
    alembic: `op.create_table("t", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), sa.UniqueConstraint("a", "b", name="uq_ab"))`,
    retort: (op) =>
      op.createTable("t", (t) => [t.integer("a"), t.integer("b"), t.unique(["a", "b"], { name: "uq_ab" })]),
  },
  {
    name: "create_table with a named check",
    alembic: `op.create_table("t", sa.Column("a", sa.Integer), sa.CheckConstraint("a > 5", name="ck_a"))`,
    retort: (op) => op.createTable("t", (t) => [t.integer("a"), t.check("a > 5", { name: "ck_a" })]),
  },
  {
    name: "create_table with a foreign key on a column",
    engines: ["postgres", "sqlite"],
    setup: T,
    alembic: `op.create_table("c", sa.Column("id", sa.Integer, primary_key=True, autoincrement=False), sa.Column("t_id", sa.Integer, sa.ForeignKey("t.id")))`,
    retort: (op) =>
      op.createTable("c", (t) => [t.integer("id").primaryKey(), t.integer("t_id").references("t", "id")]),
  },
  {
    name: "create_table with a named foreign key and its actions",
    setup: T,
    alembic: `op.create_table("c", sa.Column("t_id", sa.Integer), sa.ForeignKeyConstraint(["t_id"], ["t.id"], name="fk_c", ondelete="CASCADE", onupdate="SET NULL"))`,
    retort: (op) =>
      op.createTable("c", (t) => [
        t.integer("t_id"),
        t.foreignKey(["t_id"], "t", ["id"], { name: "fk_c", onDelete: "CASCADE", onUpdate: "SET NULL" }),
      ]),
  },
  {
    name: "create_table with a foreign key on itself",
    alembic: `op.create_table("t", sa.Column("id", sa.Integer, primary_key=True, autoincrement=False), sa.Column("up", sa.Integer), sa.ForeignKeyConstraint(["up"], ["t.id"], name="fk_up"))`,
    retort: (op) =>
      op.createTable("t", (t) => [
        t.integer("id").primaryKey(),
        t.integer("up"),
        t.foreignKey(["up"], "t", ["id"], { name: "fk_up" }),
      ]),
  },
  {
    name: "create_table with a deferrable foreign key",
    engines: ["postgres", "sqlite"],
    setup: T,
    alembic: `op.create_table("c", sa.Column("t_id", sa.Integer), sa.ForeignKeyConstraint(["t_id"], ["t.id"], name="fk_c", deferrable=True, initially="DEFERRED"))`,
    retort: (op) =>
      op.createTable("c", (t) => [
        t.integer("t_id"),
        t.foreignKey(["t_id"], "t", ["id"], { name: "fk_c", initially: "DEFERRED" }),
      ]),
  },
  {
    name: "create_table with a string default",
    alembic: `op.create_table("t", sa.Column("a", sa.String(50), server_default="it's 50% off"))`,
    retort: (op) => op.createTable("t", (t) => [t.varchar("a", 50).default("it's 50% off")]),
  },
  {
    name: "create_table with a number default",
    alembic: `op.create_table("t", sa.Column("a", sa.Integer, server_default=sa.text("5"), nullable=False))`,
    retort: (op) => op.createTable("t", (t) => [t.integer("a").notNull().default(5)]),
  },
  {
    name: "create_table with an expression default",
    alembic: `op.create_table("t", sa.Column("a", sa.DateTime, server_default=sa.text("CURRENT_TIMESTAMP")))`,
    retort: (op) =>
      op.createTable("t", (t) => [
        (op.dialect === "postgres" ? t.timestamp("a") : t.column("a", "datetime")).default(op.sql`CURRENT_TIMESTAMP`),
      ]),
  },
  {
    name: "create_table with a stored generated column",
    alembic: `op.create_table("t", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer, sa.Computed("a * 2", persisted=True)))`,
    retort: (op) => op.createTable("t", (t) => [t.integer("a"), t.integer("b").generated("a * 2", { stored: true })]),
  },
  {
    name: "create_table with a virtual generated column",
    engines: ["sqlite", "mysql"],
    alembic: `op.create_table("t", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer, sa.Computed("a * 2", persisted=False)))`,
    retort: (op) => op.createTable("t", (t) => [t.integer("a"), t.integer("b").generated("a * 2", { stored: false })]),
  },
  {
    name: "create_table with an identity that is always generated",
    engines: ["postgres"],
    alembic: `op.create_table("t", sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True))`,
    retort: (op) => op.createTable("t", (t) => [t.bigint("id").primaryKey().identity({ always: true })]),
  },
  {
    name: "create_table with an identity that has options",
    engines: ["postgres"],
    alembic: `op.create_table("t", sa.Column("id", sa.Integer, sa.Identity(start=10, increment=5), nullable=False))`,
    retort: (op) => op.createTable("t", (t) => [t.integer("id").notNull().identity({ start: 10, increment: 5 })]),
  },
  {
    name: "create_table with an auto-increment key",
    engines: ["mysql"],
    alembic: `op.create_table("t", sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=True))`,
    retort: (op) => op.createTable("t", (t) => [t.bigint("id").primaryKey().identity()]),
  },
  {
    name: "create_table with AUTOINCREMENT",
    engines: ["sqlite"],
    alembic: `op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sqlite_autoincrement=True)`,
    retort: (op) => op.createTable("t", (t) => [t.integer("id").primaryKey().identity()]),
  },
  {
    name: "create_table with comments",
    engines: ["postgres", "mysql"],
    alembic: `op.create_table("t", sa.Column("a", sa.Integer, comment="column's comment"), comment="table's comment")`,
    retort: (op) =>
      op.createTable("t", (t) => [t.integer("a").comment("column's comment")], { comment: "table's comment" }),
  },
  {
    name: "create_table if_not_exists leaves what is there",
    setup: T,
    alembic: `op.create_table("t", sa.Column("other", sa.Integer), if_not_exists=True)`,
    retort: (op) => op.createTable("t", (t) => [t.integer("other")], { ifNotExists: true }),
  },
  {
    name: "create_table in another schema",
    engines: ["postgres"],
    setup: "CREATE SCHEMA app",
    alembic: `op.create_table("t", sa.Column("id", sa.Integer, primary_key=True, autoincrement=False), schema="app")`,
    retort: (op) => op.createTable("t", (t) => [t.integer("id").primaryKey()], { schema: "app" }),
  },
  {
    name: "create_table with a foreign key to another schema",
    engines: ["postgres"],
    setup: "CREATE SCHEMA app; CREATE TABLE app.p (id integer PRIMARY KEY)",
    alembic: `op.create_table("t", sa.Column("p", sa.Integer), sa.ForeignKeyConstraint(["p"], ["app.p.id"], name="fk_p"))`,
    retort: (op) =>
      op.createTable("t", (t) => [
        t.integer("p"),
        t.foreignKey(["p"], "p", ["id"], { name: "fk_p", referentSchema: "app" }),
      ]),
  },
  {
    name: "create_table with reserved and mixed-case names",
    alembic: `op.create_table("Order", sa.Column("select", sa.Integer), sa.Column("camelCase", sa.Text))`,
    retort: (op) => op.createTable("Order", (t) => [t.integer("select"), t.text("camelCase")]),
  },
  {
    name: "create_table with quotes, blanks and other scripts in names",
    alembic: `op.create_table("it's a \\"table\\"", sa.Column("größe in cm", sa.Integer), sa.Column("名前", sa.Text))`,
    retort: (op) => op.createTable('it\'s a "table"', (t) => [t.integer("größe in cm"), t.text("名前")]),
  },
  {
    name: "drop_table",
    setup: T,
    alembic: `op.drop_table("t")`,
    retort: (op) => op.dropTable("t"),
  },
  {
    name: "drop_table if_exists of one that is not there",
    alembic: `op.drop_table("t", if_exists=True)`,
    retort: (op) => op.dropTable("t", { ifExists: true }),
  },
  {
    name: "drop_table in another schema",
    engines: ["postgres"],
    setup: "CREATE SCHEMA app; CREATE TABLE app.t (id integer)",
    alembic: `op.drop_table("t", schema="app")`,
    retort: (op) => op.dropTable("t", { schema: "app" }),
  },
  {
    name: "rename_table",
    setup: T,
    alembic: `op.rename_table("t", "u")`,
    retort: (op) => op.renameTable("t", "u"),
  },
  {
    name: "rename_table that others refer to",
    setup: `${T}; CREATE TABLE c (t_id integer, CONSTRAINT fk_c FOREIGN KEY (t_id) REFERENCES t (id))`,
    alembic: `op.rename_table("t", "u")`,
    retort: (op) => op.renameTable("t", "u"),
  },
  {
    name: "rename_table in another schema",
    engines: ["postgres"],
    setup: "CREATE SCHEMA app; CREATE TABLE app.t (id integer)",
    alembic: `op.rename_table("t", "u", schema="app")`,
    retort: (op) => op.renameTable("t", "u", { schema: "app" }),
  },
  {
    name: "create_table_comment",
    engines: ["postgres", "mysql"],
    setup: T,
    alembic: `op.create_table_comment("t", "all of it")`,
    retort: (op) => op.createTableComment("t", "all of it"),
  },
  {
    name: "drop_table_comment",
    engines: ["postgres", "mysql"],
    setup: {
      postgres: `${T}; COMMENT ON TABLE t IS 'old'`,
      mysql: `${T}; ALTER TABLE t COMMENT 'old'`,
    },
    alembic: `op.drop_table_comment("t", existing_comment="old")`,
    retort: (op) => op.dropTableComment("t"),
  },
];
