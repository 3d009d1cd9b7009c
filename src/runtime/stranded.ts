import type { Plan, Revision } from "../revision/revision.ts";
import { HalfAppliedError, stoppedCommand } from "./half_applied.ts";
import type { Snapshot } from "./ledger.ts";
import { count } from "../util/count.ts";

/**
 * Lets nothing else run while a revision is half-done: only what goes on with all of them, or with nothing but them.
 *
 * @throws {HalfAppliedError}
 */
export function refuseStranded({ steps }: Plan<Revision>, { halfDone }: Snapshot): void {
  const goesOn = ({ revision, direction }: Plan<Revision>["steps"][number]) =>
    halfDone.some((row) => row.revision === revision.id && stoppedCommand(row) === direction);
  if (steps.length > 0 && steps.every(goesOn)) return;
  const row = halfDone.find(({ revision }) =>
    !steps.some((step) => step.revision.id === revision && goesOn(step))
  );
  if (row === undefined) return;
  const message = `The ${stoppedCommand(row)} of revision ${row.revision} stopped half-way, after ` +
    count(row.statements_done, "statement");
  throw new HalfAppliedError(row, message, {
    hint: `Finish it first: \`retort repair ${row.revision} --resume\``,
  });
}
