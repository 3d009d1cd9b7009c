import assert from "node:assert/strict";
import type { Engine } from "./support/engine.ts";
import { archivePaths, updating } from "./support/golden_cases.ts";
import { ROOT } from "./support/retort.ts";
import { runScenario } from "./support/run_scenario.ts";
import { formatScenario, parseScenario } from "./support/scenario.ts";

/** How many scenarios run at once: each spends its time waiting for processes. */
const LIMIT = 3;

const FOLDER = `${ROOT}/tests/cli`;

/** One run of one scenario; started at most once. */
interface Run {
  readonly name: string;
  start(): Promise<void>;
}

function runsOf(path: string): readonly Run[] {
  const { engines } = parseScenario(Deno.readTextFileSync(path));
  const name = path.slice(FOLDER.length + 1);
  if (engines.length === 0) return [run(name, path)];
  return engines.map((engine) => run(`${name} [${engine}]`, path, engine));
}

function run(name: string, path: string, engine?: Engine): Run {
  let started: Promise<void> | undefined;
  return { name, start: () => started ??= check(path, engine) };
}

async function check(path: string, engine: Engine | undefined): Promise<void> {
  const expected = parseScenario(await Deno.readTextFile(path));
  const actual = formatScenario(await runScenario(expected, engine));
  if (updating()) await Deno.writeTextFile(path, actual);
  else assert.equal(actual, formatScenario(expected));
}

const RUNS = archivePaths(FOLDER).flatMap(runsOf);

RUNS.forEach(({ name, start }, index) => {
  Deno.test({
    name,
    // The next ones run already while this one is awaited.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      for (const next of RUNS.slice(index + 1, index + LIMIT)) next.start().catch(() => {});
      await start();
    },
  });
});
