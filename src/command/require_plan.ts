import { RetortError } from "../util/errors.ts";
import type { Context } from "./context.ts";

/**
 * Refuses what is no reviewed plan where the profile wants one (`requirePlan`).
 *
 * @throws {RetortError} `refused`.
 */
export function refuseWithoutPlan({ config, resolved }: Context, command: "upgrade" | "downgrade"): void {
  if (!config.requirePlan) return;
  throw new RetortError("refused", `\`retort ${command}\` needs a reviewed plan here`, {
    hint:
      "`retort upgrade --dry-run --out plan.json`, have it reviewed, then `retort upgrade --plan plan.json`; " +
      `\`requirePlan\` is set by ${resolved.origins.get("requirePlan")}`,
  });
}
