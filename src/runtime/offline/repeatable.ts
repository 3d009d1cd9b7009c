import type { Repeatable } from "../../script/repeatable.ts";
import { prepareRepeatables } from "../repeatable/prepare.ts";
import type { OfflinePlace } from "./place.ts";
import { checkOffline } from "./script.ts";
import type { OfflineRepeatables } from "./repeatable_text.ts";
import { sqlStep } from "./step.ts";

/**
 * Reads every repeatable, so that whatever cannot be written is said before the first line is.
 *
 * @throws {RetortError} `file-invalid`, `refused`.
 */
export async function offlineRepeatables(
  repeatables: readonly Repeatable[],
  place: OfflinePlace,
): Promise<OfflineRepeatables> {
  const { dialect, connection: { server }, config: { transaction } } = place;
  const due = repeatables.map((repeatable) => ({ repeatable, why: "new" as const }));
  const steps = prepareRepeatables(due, { dialect, server, transaction }).map(({ step }) =>
    sqlStep(step, place)
  );
  for (const step of steps) checkOffline(step, place);
  return { steps, record: await dialect.ledger.repeatable() };
}
