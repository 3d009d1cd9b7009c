import type { RepeatableRow } from "../../dialect/dialect.ts";
import type { Repeatable } from "../../script/repeatable.ts";
import { REPEATABLE_CHECKSUM_VERSION, repeatableChecksum } from "../../script/repeatable_section.ts";
import { VERSION } from "../../util/version.ts";
import type { Environment } from "../environment.ts";

/** The row of a repeatable, as of now. */
export function repeatableRow(
  repeatable: Repeatable,
  { now, runner }: Pick<Environment, "now" | "runner">,
  durationMs: number | null,
): RepeatableRow {
  return {
    name: repeatable.id,
    checksum: repeatableChecksum(repeatable),
    checksum_version: REPEATABLE_CHECKSUM_VERSION,
    applied_at: now().toISOString(),
    applied_by: runner,
    duration_ms: durationMs,
    retort_version: VERSION,
  };
}
