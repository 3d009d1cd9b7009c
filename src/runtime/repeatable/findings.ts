import type { Repeatable } from "../../script/repeatable.ts";
import type { Finding } from "../finding.ts";
import type { LedgerPlace } from "../ledger.ts";
import { type DueRepeatable, dueRepeatables, readRecord, type RepeatableReason } from "./due.ts";

/** What there is to say of repeatables: those that the next upgrade runs, and those on record without a file. */
export async function repeatableFindings(
  ordered: readonly Repeatable[],
  place: LedgerPlace,
): Promise<Finding[]> {
  const { due, gone } = dueRepeatables(ordered, await readRecord(place));
  return [...due.map(pending), ...gone.map(forgotten)];
}

const REASONS = {
  new: "has not run yet",
  changed: "has changed since it ran",
  dependency: "runs again after what it depends on",
} as const satisfies Record<RepeatableReason, string>;

function pending({ repeatable: { id, path }, why }: DueRepeatable): Finding {
  return {
    kind: "repeatable",
    subject: id,
    path,
    message: REASONS[why],
    hint: `${path}: \`retort upgrade\` runs it once no revision is pending`,
  };
}

function forgotten(name: string): Finding {
  return {
    kind: "gone",
    subject: name,
    message: "ran once, and is no longer there",
    hint: "what it made stays: drop it in a revision; `retort upgrade` forgets that it ran",
  };
}
