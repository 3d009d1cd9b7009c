import type { Engine } from "./engine.ts";

/** Revisions that make every call of `op`, one after the other, and take it back. */
export function operationRevisions(engine: Engine): Readonly<Record<string, string>> {
  return {
    "a.ts": revision("aaaaaaaaaaaa", "", CREATE, CREATE_DOWN),
    "b.ts": revision("bbbbbbbbbbbb", "aaaaaaaaaaaa", CHANGE, CHANGE_DOWN),
    "c.ts": revision("cccccccccccc", "bbbbbbbbbbbb", CONSTRAIN, CONSTRAIN_DOWN),
    ...(engine === "postgres"
      ? { "d.ts": revision("dddddddddddd", "cccccccccccc", POSTGRES, POSTGRES_DOWN) }
      : {}),
  };
}

/** A TypeScript revision with these bodies. */
export function revision(id: string, parent: string, up: string, down: string, header = ""): string {
  const below = parent === "" ? "" : `// down_revision: ${parent}\n`;
  return `// revision ${id}
// revision: ${id}
${below}${header}import type { Operations } from "./retort.d.ts";

export async function upgrade(op: Operations): Promise<void> {
${up}
}

export async function downgrade(op: Operations): Promise<void> {
${down}
}
`;
}

const CREATE = `
  await op.createTable("person", (t) => [
    t.bigint("id").primaryKey().identity(),
    t.varchar("name", 100).notNull(),
    t.varchar("email", 200).unique({ name: "uq_person_email" }),
  ], { comment: "who it's about" });
  await op.createTable("Task List", (t) => [
    t.bigint("id").primaryKey().identity(),
    t.varchar("title", 200).notNull().unique({ name: "uq_list_title" }),
    t.enum("state", "list_state", ["new", "o'done"]).notNull().default("new"),
    t.timestamp("created_at").notNull().default(op.sql\`CURRENT_TIMESTAMP\`),
    t.json("tags"),
    t.bigint("owner_id").references("person", "id", { onDelete: "CASCADE", name: "fk_list_owner" }),
    t.integer("rank").default(-1).check("rank > -2", { name: "ck_rank" }).comment("how much;"),
    t.smallint("small"), t.numeric("cost", 10, 2).default("1.50"), t.real("r"), t.double("d"),
    t.boolean("flag").notNull().default(false), t.text("body"), t.char("code", 3), t.date("day"),
    t.time("at"), t.timestamptz("moment"), t.uuid("token"), t.jsonb("more"), t.bytes("raw"),
    t.integer("order"), t.varchar("émoji ☃", 10).default("a;'b\\\\c"),
    t.integer("doubled").generated("rank * 2", { stored: true }),
    t.unique(["title", "owner_id"], { name: "uq_title_owner" }),
    t.check(op.sql\`title <> \${"it's"}\`, { name: "ck_title" }),
    t.index("ix_list_day", [{ on: "day", order: "desc" }, "rank"]),
  ], { comment: "lists" });
  await op.createTable("membership", (t) => [
    t.bigint("person_id"), t.bigint("list_id"),
    t.primaryKey(["person_id", "list_id"], { name: "pk_membership" }),
    t.foreignKey(["person_id"], "person", ["id"], { name: "fk_member_person", onDelete: "CASCADE", onUpdate: "CASCADE" }),
    t.foreignKey(["list_id"], "Task List", ["id"], { name: "fk_member_list" }),
  ], { ifNotExists: true });
  await op.createTable("plain", (t) => [t.integer("a").notNull(), t.integer("b")]);
  const inserted = await op.bulkInsert("person", [
    { id: 1, name: "Ada", email: null }, { id: 2, name: "O'Brien; --", email: "o@b" }, { id: 3, name: "é😀\\\\", email: "" },
  ]);
  if (inserted !== 3) throw new Error("inserted " + inserted);
  await op.bulkInsert("Task List", [{ id: 1, title: "first", owner_id: 1, tags: { a: [1, "b'c"] }, flag: true }]);
  await op.createView("named", "SELECT id, name FROM person");
`;
const CREATE_DOWN = `
  await op.dropView("named", { ifExists: true });
  await op.dropTable("plain");
  await op.dropTable("membership", { ifExists: true });
  await op.dropTable("Task List");
  await op.dropTable("person");
  if (op.dialect === "postgres") await op.dropEnum("list_state");
`;

const CHANGE = `
  await op.addColumn("plain", (t) => t.integer("weight").notNull().default(0));
  await op.addColumn("plain", (t) => t.varchar("label", 20).comment("a label"));
  await op.alterColumn("plain", "b", { type: (t) => t.bigint(), nullable: false, default: 5, existing: (t) => t.integer() });
  await op.alterColumn("plain", "label", { rename: "caption", existing: (t) => t.varchar(20).comment("a label") });
  await op.renameTable("plain", "plainer");
  await op.createTableComment("plainer", "renamed");
  await op.createIndex("ix_plainer", "plainer", ["a", { on: "caption", order: "desc" }], { unique: true });
  await op.createTable("gone", (t) => [t.integer("x")]);
  await op.dropTable("gone");
`;
const CHANGE_DOWN = `
  await op.dropIndex("ix_plainer", { table: "plainer" });
  await op.dropTableComment("plainer");
  await op.renameTable("plainer", "plain");
  await op.alterColumn("plain", "b", { type: (t) => t.integer(), nullable: true, default: null, existing: (t) => t.bigint().notNull().default(5) });
  await op.dropColumn("plain", "caption");
  await op.dropColumn("plain", "weight");
`;

const CONSTRAIN = `
  await op.createPrimaryKey("pk_plainer", "plainer", ["a"]);
  await op.createUniqueConstraint("uq_plainer", "plainer", ["b", "caption"]);
  await op.createCheckConstraint("ck_plainer", "plainer", "weight >= 0");
  await op.addColumn("plainer", (t) => t.bigint("person_id"));
  await op.createForeignKey("fk_plainer", "plainer", "person", ["person_id"], ["id"], { onDelete: "SET NULL" });
  await op.dropConstraint("ck_plainer", "plainer", { type: "check" });
  await op.batchAlterTable("plainer", (batch) => {
    batch.addColumn((t) => t.integer("extra").default(1));
    batch.alterColumn("caption", { nullable: false, default: "none", existing: (t) => t.varchar(20).comment("a label") });
    batch.dropColumn("weight");
    batch.createIndex("ix_extra", ["extra"]);
    batch.createCheckConstraint("ck_extra", "extra > 0");
  });
  await op.step("rows", async () => {
    await op.execute("INSERT INTO plainer (a, b, caption) VALUES (1, 2, 'x')");
  });
`;
const CONSTRAIN_DOWN = `
  await op.execute("DELETE FROM plainer");
  await op.batchAlterTable("plainer", (batch) => {
    batch.dropConstraint("ck_extra", { type: "check" });
    batch.dropIndex("ix_extra");
    batch.dropColumn("extra");
    batch.alterColumn("caption", { nullable: true, default: null, existing: (t) => t.varchar(20).notNull().default("none").comment("a label") });
    batch.addColumn((t) => t.integer("weight").notNull().default(0));
  });
  await op.dropConstraint("fk_plainer", "plainer", { type: "foreignKey" });
  if (op.dialect === "mysql") await op.dropIndex("fk_plainer", { table: "plainer" });
  await op.dropColumn("plainer", "person_id");
  await op.dropConstraint("uq_plainer", "plainer", { type: "unique" });
  await op.dropConstraint("pk_plainer", "plainer", { type: "primaryKey" });
`;

const POSTGRES = `
  await op.createSchema("app", { ifNotExists: true, comment: "an app" });
  await op.createEnum("mood", ["sad", "ok"], { schema: "app" });
  await op.alterEnum("mood", { rename: "ok", to: "fine", schema: "app" });
  await op.createSequence("numbers", { schema: "app", start: 10, increment: 5, maximum: 100000, cycle: true });
  await op.alterSequence("numbers", { schema: "app", increment: 7 });
  await op.createTable("booking", (t) => [
    t.bigint("id").primaryKey().identity({ always: true, start: 100 }),
    t.integer("room").notNull(), t.integer("seats"),
    t.column("during", "int4range").notNull(),
    t.array("labels", (of) => of.text()).notNull().default(op.sql\`'{}'\`),
    t.column("feeling", "app.mood").default("sad"),
    t.interval("length"),
    t.text("title").collate("C"),
    t.exclude([["during", "&&"]], { name: "no_overlap" }),
    t.unique(["room", "title"], { name: "uq_room", deferrable: true, initially: "DEFERRED" }),
  ], { schema: "app", comment: "rooms", options: { fillfactor: 70 } });
  await op.createIndex("ix_title", "booking", [{ on: op.sql\`lower(title)\`, opclass: "text_pattern_ops" }], {
    schema: "app", where: "room > 1", include: ["length"], comment: "by title",
  });
  await op.createExcludeConstraint("no_overlap_2", "booking", [["during", "&&"]], { schema: "app", where: "room = 2" });
  await op.createCheckConstraint("ck_room", "booking", "room > 0", { schema: "app", notValid: true });
  await op.validateConstraint("ck_room", "booking", { schema: "app" });
  await op.alterColumn("booking", "seats", { schema: "app", type: (t) => t.text(), using: "seats::text || 'x'", comment: "how many" });
  await op.lockTable("booking", { schema: "app" });
  await op.bulkInsert("booking", [{ during: "[1,5)", room: 1, seats: "2x", labels: '{"a"}' }], { schema: "app" });
  await op.createView("rooms", "SELECT room FROM app.booking", { schema: "app", materialized: true });
  await op.createView("rooms_now", "SELECT room FROM app.booking", { schema: "app", replace: true });
`;
const POSTGRES_DOWN = `
  await op.dropView("rooms_now", { schema: "app" });
  await op.dropView("rooms", { schema: "app", materialized: true });
  await op.dropConstraint("no_overlap_2", "booking", { schema: "app" });
  await op.dropIndex("ix_title", { table: "booking", schema: "app" });
  await op.dropTable("booking", { schema: "app", cascade: true });
  await op.dropSequence("numbers", { schema: "app", ifExists: true });
  await op.dropEnum("mood", { schema: "app" });
  await op.dropSchema("app");
`;
