import type { Engine } from "./engine.ts";
import { Normaliser } from "./normaliser.ts";
import { type ProcessResult, runProcess } from "./process.ts";
import { cleanEnvironment, retort } from "./retort.ts";
import { formatScenario, type Outcome, outputLines, type Scenario, type ScenarioPart } from "./scenario.ts";
import { splitWords } from "./split_words.ts";
import { createTestDatabase } from "./test_database.ts";
import { writeScripts } from "./write_scripts.ts";

/**
 * Runs a scenario in a fresh folder and gives it back with what its commands said in place of what was
 * expected.
 */
export async function runScenario(scenario: Scenario, engine?: Engine): Promise<Scenario> {
  await using database = await createTestDatabase(engine ?? "sqlite");
  const folder = await Deno.realPath(database.folder);
  await writeScripts(folder, Object.fromEntries(scenario.files));
  const env = engine === undefined ? {} : { DATABASE_URL: database.url };
  const normaliser = new Normaliser(formatScenario(inputOf(scenario)), [
    ...(engine === undefined
      ? []
      : [[database.url, "<url>"] as const, [nameOf(database.url), "<database>"] as const]),
    [folder, "<folder>"],
    [database.folder, "<folder>"],
  ]);
  const parts: ScenarioPart[] = [];
  for (const part of scenario.parts) {
    parts.push(
      part.kind === "remark"
        ? part
        : { ...part, expected: await outcome(part.line, folder, env, normaliser) },
    );
  }
  return { ...scenario, parts };
}

async function outcome(
  line: string,
  folder: string,
  env: Readonly<Record<string, string>>,
  normaliser: Normaliser,
): Promise<Outcome> {
  const { code, stdout, stderr } = await runLine(line, folder, env);
  return {
    stdout: outputLines(normaliser.normalise(stdout)),
    stderr: outputLines(normaliser.normalise(stderr)),
    code,
  };
}

async function runLine(
  line: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<ProcessResult> {
  const { words: [program, ...args], env: added, input } = splitWords(line);
  if (program === undefined) throw new Error(`There is no command in: $ ${line}`);
  const stdin = input === undefined ? {} : { stdin: await Deno.readTextFile(`${cwd}/${input}`) };
  const options = { cwd, env: { ...env, ...added }, ...stdin };
  if (program === "retort") return await retort(args, options);
  return await runProcess(program, args, {
    ...options,
    env: { ...cleanEnvironment(), ...options.env },
    clearEnv: true,
  });
}

/** The scenario without its expectations: what it gives, not what it hopes for. */
function inputOf(scenario: Scenario): Scenario {
  const silent = { stdout: [], stderr: [], code: 0 };
  const parts = scenario.parts.map((part) => part.kind === "remark" ? part : { ...part, expected: silent });
  return { ...scenario, parts };
}

function nameOf(url: string): string {
  return url.slice(url.lastIndexOf("/") + 1);
}
