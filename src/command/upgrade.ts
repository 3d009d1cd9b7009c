import type { RevisionGraph } from "../revision/graph.ts";
import { planUpgrade } from "../revision/plan.ts";
import type { Plan } from "../revision/revision.ts";
import type { Snapshot } from "../runtime/ledger.ts";
import { filesOnly } from "../runtime/whole_graph.ts";
import type { Script } from "../script/script.ts";
import type { Context, ExitCode } from "./context.ts";
import { moveDatabase, refuseRange } from "./move_database.ts";

/** What `upgrade` takes: targets as `upgrade` of Alembic knows them, `head` when there is none. */
export interface UpgradeValues {
  readonly arguments: readonly string[];
  /** Run revisions underneath those that are applied. */
  readonly allowGaps?: boolean;
  /** Go on although the database has revisions that no file has. */
  readonly allowAhead?: boolean;
  /** Write the script instead of running it. */
  readonly sql?: boolean;
}

/** Runs what the database lacks, up to the target. */
export async function run(values: UpgradeValues, context: Context): Promise<ExitCode> {
  const target = values.arguments[0] ?? "head";
  if (values.sql === true) return await (await import("./offline.ts")).writeMove(context, "upgrade", target);
  refuseRange(target);
  return await moveDatabase(context, {
    direction: "upgrade",
    plan: (graph, snapshot) => plan(graph, snapshot, target),
    allowGaps: values.allowGaps ?? false,
    ...(values.allowAhead && { lost: "left" }),
  });
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
