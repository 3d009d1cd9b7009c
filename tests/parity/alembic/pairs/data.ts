import type { Pair } from "../pair.ts";

const T = "CREATE TABLE t (id integer NOT NULL, a varchar(50), b integer, PRIMARY KEY (id))";

/** Rows, SQL of the user's own, and names from a convention. */
export const DATA_PAIRS: readonly Pair[] = [
  {
    name: "bulk_insert",
    setup: T,
    alembic: `op.bulk_insert(sa.table("t", sa.column("id"), sa.column("a"), sa.column("b")), [{"id": 1, "a": "x", "b": 5}, {"id": 2, "a": "it's 5%", "b": 6}])`,
    retort: (op) =>
      op.bulkInsert("t", [
        { id: 1, a: "x", b: 5 },
        { id: 2, a: "it's 5%", b: 6 },
      ]),
    query: "SELECT id, a, b FROM t ORDER BY id",
  },
  {
    name: "bulk_insert with nulls",
    setup: T,
    alembic: `op.bulk_insert(sa.table("t", sa.column("id"), sa.column("a")), [{"id": 1, "a": None}, {"id": 2, "a": "y"}])`,
    retort: (op) =>
      op.bulkInsert("t", [
        { id: 1, a: null },
        { id: 2, a: "y" },
      ]),
    query: "SELECT id, a, b FROM t ORDER BY id",
  },
  {
    name: "bulk_insert of nothing",
    setup: T,
    alembic: `op.bulk_insert(sa.table("t", sa.column("id")), [])`,
    retort: (op) => op.bulkInsert("t", []),
    query: "SELECT count(*) FROM t",
  },
  {
    name: "execute of a text",
    setup: `${T}; INSERT INTO t VALUES (1, 'x', 5)`,
    alembic: `op.execute("UPDATE t SET b = b + 1")`,
    retort: (op) => op.execute("UPDATE t SET b = b + 1"),
    query: "SELECT b FROM t",
  },
  {
    name: "execute with a value",
    setup: `${T}; INSERT INTO t VALUES (1, 'x', 5)`,
    alembic: `op.execute(sa.text("UPDATE t SET a = :v").bindparams(v="it's; done"))`,
    retort: (op) => op.execute(op.sql`UPDATE t SET a = ${"it's; done"}`),
    query: "SELECT a FROM t",
  },
  {
    name: "execute of a view",
    setup: T,
    alembic: `op.execute("CREATE VIEW v AS SELECT id FROM t")`,
    retort: (op) => op.createView("v", "SELECT id FROM t"),
  },
  {
    name: "a view that goes",
    setup: `${T}; CREATE VIEW v AS SELECT id FROM t`,
    alembic: `op.execute("DROP VIEW v")`,
    retort: (op) => op.dropView("v"),
  },
  {
    name: "a sequence",
    engines: ["postgres"],
    alembic: `op.execute(sa.schema.CreateSequence(sa.Sequence("s", start=5, increment=2)))`,
    retort: (op) => op.createSequence("s", { start: 5, increment: 2 }),
  },
  {
    name: "a sequence that goes",
    engines: ["postgres"],
    setup: "CREATE SEQUENCE s",
    alembic: `op.execute(sa.schema.DropSequence(sa.Sequence("s")))`,
    retort: (op) => op.dropSequence("s"),
  },
  {
    name: "a convention names unique constraints and checks",
    naming: {
      alembic: { uq: "uq_%(table_name)s_%(column_0_name)s", ck: "ck_%(table_name)s_%(constraint_name)s" },
      retort: { unique: "uq_{table}_{column0}", check: "ck_{table}_{constraint_name}" },
    },
    alembic: `op.create_table("t", sa.Column("a", sa.Integer, unique=True), sa.CheckConstraint("a > 0", name="positive"))`,
    retort: (op) => op.createTable("t", (t) => [t.integer("a").unique(), t.check("a > 0", { name: "positive" })]),
  },
  {
    name: "a convention names foreign keys",
    setup: T,
    naming: {
      alembic: { fk: "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s" },
      retort: { foreignKey: "fk_{table}_{column0}_{referred_table}" },
    },
    alembic: `op.create_table("c", sa.Column("t_id", sa.Integer), sa.ForeignKeyConstraint(["t_id"], ["t.id"]))`,
    retort: (op) => op.createTable("c", (t) => [t.integer("t_id"), t.foreignKey(["t_id"], "t", ["id"])]),
  },
  {
    name: "a convention names primary keys",
    engines: ["postgres", "sqlite"],
    naming: { alembic: { pk: "pk_%(table_name)s" }, retort: { primaryKey: "pk_{table}" } },
    alembic: `op.create_table("t", sa.Column("a", sa.Integer, nullable=False, autoincrement=False), sa.PrimaryKeyConstraint("a"))`,
    retort: (op) => op.createTable("t", (t) => [t.integer("a").notNull(), t.primaryKey(["a"])]),
  },
  {
    name: "a convention names an index and a constraint that are made later",
    setup: T,
    naming: {
      alembic: { ix: "ix_%(table_name)s_%(column_0_N_name)s", uq: "uq_%(table_name)s_%(column_0_N_name)s" },
      retort: { index: "ix_{table}_{columns}", unique: "uq_{table}_{columns}" },
    },
    alembic: {
      postgres: `op.create_index(None, "t", ["a", "b"]); op.create_unique_constraint(None, "t", ["b", "a"])`,
      mysql: `op.create_index(None, "t", ["a", "b"]); op.create_unique_constraint(None, "t", ["b", "a"])`,
      sqlite: `op.create_index("ix_t_a_b", "t", ["a", "b"]); op.create_unique_constraint("uq_t_b_a", "t", ["b", "a"])`,
    },
    retort: async (op) => {
      await op.createIndex(null, "t", ["a", "b"]);
      await op.createUniqueConstraint(null, "t", ["b", "a"]);
    },
  },
];
