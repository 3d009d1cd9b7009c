import type { RevisionGraph } from "../revision/graph.ts";
import { planStamp } from "../revision/plan.ts";
import { openEnvironment } from "../runtime/environment.ts";
import { progressOf } from "../runtime/half_applied.ts";
import { stamp, type Stamped } from "../runtime/stamp.ts";
import type { Script } from "../script/script.ts";
import { RetortError } from "../util/errors.ts";
import { confirmProtected } from "./confirm_protected.ts";
import type { Context, ExitCode } from "./context.ts";
import { standing } from "./move_database.ts";
import { openScripts } from "./scripts.ts";

/** What `stamp` takes: targets, and whether the ledger is emptied first. */
export interface StampValues {
  readonly arguments: readonly string[];
  readonly purge?: boolean;
  readonly sql?: boolean;
}

/** Records revisions as applied, or takes them off the record; runs nothing of theirs. */
export async function run(values: StampValues, context: Context): Promise<ExitCode> {
  if (values.arguments.length === 0) {
    throw new RetortError("usage", "`stamp` needs a target", {
      hint: "`retort stamp head` records all revisions as applied, `retort stamp base` none",
    });
  }
  if (values.sql === true) {
    const { writeStamp } = await import("./offline.ts");
    return await writeStamp(context, values.arguments, values.purge ?? false);
  }
  if (values.purge) await confirmProtected(context, "`retort stamp --purge`");
  const { graph } = openScripts(context);
  await using environment = await openEnvironment(context);
  const purge = values.purge ?? false;
  const stamped = await stamp({
    environment,
    graph,
    purge,
    onWait: (holder) => context.out.info(`Waiting for the lock: ${holder}`),
    plan: (applied) => planStamp(graph, applied, values.arguments, { purge }),
  });
  report(context, graph, stamped);
  return 0;
}

function report({ out }: Context, graph: RevisionGraph<Script>, plan: Stamped): void {
  for (const { id } of plan.record) out.info(`Recording ${id} as applied`);
  for (const id of plan.forget) out.info(`Taking ${id} off the record`);
  for (const { row, applied } of plan.settled) {
    const fate = applied ? "applied" : "not applied";
    out.warn(`Revision ${row.revision} was half-done (${progressOf(row)}): it counts as ${fate} now`);
  }
  const recorded = plan.record.map(({ id }) => id);
  const heads = plan.to.filter((id) => graph.has(id));
  out.report(
    { recorded, forgotten: plan.forget, settled: plan.settled.map(({ row }) => row.revision), heads },
    (style) => [`The ledger is at ${style.bold(standing(heads))}`],
  );
}
