import type { Pair } from "../pair.ts";

const T = "CREATE TABLE t (id integer NOT NULL, a varchar(50), b integer, PRIMARY KEY (id))";
const P = "CREATE TABLE p (id integer NOT NULL, x integer NOT NULL, y integer NOT NULL, PRIMARY KEY (id), CONSTRAINT uq_xy UNIQUE (x, y))";

/** Adding and dropping constraints. */
export const CONSTRAINT_PAIRS: readonly Pair[] = [
  {
    name: "create_foreign_key",
    setup: `${P}; ${T}`,
    alembic: `op.create_foreign_key("fk_b", "t", "p", ["b"], ["id"])`,
    retort: (op) => op.createForeignKey("fk_b", "t", "p", ["b"], ["id"]),
  },
  {
    name: "create_foreign_key over two columns",
    setup: `${P}; CREATE TABLE t (x integer, y integer)`,
    alembic: `op.create_foreign_key("fk_xy", "t", "p", ["x", "y"], ["x", "y"])`,
    retort: (op) => op.createForeignKey("fk_xy", "t", "p", ["x", "y"], ["x", "y"]),
  },
  {
    name: "create_foreign_key with actions",
    setup: `${P}; ${T}`,
    alembic: `op.create_foreign_key("fk_b", "t", "p", ["b"], ["id"], ondelete="SET NULL", onupdate="CASCADE")`,
    retort: (op) =>
      op.createForeignKey("fk_b", "t", "p", ["b"], ["id"], { onDelete: "SET NULL", onUpdate: "CASCADE" }),
  },
  {
    name: "create_foreign_key that is deferrable",
    engines: ["postgres", "sqlite"],
    setup: `${P}; ${T}`,
    alembic: `op.create_foreign_key("fk_b", "t", "p", ["b"], ["id"], deferrable=True, initially="DEFERRED")`,
    retort: (op) => op.createForeignKey("fk_b", "t", "p", ["b"], ["id"], { initially: "DEFERRED" }),
  },
  {
    name: "create_foreign_key with MATCH FULL",
    engines: ["postgres"],
    setup: `${P}; CREATE TABLE t (x integer, y integer)`,
    alembic: `op.create_foreign_key("fk_xy", "t", "p", ["x", "y"], ["x", "y"], match="FULL")`,
    retort: (op) => op.createForeignKey("fk_xy", "t", "p", ["x", "y"], ["x", "y"], { match: "FULL" }),
  },
  {
    name: "create_foreign_key on the table itself",
    setup: T,
    alembic: `op.create_foreign_key("fk_self", "t", "t", ["b"], ["id"])`,
    retort: (op) => op.createForeignKey("fk_self", "t", "t", ["b"], ["id"]),
  },
  {
    name: "create_foreign_key that is not validated",
    engines: ["postgres"],
    setup: `${P}; ${T}; INSERT INTO t VALUES (1, 'x', 99)`,
    alembic: `op.create_foreign_key("fk_b", "t", "p", ["b"], ["id"], postgresql_not_valid=True)`,
    retort: (op) => op.createForeignKey("fk_b", "t", "p", ["b"], ["id"], { notValid: true }),
  },
  {
    name: "create_foreign_key between schemas",
    engines: ["postgres"],
    setup: "CREATE SCHEMA one; CREATE SCHEMA two; CREATE TABLE one.p (id integer PRIMARY KEY); CREATE TABLE two.t (p integer)",
    alembic: `op.create_foreign_key("fk_p", "t", "p", ["p"], ["id"], source_schema="two", referent_schema="one")`,
    retort: (op) =>
      op.createForeignKey("fk_p", "t", "p", ["p"], ["id"], { schema: "two", referentSchema: "one" }),
  },
  {
    name: "create_unique_constraint",
    setup: T,
    alembic: `op.create_unique_constraint("uq_a", "t", ["a"])`,
    retort: (op) => op.createUniqueConstraint("uq_a", "t", ["a"]),
  },
  {
    name: "create_unique_constraint over two columns",
    setup: T,
    alembic: `op.create_unique_constraint("uq_ab", "t", ["a", "b"])`,
    retort: (op) => op.createUniqueConstraint("uq_ab", "t", ["a", "b"]),
  },
  {
    name: "create_unique_constraint that is deferrable",
    engines: ["postgres"],
    setup: T,
    alembic: `op.create_unique_constraint("uq_a", "t", ["a"], deferrable=True, initially="IMMEDIATE")`,
    retort: (op) => op.createUniqueConstraint("uq_a", "t", ["a"], { deferrable: true }),
  },
  {
    name: "create_unique_constraint with NULLS NOT DISTINCT",
    engines: ["postgres"],
    setup: T,
    alembic: `op.create_unique_constraint("uq_a", "t", ["a"], postgresql_nulls_not_distinct=True)`,
    retort: (op) => op.createUniqueConstraint("uq_a", "t", ["a"], { nullsNotDistinct: true }),
  },
  {
    name: "create_unique_constraint with INCLUDE",
    engines: ["postgres"],
    setup: T,
    alembic: `op.execute("ALTER TABLE t ADD CONSTRAINT uq_a UNIQUE (a) INCLUDE (b)")`,
    retort: (op) => op.createUniqueConstraint("uq_a", "t", ["a"], { include: ["b"] }),
  },
  {
    name: "create_check_constraint",
    setup: T,
    alembic: `op.create_check_constraint("ck_b", "t", "b > 0")`,
    retort: (op) => op.createCheckConstraint("ck_b", "t", "b > 0"),
  },
  {
    name: "create_check_constraint on two columns with quotes and percent signs",
    setup: T,
    alembic: `op.create_check_constraint("ck_ab", "t", sa.text("a <> 'it''s 5%' OR b > 0"))`,
    retort: (op) => op.createCheckConstraint("ck_ab", "t", "a <> 'it''s 5%' OR b > 0"),
  },
  {
    name: "create_check_constraint in another schema",
    engines: ["postgres"],
    setup: "CREATE SCHEMA app; CREATE TABLE app.t (b integer)",
    alembic: `op.create_check_constraint("ck_b", "t", "b > 0", schema="app")`,
    retort: (op) => op.createCheckConstraint("ck_b", "t", "b > 0", { schema: "app" }),
  },
  {
    name: "create_primary_key",
    setup: "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL)",
    alembic: `op.create_primary_key("pk_t", "t", ["a", "b"])`,
    retort: (op) => op.createPrimaryKey("pk_t", "t", ["a", "b"]),
  },
  {
    name: "create_exclude_constraint",
    engines: ["postgres"],
    setup: "CREATE TABLE t (during tsrange, room integer)",
    alembic: `op.create_exclude_constraint("ex_during", "t", ("during", "&&"), using="gist", where=sa.text("room > 0"))`,
    retort: (op) =>
      op.createExcludeConstraint("ex_during", "t", [["during", "&&"]], { using: "gist", where: "room > 0" }),
  },
  {
    name: "drop_constraint of a foreign key",
    setup: `${P}; CREATE TABLE t (b integer, CONSTRAINT fk_b FOREIGN KEY (b) REFERENCES p (id))`,
    alembic: {
      postgres: `op.drop_constraint("fk_b", "t", type_="foreignkey")`,
      sqlite: `op.drop_constraint("fk_b", "t", type_="foreignkey")`,
      mysql: `op.drop_constraint("fk_b", "t", type_="foreignkey")`,
    },
    retort: (op) => op.dropConstraint("fk_b", "t", { type: "foreignKey" }),
  },
  {
    name: "drop_constraint of a unique constraint",
    setup: "CREATE TABLE t (a integer, CONSTRAINT uq_a UNIQUE (a))",
    alembic: `op.drop_constraint("uq_a", "t", type_="unique")`,
    retort: (op) => op.dropConstraint("uq_a", "t", { type: "unique" }),
  },
  {
    name: "drop_constraint of a check",
    setup: "CREATE TABLE t (a integer, CONSTRAINT ck_a CHECK (a > 0))",
    alembic: `op.drop_constraint("ck_a", "t", type_="check")`,
    retort: (op) => op.dropConstraint("ck_a", "t", { type: "check" }),
  },
  {
    name: "drop_constraint of a primary key",
    engines: ["postgres", "mysql"],
    setup: "CREATE TABLE t (a integer NOT NULL, CONSTRAINT pk_t PRIMARY KEY (a))",
    alembic: `op.drop_constraint("pk_t", "t", type_="primary")`,
    retort: (op) => op.dropConstraint("pk_t", "t", { type: "primaryKey" }),
  },
  {
    name: "drop_constraint of an exclusion",
    engines: ["postgres"],
    setup: "CREATE TABLE t (during tsrange, CONSTRAINT ex EXCLUDE USING gist (during WITH &&))",
    alembic: `op.drop_constraint("ex", "t")`,
    retort: (op) => op.dropConstraint("ex", "t", { type: "exclude" }),
  },
  {
    name: "drop_constraint if_exists",
    engines: ["postgres"],
    setup: T,
    alembic: `op.drop_constraint("nothing", "t", if_exists=True)`,
    retort: (op) => op.dropConstraint("nothing", "t", { ifExists: true }),
  },
  {
    name: "drop_constraint in another schema",
    engines: ["postgres"],
    setup: "CREATE SCHEMA app; CREATE TABLE app.t (a integer, CONSTRAINT ck_a CHECK (a > 0))",
    alembic: `op.drop_constraint("ck_a", "t", schema="app")`,
    retort: (op) => op.dropConstraint("ck_a", "t", { schema: "app" }),
  },
];
