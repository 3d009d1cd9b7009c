import type { Config } from "../config/config.ts";
import type { Script } from "../script/script.ts";
import { RetortError } from "../util/errors.ts";
import type { Environment } from "./environment.ts";
import type { PreparedStep } from "./prepare.ts";

/** What hooks need to know of a run. */
type HookPlace = Pick<Environment, "config" | "dialect">;

/**
 * Calls `beforeUpgrade` of the configuration, once, before the first step of an upgrade: all is planned and checked, the
 * lock is held, nothing has run.
 *
 * @throws {RetortError} `script-failed` where the hook throws: nothing is run then.
 */
export async function callBeforeUpgrade(steps: readonly PreparedStep[], place: HookPlace): Promise<void> {
  const hook = place.config.hooks["beforeUpgrade"];
  if (hook === undefined || steps[0]?.direction !== "upgrade") return;
  const request = { ...invocation(place), revisions: steps.map(({ script }) => facts(script)) };
  await calling("beforeUpgrade", place.config, "Nothing was run", () => hook(request));
}

/**
 * Calls `afterStep` of the configuration for a step that is done and kept.
 *
 * @throws {RetortError} `script-failed` where the hook throws: the step stays, nothing more is run.
 */
export async function callAfterStep(
  { script, direction }: PreparedStep,
  durationMs: number,
  place: HookPlace,
): Promise<void> {
  const hook = place.config.hooks["afterStep"];
  if (hook === undefined) return;
  const step = { ...invocation(place), ...facts(script), direction, durationMs };
  const kept =
    `The ${direction} of revision ${script.id} is done and stays; run the same command again to go on`;
  await calling("afterStep", place.config, kept, () => hook(step));
}

function invocation({ config: { x, tag, profile }, dialect }: HookPlace) {
  return {
    dialect: dialect.name,
    x,
    ...(tag === undefined ? {} : { tag }),
    ...(profile === undefined ? {} : { profile }),
  };
}

function facts({ id, message, path }: Script) {
  return { revision: id, message, path };
}

async function calling(name: string, config: Config, hint: string, call: () => unknown): Promise<void> {
  try {
    await call();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const place = config.configFile === undefined ? "" : ` of ${config.configFile}`;
    throw new RetortError("script-failed", `${name}${place} failed: ${reason}`, { hint, cause });
  }
}
