import { RetortError } from "../util/errors.ts";
import type { Context } from "./context.ts";

/**
 * Lets nothing destroy what a protected profile names unless somebody says so: `--yes`, or a person at a terminal.
 *
 * @throws {RetortError} `refused`
 *
 * @example
 * ```ts
 * await confirmProtected(context, "`retort downgrade base`"); // before connecting
 * ```
 */
export async function confirmProtected({ config, resolved, out }: Context, what: string): Promise<void> {
  if (!config.protected || config.yes) return;
  const profile = resolved.values.get("profile");
  const whose = profile === undefined ? "The database is protected" : `Profile ${profile} is protected`;
  const hint = `\`--yes\` allows it; \`protected\` is set by ${resolved.origins.get("protected")}`;
  if (!out.interactive) throw new RetortError("refused", `${whose}: ${what} needs a yes`, { hint });
  if (await out.confirm(`${whose}. Go on with ${what}?`)) return;
  throw new RetortError("refused", `${whose}: nobody said yes to ${what}`, { hint });
}
