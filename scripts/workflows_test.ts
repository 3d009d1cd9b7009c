import assert from "node:assert/strict";
import { parseDocument } from "yaml";
import { ROOT } from "./compile/stage.ts";
import { EXECUTABLES } from "./release/checksums.ts";

/** A step of a job: what it runs, or what it uses. */
interface WorkflowStep {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}

interface Job {
  readonly "runs-on": string;
  readonly "timeout-minutes"?: number;
  readonly needs?: string;
  readonly strategy?: { readonly matrix: { readonly include?: readonly Readonly<Record<string, string>>[] } };
  readonly steps: readonly WorkflowStep[];
}

interface Workflow {
  readonly name: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

async function workflow(name: string): Promise<Workflow> {
  const document = parseDocument(await Deno.readTextFile(`${ROOT}/.github/workflows/${name}`), {
    strict: true,
    uniqueKeys: true,
  });
  assert.deepEqual([...document.errors, ...document.warnings], []);
  return document.toJS();
}

for (const name of ["ci.yml", "release.yml"]) {
  Deno.test(`${name} is a workflow: jobs with steps that run or use something, each with a limit`, async () => {
    const { on, permissions, jobs } = await workflow(name);
    assert.ok(Object.keys(on).length > 0);
    assert.deepEqual(permissions, { contents: "read" });
    for (const [id, job] of Object.entries(jobs)) {
      assert.ok(job["runs-on"], id);
      assert.ok((job["timeout-minutes"] ?? 0) > 0, `${id} has no limit`);
      assert.ok(job.needs === undefined || jobs[job.needs] !== undefined, id);
      for (const step of job.steps) {
        assert.equal(
          Number(step.run !== undefined) + Number(step.uses !== undefined),
          1,
          JSON.stringify(step),
        );
        if (step.uses !== undefined) assert.match(step.uses, /^[\w.-]+\/[\w.-]+@v\d+$/);
      }
    }
  });

  Deno.test(`${name} runs shell scripts that a shell can read, and tasks that there are`, async () => {
    const { jobs } = await workflow(name);
    const { tasks } = JSON.parse(await Deno.readTextFile(`${ROOT}/deno.json`));
    for (const { run } of Object.values(jobs).flatMap(({ steps }) => steps)) {
      if (run === undefined) continue;
      const script = run.replace(/\$\{\{.*?\}\}/g, "expression");
      const { success, stderr } = await new Deno.Command("bash", { args: ["-n", "-c", script] }).output();
      assert.ok(success, new TextDecoder().decode(stderr));
      for (const [, task = ""] of run.matchAll(/deno task (\S+)/g)) assert.ok(task in tasks, task);
    }
  });

  Deno.test(`${name} pins the Deno that the scripts pin`, async () => {
    const text = await Deno.readTextFile(`${ROOT}/.github/workflows/${name}`);
    const versions = [...text.matchAll(/(?:deno-version|DENO): (\d\S*)/g)].map(([, version]) => version);
    assert.ok(versions.length > 0);
    assert.deepEqual([...new Set(versions)], [await pinnedDeno()]);
  });
}

Deno.test("release.yml builds every executable for its target", async () => {
  const { jobs } = await workflow("release.yml");
  const built = (jobs["build"]?.strategy?.matrix.include ?? []).map(({ name, target }) => ({ name, target }));
  assert.deepEqual(built, EXECUTABLES);
});

async function pinnedDeno(): Promise<string | undefined> {
  return /^DENO_PINNED=(.*)$/m.exec(await Deno.readTextFile(`${ROOT}/scripts/deno.sh`))?.[1];
}
