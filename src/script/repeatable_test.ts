import assert from "node:assert/strict";
import { postgres } from "../dialect/postgres/mod.ts";
import { sqlite } from "../dialect/sqlite/mod.ts";
import { parseRepeatableHeader } from "./header.ts";
import { dependantsOf, readRepeatables } from "./repeatable.ts";
import { repeatableChecksum, repeatableSection } from "./repeatable_section.ts";
import { statementsOf } from "./parse.ts";
import type { Repeatable } from "./repeatable.ts";

async function withFiles(
  files: Readonly<Record<string, string>>,
  look: (folder: string) => void,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "retort_test_" });
  try {
    for (const [name, text] of Object.entries(files)) {
      const path = `${folder}/${name}`;
      await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
      await Deno.writeTextFile(path, text);
    }
    look(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function names(repeatables: readonly Repeatable[]): string[] {
  return repeatables.map(({ id }) => id);
}

Deno.test("readRepeatables() orders by depends_on, otherwise by name", async () => {
  const files = {
    "m/repeatable/b.sql": "-- b\n-- depends_on: views/z.sql\nSELECT 1;\n",
    "m/repeatable/a.sql": "SELECT 1;\n",
    "m/repeatable/c.sql": "-- depends_on: b.sql, a.sql\n",
    "m/repeatable/views/z.sql": "-- z\n",
    "m/repeatable/_template.sql": "nothing",
    "m/repeatable/.hidden.sql": "nothing",
    "m/one.sql": "no repeatable",
    "m/2026/repeatable/old.sql": "no repeatable",
  };
  await withFiles(files, (folder) => {
    const found = readRepeatables([`${folder}/m`]);
    assert.deepEqual(names(found), ["a.sql", "views/z.sql", "b.sql", "c.sql"]);
    assert.deepEqual(found.map(({ message }) => message), ["", "z", "b", ""]);
    assert.deepEqual([...dependantsOf(new Set(["views/z.sql"]), found)], ["b.sql", "c.sql"]);
  });
});

Deno.test("readRepeatables() refuses what stands twice, contradicts itself, or is a revision", async () => {
  const cases: readonly (readonly [Record<string, string>, RegExp])[] = [
    [{ "m/repeatable/a.sql": "", "n/repeatable/a.sql": "" }, /a\.sql stands twice .*m\/rep.*n\/rep/],
    [{ "m/repeatable/a.sql": "-- depends_on: a.sql\n" }, /depend on each other: a\.sql, a\.sql/],
    [{ "m/repeatable/a.sql": "-- depends_on: b\n", "n/x": "" }, /depends on b, which is not there/],
    [{ "m/repeatable/a.sql": "-- a\n-- revision: a1\n" }, /no 'revision' .*a\.sql:2/],
    [{ "m/repeatable/a.ts": "" }, /is written in SQL/],
    [{ "m/repeatable/a.sql": "-- transactoin: false\n" }, /Unknown header key/],
  ];
  for (const [files, message] of cases) {
    await withFiles(files, (folder) => {
      assert.throws(() => readRepeatables([`${folder}/m`, `${folder}/n`]), message);
    });
  }
});

function repeatable(text: string, bodyStart: number): Repeatable {
  const lists = { downRevisions: [], dependsOn: [], branchLabels: [], replaces: [] };
  return { id: "a.sql", path: "a.sql", message: "", language: "sql", text, bodyStart, ...lists };
}

Deno.test("repeatableSection() takes the whole body, or the section of the engine", () => {
  const whole = repeatableSection(repeatable("-- a\n\nSELECT 1;\nSELECT 2;", 6), sqlite, "sqlite");
  assert.deepEqual(statementsOf(whole, sqlite.lexicon).map(({ span }) => span.start), [6, 16]);
  const marked = repeatable("-- migrate:up dialect:sqlite\nSELECT 1;\n-- migrate:up\nSELECT 2;\n", 0);
  const section = (dialect: typeof sqlite, product: string) =>
    statementsOf(repeatableSection(marked, dialect, product), dialect.lexicon).map(({ sql }) => sql);
  assert.deepEqual([section(sqlite, "sqlite"), section(postgres, "postgres")], [["SELECT 1"], ["SELECT 2"]]);
});

Deno.test("repeatableSection() names the line of a quote that is never closed", () => {
  const open = repeatable("-- a\n\nSELECT 1;\nSELECT 'x;\n", 6);
  assert.throws(
    () => statementsOf(repeatableSection(open, sqlite, "sqlite"), sqlite.lexicon),
    /\(a\.sql:4\)/,
  );
});

Deno.test("repeatableSection() refuses what only a revision has", () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ["-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 2;\n", /no down section .*a\.sql:3/],
    ["-- migrate:up foreign_keys:off\nSELECT 1;\n", /does not take `foreign_keys:off`/],
  ];
  for (const [text, message] of cases) {
    assert.throws(() => repeatableSection(repeatable(text, 0), sqlite, "sqlite"), message);
  }
});

Deno.test("docs/file-format.md: every repeatable does what the page says", async () => {
  const page = await Deno.readTextFile(new URL("../../docs/file-format.md", import.meta.url));
  const blocks = [...page.matchAll(/^```repeatable (\w+)\n([^]*?)^```$(?:\n\n> (.*))?/gm)];
  assert.ok(blocks.length >= 4);
  for (const [, claim, text = "", message = ""] of blocks) {
    const read = () => {
      const { header, bodyStart } = parseRepeatableHeader(text, "a.sql", "a.sql");
      const file = { ...header, path: "a.sql", language: "sql" as const, text, bodyStart };
      return statementsOf(repeatableSection(file, sqlite, "sqlite"), sqlite.lexicon);
    };
    if (claim === "ok") assert.equal(read().length, 2);
    else assert.throws(read, (error) => error instanceof Error && error.message.includes(message));
  }
});

Deno.test("repeatableChecksum() counts comments, and no line endings", () => {
  const sum = (text: string) => repeatableChecksum(repeatable(text, 0));
  assert.equal(sum("SELECT 1;\n"), sum("SELECT 1;\r\n"));
  assert.notEqual(sum("SELECT 1;\n"), sum("-- again\nSELECT 1;\n"));
});
