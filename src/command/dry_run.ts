import type { LedgerRow } from "../dialect/dialect.ts";
import { describePlace } from "../runtime/chunks/walk_place.ts";
import { describeStep } from "../runtime/describe_step.ts";
import { type DryRun, dryRun } from "../runtime/dry_run.ts";
import { type Environment, openEnvironment } from "../runtime/environment.ts";
import { walkOf } from "../runtime/half_applied.ts";
import { planFile, writePlan } from "../runtime/plan_file.ts";
import type { Chunks } from "../script/chunks.ts";
import type { OfflineStep } from "../runtime/offline/step.ts";
import type { PreparedStep } from "../runtime/prepare.ts";
import type { PreparedRepeatable } from "../runtime/repeatable/prepare.ts";
import type { Context, ExitCode, Json, Style } from "./context.ts";
import { graphReader, type Movement, requestOf, standing } from "./move_database.ts";
import { count } from "../util/count.ts";

/** Statements that are longer are cut in the text form; JSON and the plan have all of them. */
const LONGEST_STATEMENT = 2000;

/** `--dry-run`: connects, reads, and tells what the run would do; with a file, writes the plan for `--plan`. */
export async function tellPlan(
  context: Context,
  movement: Movement,
  file: string | undefined,
): Promise<ExitCode> {
  const graph = graphReader(context, movement);
  using temporary = new DisposableStack();
  await using environment = await openEnvironment(context, { readOnly: true });
  const found = await dryRun(await requestOf(context, movement, { environment, temporary, graph }));
  const coded = await codedSteps(found, environment);
  if (file !== undefined) await writePlan(file, planFile(found, environment));
  const { direction } = movement;
  context.out.report(
    {
      dryRun: true,
      direction,
      from: found.plan.from,
      to: found.plan.to,
      steps: stepsData(found, coded),
      repeatables: repeatablesData(found),
    },
    (style) => describe(found, style, { file, coded, chunkSize: context.config.chunkSize }),
  );
  return 0;
}

/** What the code of TypeScript revisions would send, as far as it can be known without running it on the database. */
type Coded = ReadonlyMap<PreparedStep, OfflineStep>;

async function codedSteps(found: DryRun, environment: Environment): Promise<Coded> {
  const codes = ({ script }: PreparedStep) => script.language === "typescript";
  if (!found.steps.some(codes)) return new Map();
  const { drySteps } = await import("../runtime/offline/dry_steps.ts");
  return new Map([...await drySteps(found, environment)].filter(([step]) => codes(step)));
}

function stepsData({ steps, snapshot }: DryRun, coded: Coded): Json[] {
  return steps.map((step) => {
    const { script, direction, statements, verify } = step;
    const { mode, why } = coded.get(step) ?? step;
    const row = snapshot.rows.get(script.id);
    return {
      revision: script.id,
      message: script.message,
      path: script.path,
      direction,
      language: script.language,
      transaction: mode === "transaction",
      ...(why === undefined ? {} : { why }),
      ...(row === undefined || row.state === "applied" ? {} : { statementsDone: row.statements_done }),
      statements: coded.get(step)?.statements ?? statements.map(({ sql }) => sql),
      ...chunksData(statements),
      verify: verify.map(({ sql }) => sql),
    };
  });
}

/** Of the statements that run in chunks, by their number from 1. */
function chunksData(statements: PreparedStep["statements"]): { readonly chunks?: Json } {
  const chunked = statements.flatMap(({ chunks }, index) => {
    if (chunks === undefined) return [];
    const { table, key, size, pause } = chunks;
    return [{ statement: index + 1, table, key, size, pauseMs: pause }];
  });
  return chunked.length === 0 ? {} : { chunks: chunked };
}

function repeatablesData({ following }: DryRun): Json[] {
  return (following?.prepared ?? []).map(({ step: { script, mode, statements }, why }) => ({
    name: script.id,
    path: script.path,
    why,
    transaction: mode === "transaction",
    statements: statements.map(({ sql }) => sql),
  }));
}

/** What the text form needs besides. */
interface Described {
  readonly file: string | undefined;
  /** Of the command line: it goes before what revisions say. */
  readonly chunkSize: number;
  readonly coded: Coded;
}

function* describe(found: DryRun, style: Style, { file, coded, chunkSize }: Described): Iterable<string> {
  const { steps, plan, following } = found;
  const repeatables = following?.prepared ?? [];
  for (const step of steps) {
    yield* describePrepared(step, found, { style, chunkSize, coded: coded.get(step) });
  }
  for (const repeatable of repeatables) yield* describeRepeatable(repeatable, style);
  if (steps.length > 0) {
    yield `Nothing was run: ${count(steps.length, "revision")} would take the database from ${
      standing(plan.from)
    } to ${style.bold(standing(plan.to))}${
      repeatables.length === 0 ? "" : `, and ${count(repeatables.length, "repeatable")} would run`
    }`;
  } else if (repeatables.length > 0) {
    yield `Nothing was run: ${count(repeatables.length, "repeatable")} would run; the database is at ${
      style.bold(standing(plan.from))
    }`;
  } else yield `Nothing to do: the database is at ${style.bold(standing(plan.from))}`;
  if (file !== undefined) yield `The plan is in ${file}: review it, then \`retort upgrade --plan ${file}\``;
}

function* describePrepared(
  step: PreparedStep,
  { snapshot }: DryRun,
  { style, chunkSize, coded }: {
    readonly style: Style;
    readonly chunkSize: number;
    readonly coded: OfflineStep | undefined;
  },
): Iterable<string> {
  const { script, statements, verify } = step;
  const { mode, why } = coded ?? step;
  yield style.bold(`${step.direction} ${describeStep(step)}`);
  yield style.dim(`  ${script.path}`);
  yield `  ${mode === "transaction" ? "in one transaction" : `without a transaction: ${why}`}`;
  const row = snapshot.rows.get(script.id);
  if (row !== undefined && row.state !== "applied") {
    yield style.warn(
      `  it stopped half-way: ${row.statements_done} of its statements are done${walked(row)}`,
    );
  }
  if (script.language === "typescript" && coded === undefined) {
    yield "  statements: the code decides when it runs";
  }
  const written = script.language === "typescript" ? coded?.statements ?? [] : [];
  for (const sql of written) yield indented(`${sql};`);
  for (const { sql, chunks } of statements) {
    if (chunks !== undefined) yield `    ${describeChunks(chunks, chunkSize)}`;
    yield indented(`${sql};`);
  }
  for (const { sql } of verify) yield indented(`verify: ${sql};`);
  yield "";
}

function walked(row: LedgerRow): string {
  const walk = walkOf(row);
  return walk === undefined ? "" : `, and ${describePlace(walk)}`;
}

function describeChunks({ table, key, size, pause }: Chunks, chunkSize: number): string {
  const rest = pause === 0 ? "" : `, with ${pause} ms between them`;
  return `in chunks of ${chunkSize || size} rows of ${table} by ${key.join(", ")}${rest}:`;
}

function* describeRepeatable({ step, why }: PreparedRepeatable, style: Style): Iterable<string> {
  const { script, mode, statements } = step;
  yield style.bold(`repeatable ${script.id} (${why})`);
  yield style.dim(`  ${script.path}`);
  yield `  ${mode === "transaction" ? "in one transaction" : `without a transaction: ${step.why}`}`;
  for (const { sql } of statements) yield indented(`${sql};`);
  yield "";
}

function indented(sql: string): string {
  const text = sql.length <= LONGEST_STATEMENT
    ? sql
    : `${sql.slice(0, LONGEST_STATEMENT).replace(/[\ud800-\udbff]$/, "")}… (${sql.length} characters)`;
  return text.replace(/^/gm, "    ");
}
