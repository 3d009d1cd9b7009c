import { planDowngrade } from "../revision/plan.ts";
import { RetortError } from "../util/errors.ts";
import { confirmProtected } from "./confirm_protected.ts";
import type { Context, ExitCode } from "./context.ts";
import { moveDatabase, type Movement, refuseRange } from "./move_database.ts";
import { refuseWithoutPlan } from "./require_plan.ts";

/** What `downgrade` takes: one target, `-1` and `base` among them. */
export interface DowngradeValues {
  readonly arguments: readonly string[];
  /** Run the texts that were applied, as the ledger keeps them, for files that are gone or have changed. */
  readonly fromLedger?: boolean;
  /** Write the script instead of running it. */
  readonly sql?: boolean;
  /** Tell what would be run, and run nothing. */
  readonly dryRun?: boolean;
}

/** Takes the database down to the target; the target itself stays applied. */
export async function run(values: DowngradeValues, context: Context): Promise<ExitCode> {
  const target = values.arguments[0];
  if (target === undefined) {
    throw new RetortError("usage", "`downgrade` needs a target", {
      hint: "`retort downgrade -1` takes back the last revision, `retort downgrade base` all of them",
    });
  }
  if (values.sql === true) {
    return await (await import("./offline.ts")).writeMove(context, "downgrade", target);
  }
  const movement: Movement = {
    direction: "downgrade",
    plan: (graph, { applied }) => planDowngrade(graph, applied, target),
    // What is missing underneath does not stand in the way down.
    allowGaps: true,
    ...(values.fromLedger && { lost: "taken-down" }),
  };
  refuseRange(target);
  if (values.dryRun === true) {
    return await (await import("./dry_run.ts")).tellPlan(context, movement, undefined);
  }
  refuseWithoutPlan(context, "downgrade");
  await confirmProtected(context, `\`retort downgrade ${target}\``);
  return await moveDatabase(context, movement);
}

/** What `rollback` takes: how many revisions. */
export async function rollback(values: DowngradeValues, context: Context): Promise<ExitCode> {
  const count = values.arguments[0] ?? "1";
  if (!/^[1-9]\d*$/.test(count)) {
    throw new RetortError("usage", `\`rollback\` takes a number, not '${count}'`, {
      hint: `To go to a revision: \`retort downgrade ${count}\``,
    });
  }
  // Offline nothing tells where the database stands: it is taken to be at the head.
  const target = values.sql === true ? `head:-${count}` : `-${count}`;
  return await run({ ...values, arguments: [target] }, context);
}
