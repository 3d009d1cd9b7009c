import type { RevisionGraph } from "../revision/graph.ts";
import { planUpgrade } from "../revision/plan.ts";
import type { Plan } from "../revision/revision.ts";
import type { Snapshot } from "../runtime/ledger.ts";
import { filesOnly } from "../runtime/whole_graph.ts";
import { hasRepeatables } from "../script/directory.ts";
import type { Repeatable } from "../script/repeatable.ts";
import type { Script } from "../script/script.ts";
import { RetortError } from "../util/errors.ts";
import type { Context, ExitCode } from "./context.ts";
import { moveDatabase, type Movement, refuseRange } from "./move_database.ts";
import { refuseWithoutPlan } from "./require_plan.ts";

/** What `upgrade` takes: targets as `upgrade` of Alembic knows them, `head` when there is none. */
export interface UpgradeValues {
  readonly arguments: readonly string[];
  /** Run revisions underneath those that are applied. */
  readonly allowGaps?: boolean;
  /** Go on although the database has revisions that no file has. */
  readonly allowAhead?: boolean;
  /** Write the script instead of running it. */
  readonly sql?: boolean;
  /** Tell what would be run, and run nothing. */
  readonly dryRun?: boolean;
  /** Where a dry run writes its plan. */
  readonly out?: string;
  /** A plan that a dry run has written, to be run and nothing else. */
  readonly plan?: string;
  /** Wait until the server answers: for this long, or a minute. */
  readonly wait?: string | true;
  /** Create the database where it is missing. */
  readonly create?: boolean;
}

/** Runs what the database lacks, up to the target. */
export async function run(values: UpgradeValues, context: Context): Promise<ExitCode> {
  const target = values.arguments[0] ?? "head";
  if (values.sql === true) return await (await import("./offline.ts")).writeMove(context, "upgrade", target);
  refuseRange(target);
  const movement = await movementOf(values, target, context);
  if (values.dryRun === true) {
    return await (await import("./dry_run.ts")).tellPlan(context, movement, values.out);
  }
  if (values.out !== undefined) throw loneOut();
  if (values.plan === undefined) refuseWithoutPlan(context, "upgrade");
  if (values.wait !== undefined || values.create === true) {
    await (await import("./make_ready.ts")).makeReady(context, values);
  }
  return await moveDatabase(context, movement);
}

async function movementOf(values: UpgradeValues, target: string, context: Context): Promise<Movement> {
  const repeatables = await repeatablesOf(context);
  const options: Pick<Movement, "direction" | "allowGaps" | "lost" | "repeatables"> = {
    direction: "upgrade",
    allowGaps: values.allowGaps ?? false,
    ...(values.allowAhead && { lost: "left" }),
    ...(repeatables && { repeatables: { repeatables } }),
  };
  if (values.plan === undefined) return { ...options, plan: (graph, now) => plan(graph, now, target) };
  if (values.arguments.length > 0) throw targetWithPlan();
  const { checkPlanned, planOf, readPlan } = await import("../runtime/plan_file.ts");
  const file = await readPlan(values.plan);
  const { repeatables: planned = [] } = file;
  return {
    ...options,
    ...((repeatables || planned.length > 0) && { repeatables: { repeatables: repeatables ?? [], planned } }),
    plan: (graph, snapshot) => planOf(file, graph, snapshot),
    check: (steps, environment) => checkPlanned(file, steps, environment),
  };
}

/** A directory without a `repeatable` folder costs one look at it. */
async function repeatablesOf({ config, out }: Context): Promise<readonly Repeatable[] | undefined> {
  if (!hasRepeatables(config.directories)) return undefined;
  const { readRepeatables } = await import("../script/repeatable.ts");
  return readRepeatables(config.directories, (line) => out.warn(line));
}

function loneOut(): RetortError {
  return new RetortError("usage", "`--out` writes the plan of a dry run", {
    hint: "`retort upgrade --dry-run --out FILE`",
  });
}

function targetWithPlan(): RetortError {
  return new RetortError("usage", "A plan has its target in it", { hint: "Leave the target away" });
}

/** Targets are the files': `head` is theirs, whatever the database has beyond it. */
function plan(graph: RevisionGraph<Script>, { applied }: Snapshot, target: string): Plan<Script> {
  const own = filesOnly(graph);
  return planUpgrade(
    own,
    own === graph ? applied : new Set([...applied].filter((id) => own.has(id))),
    target,
  );
}
