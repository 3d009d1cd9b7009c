import { planStamp } from "../revision/plan.ts";
import { planOffline } from "../revision/plan_offline.ts";
import { resolveOne } from "../revision/resolve.ts";
import type { Direction } from "../revision/revision.ts";
import { parseRange } from "../revision/target.ts";
import { offlinePlace } from "../runtime/offline/place.ts";
import { type OfflineRequest, offlineScript, offlineSteps } from "../runtime/offline/script.ts";
import type { OfflineRepeatables } from "../runtime/offline/repeatable_text.ts";
import { ledgerScript, stampScript } from "../runtime/offline/stamp.ts";
import { hasRepeatables } from "../script/directory.ts";
import { RetortError } from "../util/errors.ts";
import type { Context, ExitCode, Json } from "./context.ts";
import { openScripts } from "./scripts.ts";

/** `upgrade --sql` and `downgrade --sql`: the script of a range, on standard output. */
export async function writeMove(context: Context, direction: Direction, range: string): Promise<ExitCode> {
  const { graph } = openScripts(context);
  const place = await offlinePlace(context);
  const plan = planOffline(graph, range, direction);
  const request = {
    place,
    graph,
    plan,
    fromNothing: direction === "upgrade" && plan.from.length === 0 && !namesBranch(range),
    title: `${direction} ${range}`,
  };
  const steps = await offlineSteps(request);
  const following = direction === "upgrade" ? await repeatablesAfter(context, request) : undefined;
  const told = steps.map(({ script, mode }) => ({ revision: script.id, direction, mode }));
  const repeatables = (following?.steps ?? []).map(({ script, mode }) => ({ name: script.id, mode }));
  write(
    context,
    { from: plan.from, to: plan.to, steps: told, repeatables },
    offlineScript(steps, { ...request, ...(following && { repeatables: following }) }),
  );
  return 0;
}

/** All repeatables, where a range leaves no revision pending: nobody knows which of them have run. */
async function repeatablesAfter(
  { config, out }: Context,
  { graph, plan, place }: OfflineRequest,
): Promise<OfflineRepeatables | undefined> {
  if (!hasRepeatables(config.directories)) return undefined;
  const { readRepeatables } = await import("../script/repeatable.ts");
  const { offlineRepeatables } = await import("../runtime/offline/repeatable.ts");
  const repeatables = readRepeatables(config.directories, (line) => out.warn(line));
  const { countPending } = await import("../runtime/repeatable/prepare.ts");
  const pending = countPending(graph, graph.closureOf(plan.to));
  if (pending === 0) return await offlineRepeatables(repeatables, place);
  out.detail(`Repeatables are left out: ${pending} of the revisions come after this script`);
  return undefined;
}

/** `stamp --sql`: the ledger is taken to stand at what comes before a colon, at base without one. */
export async function writeStamp(
  context: Context,
  targets: readonly string[],
  purge: boolean,
): Promise<ExitCode> {
  const { graph } = openScripts(context);
  const place = await offlinePlace(context);
  const [first = ""] = targets;
  const range = parseRange(first);
  if (range !== undefined && targets.length > 1) throw manyRanges();
  const start = range?.lower === undefined ? undefined : resolveOne(graph, range.lower);
  const applied = graph.closureOf(start === undefined || purge ? [] : [start.id]);
  const plan = planStamp(graph, applied, range === undefined ? targets : [range.upper ?? "heads"], { purge });
  const fromNothing = plan.from.length === 0 && !namesBranch(first);
  const title = `stamp ${targets.join(" ")}`;
  const recorded = plan.record.map(({ id }) => id);
  write(
    context,
    { from: plan.from, to: plan.to, recorded, forgotten: plan.forget },
    stampScript({ place, plan, purge, fromNothing, title }),
  );
  return 0;
}

/** `ensure_version --sql`: the ledger's tables. */
export async function writeLedger(context: Context): Promise<ExitCode> {
  const place = await offlinePlace(context);
  write(context, { table: place.ledger.table }, ledgerScript(place));
  return 0;
}

function write({ config, out }: Context, facts: { readonly [key: string]: Json }, script: Iterable<string>) {
  if (!config.json) return out.write(script);
  out.report({ ...facts, sql: [...script].join("") }, () => []);
}

/** `billing@base:billing@head` says that the rest of the ledger is none of its business. */
function namesBranch(range: string): boolean {
  return parseRange(range)?.lower?.includes("@") === true;
}

function manyRanges(): RetortError {
  return new RetortError("usage", "A range stands alone", {
    hint: "With several targets the ledger is taken to be at base",
  });
}
