import assert from "node:assert/strict";
import { loadDialect } from "../../src/dialect/registry.ts";
import type { Schema } from "../../src/schema/schema.ts";
import { directConnection } from "../support/direct_connection.ts";
import type { Engine } from "../support/engine.ts";
import { ENGINES } from "../support/engine.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort, ROOT } from "../support/retort.ts";
import type { TestDatabase } from "../support/test_database.ts";

const PAGE = await Deno.readTextFile(`${ROOT}/docs/cookbook.md`);

interface Recipe {
  /** The heading above it. */
  readonly title: string;
  readonly language: "sql" | "ts";
  readonly engines: readonly Engine[];
  readonly irreversible: boolean;
  readonly text: string;
}

/** What stands under the page's headings, one a fence. */
const RECIPES: readonly Recipe[] = PAGE.split(/^## /m).slice(1).flatMap((part) => {
  const title = part.slice(0, part.indexOf("\n"));
  return [...part.matchAll(/^```(sql|ts)([^\n]*)\n([\s\S]*?)^```$/gm)].map(
    ([, language, info = "", text = ""]) => {
      const named = ENGINES.filter((engine) => info.split(" ").includes(engine));
      return {
        title,
        language: language === "ts" ? "ts" : "sql",
        engines: named.length === 0 ? ENGINES : named,
        irreversible: info.includes("irreversible"),
        text,
      } as const;
    },
  );
});

/** The page's tables, as the revision that all recipes stand on. */
const START = /^```sql start\n([\s\S]*?)^```$/m.exec(PAGE)?.[1] ?? "";

function header(recipe: Recipe, id: string): string {
  const mark = recipe.language === "ts" ? "//" : "--";
  const types = recipe.language === "ts" ? 'import type { Operations } from "./retort.d.ts";\n' : "";
  return `${mark} ${recipe.title}\n${mark} revision: ${id}\n${mark} down_revision: start1\n\n${types}`;
}

async function schemaOf({ engine, url }: TestDatabase): Promise<Schema> {
  const dialect = await loadDialect(engine);
  const reflector = await dialect.reflector();
  await using connection = await directConnection(url);
  const hidden = ["retort_ledger", "retort_log"].map((name) => ({ name }));
  return await reflector.reflect(connection, { hidden });
}

async function run(database: TestDatabase, ...args: string[]): Promise<string> {
  const { code, stderr } = await retort(args, {
    cwd: database.folder,
    env: { DATABASE_URL: database.url },
  });
  return `exit ${code}${code === 0 ? "" : `\n${stderr}`}`;
}

/** Up, down to what was there before, and up again. */
async function cook(recipe: Recipe, id: string, database: TestDatabase, before: Schema): Promise<void> {
  assert.equal(await run(database, "upgrade", id), "exit 0");
  if (recipe.irreversible) {
    assert.match(
      await run(database, "downgrade", "start1"),
      /^exit 8\n[^]*the tasks that were deleted are gone/,
    );
    return;
  }
  assert.notDeepEqual(await schemaOf(database), before);
  assert.equal(await run(database, "downgrade", "start1"), "exit 0");
  assert.deepEqual(await schemaOf(database), before);
  assert.equal(await run(database, "upgrade", id), "exit 0");
  assert.equal(await run(database, "downgrade", "start1"), "exit 0");
}

forEachDialect("each recipe of docs/cookbook.md goes up and down", async (database, t) => {
  const { engine, folder } = database;
  const mine = RECIPES.map((recipe, number) => ({ recipe, id: `recipe${number}` }))
    .filter(({ recipe }) => recipe.engines.includes(engine))
    .sort((one, other) => Number(one.recipe.irreversible) - Number(other.recipe.irreversible));
  await Deno.mkdir(`${folder}/migrations`);
  await Deno.copyFile(`${ROOT}/migrations/retort.d.ts`, `${folder}/migrations/retort.d.ts`);
  await Deno.writeTextFile(
    `${folder}/migrations/start.sql`,
    `-- start\n-- revision: start1\n\n-- migrate:up\n${START}\n-- migrate:down\nDROP TABLE task;\nDROP TABLE person;\n`,
  );
  for (const { recipe, id } of mine) {
    await Deno.writeTextFile(
      `${folder}/migrations/${id}.${recipe.language}`,
      header(recipe, id) + recipe.text,
    );
  }
  const check = await new Deno.Command(Deno.execPath(), {
    args: [
      "check",
      "--quiet",
      ...mine.filter(({ recipe }) => recipe.language === "ts").map(({ id }) => `migrations/${id}.ts`),
    ],
    cwd: folder,
    stderr: "piped",
  }).output();
  assert.equal(check.code, 0, new TextDecoder().decode(check.stderr));
  assert.equal(await run(database, "upgrade", "start1"), "exit 0");
  const before = await schemaOf(database);
  assert.equal(before.tables.length, 2);
  for (const { recipe, id } of mine) {
    await t.step(`${recipe.title} (${recipe.language})`, () => cook(recipe, id, database, before));
  }
});

Deno.test("docs/cookbook.md has each recipe in SQL and in TypeScript, for each engine where SQL can do it", () => {
  for (const title of new Set(RECIPES.map(({ title }) => title))) {
    const engines = RECIPES.filter((recipe) => recipe.title === title && recipe.language === "ts")
      .flatMap((recipe) => recipe.engines);
    assert.deepEqual(new Set(engines), new Set(ENGINES), title);
    assert.ok(RECIPES.some((recipe) => recipe.title === title && recipe.language === "sql"), title);
  }
});
