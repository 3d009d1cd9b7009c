import type { Plan, Revision } from "../revision/revision.ts";
import { HalfAppliedError, stoppedCommand } from "./half_applied.ts";
import type { Snapshot } from "./ledger.ts";
import { countOf } from "./resume.ts";

/**
 * Lets nothing else run while a revision is half-done: only what goes on with it.
 *
 * @throws {HalfAppliedError}
 */
export function refuseStranded({ steps }: Plan<Revision>, { halfDone }: Snapshot): void {
  const row = halfDone.find((row) =>
    !steps.some(({ revision, direction }) =>
      revision.id === row.revision && direction === stoppedCommand(row)
    )
  );
  if (row === undefined) return;
  const message = `The ${stoppedCommand(row)} of revision ${row.revision} stopped half-way, after ` +
    countOf(row.statements_done);
  throw new HalfAppliedError(row, message, {
    hint: `Finish it first: \`retort repair ${row.revision} --resume\``,
  });
}
