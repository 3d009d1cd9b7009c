import { type Archive, parseArchive, section } from "../../tests/support/archive.ts";
import { type ApiCall, apiCalls } from "./api_calls.ts";

/** The golden cases that show an operation best, in the order of the page. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  createTable: [
    "create_table",
    "create_table_composite_key",
    "defaults",
    "create_table_types",
    "generated_columns",
  ],
  dropTable: ["drop_table"],
  renameTable: ["rename_table"],
  addColumn: ["add_column", "add_column_reference", "add_column_enum"],
  dropColumn: ["drop_column"],
  alterColumn: [
    "alter_column_type",
    "alter_column_nullable",
    "alter_column_default",
    "alter_column_rename",
    "alter_column_everything",
    "alter_column_type_using",
    "alter_column_identity",
  ],
  batchAlterTable: ["batch", "batch_in_place"],
  createIndex: [
    "index",
    "index_order",
    "index_expression",
    "index_where",
    "index_include",
    "index_concurrently",
  ],
  dropIndex: ["index_if_not_exists"],
  createForeignKey: ["foreign_key", "foreign_key_not_valid"],
  createUniqueConstraint: ["unique_constraint"],
  createCheckConstraint: ["check_constraint"],
  createPrimaryKey: ["primary_key"],
  createExcludeConstraint: ["exclude"],
  validateConstraint: [],
  dropConstraint: ["drop_constraint_if_exists"],
  createEnum: ["enum", "enum_two_columns"],
  alterEnum: [],
  dropEnum: [],
  createSequence: ["sequence"],
  alterSequence: [],
  dropSequence: [],
  createView: ["view"],
  dropView: [],
  createSchema: ["namespaces", "schema_names"],
  dropSchema: [],
  createTableComment: ["comments"],
  dropTableComment: [],
  bulkInsert: ["bulk_insert"],
  lockTable: ["lock_table", "lock_table_mode"],
};

const ENGINES = [["postgres", "PostgreSQL"], ["sqlite", "SQLite"], ["mysql", "MariaDB"]] as const;

/** The text of docs/operations.md: from the types that users see, and from the golden cases. */
export async function operationsPage(): Promise<string> {
  const calls = await apiCalls();
  const sections = Object.entries(EXAMPLES).map(async ([name, cases]) => {
    const call = calls.get(name);
    if (call === undefined) throw new Error(`op has no '${name}'`);
    return [...heading(call), ...await Promise.all(cases.map(example))].join("\n\n");
  });
  return [INTRODUCTION, contents(), ...await Promise.all(sections)].join("\n\n") + "\n";
}

function contents(): string {
  return Object.keys(EXAMPLES).map((name) => `[${name}](#${name.toLowerCase()})`).join(" · ");
}

function heading({ name, summary, signature, example }: ApiCall): readonly string[] {
  return [`## ${name}`, summary, fenced("ts", example), fenced("ts", signature)];
}

async function example(name: string): Promise<string> {
  const path = new URL(`../../tests/cases/compile/${name}.txt`, import.meta.url);
  const archive = parseArchive(await Deno.readTextFile(path));
  const title = archive.comment.trim();
  return [
    `### ${title.charAt(0).toUpperCase()}${title.slice(1)}`,
    fenced("js", section(archive, "input").trim()),
    ...ENGINES.flatMap(([engine, called]) => answer(archive, engine, called)),
  ].join("\n\n");
}

function answer(archive: Archive, engine: string, called: string): readonly string[] {
  const text = archive.sections.get(engine)?.trim() ?? "";
  if (text === "") return [];
  const [, why, hint] = /^refused: (.*)\nhint: (.*)$/s.exec(text) ?? [];
  if (why !== undefined) return [`${called} refuses it: ${why}. ${hint}.`];
  if (text === "nothing to do") return [`${called}: nothing to do.`];
  if (text.includes("legacy_alter_table")) return [`${called}: a rebuild of the table.`];
  return [`${called}:`, fenced("sql", text)];
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

const INTRODUCTION = `# Operations

What a TypeScript revision can ask \`op\` for, and the SQL that it becomes on each engine. What an engine cannot do is refused before
anything runs, with what to do instead. This page is written from the cases in \`tests/cases/compile\`, whose statements a
test runs on real servers.

Names are quoted where an engine would read them otherwise. A literal is what \`default()\` is given as it is; an expression
is written as \`op.sql\`. Where SQLite's ALTER TABLE cannot make a change, the table is rebuilt: one that has it is created, the rows
are copied, the old one is dropped and the new one takes its name, with indexes, triggers and views kept
([rebuild.md](rebuild.md)); \`op.batchAlterTable\` makes one rebuild of several changes.

Elsewhere: \`op.execute\`, \`op.query\` and \`op.sql\` in
the [cookbook](cookbook.md#transform-data), \`op.chunks\` in [chunks.md](chunks.md), \`op.step\` and \`op.autocommit\` in [repair.md](repair.md).`;
