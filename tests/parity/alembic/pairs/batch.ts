import type { Pair } from "../pair.ts";

const T = "CREATE TABLE t (id integer NOT NULL, a varchar(50), b integer, PRIMARY KEY (id))";
const RICH = `CREATE TABLE p (id integer NOT NULL, PRIMARY KEY (id)); CREATE TABLE t (id integer NOT NULL, a varchar(50) DEFAULT 'x' NOT NULL, b integer, p_id integer, PRIMARY KEY (id), CONSTRAINT uq_a UNIQUE (a), CONSTRAINT ck_b CHECK (b > 0), CONSTRAINT fk_p FOREIGN KEY (p_id) REFERENCES p (id)); CREATE INDEX ix_b ON t (b); INSERT INTO p VALUES (1); INSERT INTO t VALUES (1, 'one', 1, 1), (2, 'two', NULL, NULL)`;

/** Several changes of a table at once. */
export const BATCH_PAIRS: readonly Pair[] = [
  {
    name: "batch: a column goes and another comes",
    setup: T,
    alembic: `
with op.batch_alter_table("t") as batch:
    batch.drop_column("b")
    batch.add_column(sa.Column("c", sa.Integer))`,
    retort: (op) =>
      op.batchAlterTable("t", (batch) => {
        batch.dropColumn("b");
        batch.addColumn((t) => t.integer("c"));
      }),
  },
  {
    name: "batch: the nullability of two columns",
    setup: T,
    alembic: `
with op.batch_alter_table("t") as batch:
    batch.alter_column("a", nullable=False, existing_type=sa.String(50))
    batch.alter_column("b", nullable=False, existing_type=sa.Integer)`,
    retort: (op) =>
      op.batchAlterTable("t", (batch) => {
        batch.alterColumn("a", { nullable: false });
        batch.alterColumn("b", { nullable: false });
      }),
  },
  {
    name: "batch: a rebuild keeps constraints, indexes and rows",
    setup: RICH,
    alembic: `
with op.batch_alter_table("t") as batch:
    batch.alter_column("a", type_=sa.String(80), existing_type=sa.String(50), existing_nullable=False, existing_server_default="x")`,
    retort: (op) =>
      op.batchAlterTable("t", (batch) => {
        batch.alterColumn("a", { type: (t) => t.varchar(80) });
      }),
    query: "SELECT id, a, b, p_id FROM t ORDER BY id",
  },
  {
    name: "batch: a rename is carried into keys and indexes",
    setup: `${T}; CREATE INDEX ix_b ON t (b); CREATE UNIQUE INDEX ux_ab ON t (a, b)`,
    alembic: `
with op.batch_alter_table("t") as batch:
    batch.alter_column("b", new_column_name="c", existing_type=sa.Integer)`,
    retort: (op) =>
      op.batchAlterTable("t", (batch) => {
        batch.alterColumn("b", { rename: "c" });
      }),
  },
  {
    name: "batch: a unique constraint and a check come",
    setup: T,
    alembic: `
with op.batch_alter_table("t") as batch:
    batch.create_unique_constraint("uq_a", ["a"])
    batch.create_check_constraint("ck_b", sa.text("b > 1"))`,
    retort: (op) =>
      op.batchAlterTable("t", (batch) => {
        batch.createUniqueConstraint("uq_a", ["a"]);
        batch.createCheckConstraint("ck_b", "b > 1");
      }),
  },
  {
    name: "batch: constraints go",
    setup: RICH,
    alembic: `
with op.batch_alter_table("t") as batch:
    batch.drop_constraint("uq_a", type_="unique")
    batch.drop_constraint("ck_b", type_="check")`,
    retort: (op) =>
      op.batchAlterTable("t", (batch) => {
        batch.dropConstraint("uq_a", { type: "unique" });
        batch.dropConstraint("ck_b", { type: "check" });
      }),
    query: "SELECT id, a, b, p_id FROM t ORDER BY id",
  },
  {
    name: "batch: a foreign key comes",
    setup: `CREATE TABLE p (id integer NOT NULL, PRIMARY KEY (id)); ${T}`,
    alembic: `
with op.batch_alter_table("t") as batch:
    batch.create_foreign_key("fk_p", "p", ["b"], ["id"], ondelete="CASCADE")`,
    retort: (op) =>
      op.batchAlterTable("t", (batch) => {
        batch.createForeignKey("fk_p", "p", ["b"], ["id"], { onDelete: "CASCADE" });
      }),
  },
  {
    name: "batch: an index comes and another goes",
    setup: `${T}; CREATE INDEX ix_b ON t (b)`,
    alembic: `
with op.batch_alter_table("t") as batch:
    batch.drop_index("ix_b")
    batch.create_index("ix_a", ["a"])`,
    retort: (op) =>
      op.batchAlterTable("t", (batch) => {
        batch.dropIndex("ix_b");
        batch.createIndex("ix_a", ["a"]);
      }),
  },
  {
    name: "batch: a column with a key of its own goes",
    engines: ["sqlite"],
    setup: "CREATE TABLE t (id integer NOT NULL, b integer, PRIMARY KEY (id), CONSTRAINT uq_b UNIQUE (b))",
    alembic: `
with op.batch_alter_table("t") as batch:
    batch.drop_constraint("uq_b", type_="unique")
    batch.drop_column("b")`,
    retort: (op) =>
      op.batchAlterTable("t", (batch) => {
        batch.dropConstraint("uq_b", { type: "unique" });
        batch.dropColumn("b");
      }),
  },
  {
    name: "batch: children of the table keep their rows",
    engines: ["sqlite"],
    setup: `${T}; CREATE TABLE c (t_id integer, CONSTRAINT fk_t FOREIGN KEY (t_id) REFERENCES t (id) ON DELETE CASCADE); INSERT INTO t VALUES (1, 'x', 1); INSERT INTO c VALUES (1)`,
    alembic: `
with op.batch_alter_table("t") as batch:
    batch.alter_column("a", nullable=False, existing_type=sa.String(50))`,
    retort: (op) =>
      op.batchAlterTable("t", (batch) => {
        batch.alterColumn("a", { nullable: false });
      }),
    query: "SELECT t_id FROM c",
  },
  {
    name: "batch: defaults and types together",
    setup: RICH,
    alembic: `
with op.batch_alter_table("t") as batch:
    batch.alter_column("b", type_=sa.BigInteger, server_default=sa.text("9"), existing_type=sa.Integer)
    batch.alter_column("a", server_default="other", existing_type=sa.String(50), existing_nullable=False)`,
    retort: (op) =>
      op.batchAlterTable("t", (batch) => {
        batch.alterColumn("b", { type: (t) => t.bigint(), default: 9 });
        batch.alterColumn("a", { default: "other" });
      }),
    query: "SELECT id, a, b, p_id FROM t ORDER BY id",
  },
];
