import { planUpgrade } from "../revision/plan.ts";
import type { Context, ExitCode } from "./context.ts";
import { moveDatabase } from "./move_database.ts";

/** What `upgrade` takes: targets as `upgrade` of Alembic knows them, `head` when there is none. */
export interface UpgradeValues {
  readonly arguments: readonly string[];
}

/** Runs what the database lacks, up to the target. */
export async function run(values: UpgradeValues, context: Context): Promise<ExitCode> {
  const target = values.arguments[0] ?? "head";
  return await moveDatabase(context, "upgrade", (graph, { applied }) => planUpgrade(graph, applied, target));
}
