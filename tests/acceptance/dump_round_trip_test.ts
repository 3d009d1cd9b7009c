import assert from "node:assert/strict";
import { type Engine, ENGINES } from "../support/engine.ts";
import { runProcess } from "../support/process.ts";
import { retort } from "../support/retort.ts";
import { lacks, type SchemaCase, schemaCases } from "../support/schema_cases.ts";
import { load, ownDump } from "../support/schema_tool.ts";
import { createTestDatabase, type TestDatabase } from "../support/test_database.ts";

for (const engine of ENGINES) {
  for (const each of schemaCases(engine)) {
    Deno.test(`${each.name} is dumped, loaded and dumped alike [${engine}]`, () => roundTrip(engine, each));
  }
}

async function roundTrip(engine: Engine, each: SchemaCase): Promise<void> {
  await using first = await createTestDatabase(engine);
  await using second = await createTestDatabase(engine);
  if (await lacks(first, each) !== undefined) return;
  await load(first, each.sql);
  const written = await dump(first);
  await load(second, written);
  await same(await dump(second), written, "the second dump differs from the first", first);
  const [said, again] = [await ownDump(first), await ownDump(second)];
  await same(again ?? "", said ?? "", "the engine's own tool tells the databases apart", first);
}

async function dump({ url, folder }: TestDatabase): Promise<string> {
  const { code, stdout, stderr } = await retort(["dump"], { cwd: folder, env: { DATABASE_URL: url } });
  assert.equal(code, 0, stderr);
  assert.doesNotMatch(stderr, /does not know/);
  return stdout;
}

/** Schemas are long: what differs is shown, and no more. */
async function same(
  actual: string,
  expected: string,
  message: string,
  { folder }: TestDatabase,
): Promise<void> {
  if (actual === expected) return;
  await Deno.writeTextFile(`${folder}/expected.sql`, expected);
  await Deno.writeTextFile(`${folder}/actual.sql`, actual);
  const { stdout } = await runProcess("diff", ["-U4", "expected.sql", "actual.sql"], { cwd: folder });
  throw new Error(`${message}\n${stdout}`);
}
