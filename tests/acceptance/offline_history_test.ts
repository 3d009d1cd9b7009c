import assert from "node:assert/strict";
import fc from "fast-check";
import { run as downgrade } from "../../src/command/downgrade.ts";
import { run as upgrade } from "../../src/command/upgrade.ts";
import { RevisionGraph } from "../../src/revision/graph.ts";
import type { Revision } from "../../src/revision/revision.ts";
import { type Engine, ENGINES } from "../support/engine.ts";
import { runInProcess } from "../support/in_process.ts";
import { randomRevisions, revision } from "../support/random_graph.ts";
import { historyFiles } from "../support/random_history.ts";
import { dumpDatabase, runScript } from "../support/script_client.ts";
import { postgresVersion } from "../support/server_version.ts";
import { createTestDatabase, type TestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";

/** Histories for each engine; some hundreds in the long form: `deno task fuzz:offline`. */
const RUNS = Number(Deno.env.get("RETORT_OFFLINE_RUNS") ?? 12);
const SEED = Number(Deno.env.get("RETORT_FUZZ_SEED") ?? 1);

/** A history with one head: a script starts at one revision. */
function histories(): readonly (readonly Revision[])[] {
  return fc.sample(randomRevisions(7), { numRuns: RUNS, seed: SEED }).map((revisions) => {
    const { realHeads } = new RevisionGraph(revisions);
    return [...revisions, revision("r999", realHeads)];
  });
}

/** Numbers from 0 to 1, the same ones each time. */
function numbers(seed: number): () => number {
  let state = seed * 2654435761 % 4294967296;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

/** All but when it was and how long it took. */
const LEDGER = `SELECT revision, message, down_revisions, depends_on, branch_labels, path, script, checksum,
  checksum_version, file_digest, origin, state, statements_done, journal, applied_by, retort_version, layout
FROM retort_ledger ORDER BY revision`;

async function stateOf({ engine, url, sql }: TestDatabase) {
  return { dump: await dumpDatabase(engine, url), ledger: await sql(LEDGER) };
}

async function compare(engine: Engine, revisions: readonly Revision[], number: number): Promise<void> {
  await using online = await createTestDatabase(engine);
  await using offline = await createTestDatabase(engine);
  const files = historyFiles(revisions, engine, numbers(SEED * 1000 + number));
  const directory = `${online.folder}/migrations`;
  const old = await postgresVersion(online) === 13;
  const texts = files.map(({ file, text }) => [file, old ? withoutAtomic(text) : text]);
  await writeScripts(directory, Object.fromEntries(texts));
  const flags = { url: online.url, dir: [directory] };
  const middle = revisions[Math.floor(revisions.length / 2)]?.id ?? "r999";
  for (const range of [`base:${middle}`, `${middle}:r999`]) {
    const target = range.split(":")[1] ?? "";
    await runInProcess(upgrade, { arguments: [target] }, flags);
    const script = await runInProcess(upgrade, { arguments: [range], sql: true }, flags);
    await runOnce(offline, script);
    assert.deepEqual(await stateOf(offline), await stateOf(online));
    if (middle === "r999" || range.startsWith(`${target}:`)) continue;
    await refuses(offline, script);
  }
  await runInProcess(downgrade, { arguments: ["base"] }, flags);
  const down = await runInProcess(downgrade, { arguments: ["r999:base"], sql: true }, flags);
  await runOnce(offline, down);
  assert.deepEqual(await stateOf(offline), await stateOf(online));
  await refuses(offline, down);
}

/** PostgreSQL 13 has no bodies in SQL's own syntax. */
function withoutAtomic(text: string): string {
  return text.replace(/^BEGIN ATOMIC\n([^]*?)^END;/gm, "AS $$$$ $1 $$$$;");
}

async function runOnce({ engine, url }: TestDatabase, script: string): Promise<void> {
  const { code, stderr } = await runScript(engine, url, script);
  if (code !== 0 || /error/i.test(stderr)) throw new Error(`${stderr}\n${script}`);
}

/** A script that is run where it does not belong says why, and changes nothing. */
async function refuses(database: TestDatabase, script: string): Promise<void> {
  const before = await stateOf(database);
  const { code, stderr } = await runScript(database.engine, database.url, script);
  assert.notEqual(code, 0, script);
  assert.match(stderr, /Revision \w+ (?:is in the ledger|needs|is not applied)|The ledger is not empty/);
  assert.deepEqual(await stateOf(database), before);
}

for (const engine of ENGINES) {
  Deno.test(`${RUNS} made-up histories: the script does what the run does [${engine}]`, async (t) => {
    for (const [number, revisions] of histories().entries()) {
      const title = `history ${number}, ${revisions.length} revisions`;
      if (!await t.step(title, () => compare(engine, revisions, number))) break;
    }
  });
}
