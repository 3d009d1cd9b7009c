import type { RevisionGraph } from "../revision/graph.ts";
import { resolveOne } from "../revision/resolve.ts";
import type { RevisionId } from "../revision/revision.ts";
import { openEnvironment } from "../runtime/environment.ts";
import { readLedger } from "../runtime/ledger.ts";
import { NotYet, patiently } from "../runtime/patience.ts";
import type { Script } from "../script/script.ts";
import { parseDuration } from "../util/duration.ts";
import type { Context, ExitCode } from "./context.ts";
import { standing } from "./move_database.ts";
import { openScripts } from "./scripts.ts";

/** What `wait` takes. */
export interface WaitValues {
  readonly arguments: readonly string[];
  /** `connect`, `head` or a revision. */
  readonly for?: string;
  readonly timeout?: string;
}

const TIMEOUT = "60s";

/** Waits until the database answers, or is at a revision; takes no lock and changes nothing. */
export async function run(values: WaitValues, context: Context): Promise<ExitCode> {
  const goal = values.for ?? "connect";
  const wanted = goal === "connect" ? [] : wantedOf(goal, openScripts(context).graph);
  const { out, now } = context;
  const started = now().getTime();
  const heads = await patiently(() => look(context, wanted), {
    timeout: parseDuration(values.timeout ?? TIMEOUT),
    onWait: (reason) => out.info(`Waiting: ${reason}`),
  });
  const waitedMs = now().getTime() - started;
  const what = goal === "connect" ? "The database answers" : `The database is at ${standing(heads)}`;
  out.report({ for: goal, waitedMs, heads }, () => [what]);
  return 0;
}

/** `head` means all heads: a database that lacks one of them is not up to date. */
function wantedOf(goal: string, graph: RevisionGraph<Script>): readonly RevisionId[] {
  if (goal === "head" || goal === "heads") return graph.realHeads;
  const script = resolveOne(graph, goal);
  return script === undefined ? [] : [script.id];
}

/** The heads, once all that is wanted is applied. */
async function look(context: Context, wanted: readonly RevisionId[]): Promise<readonly RevisionId[]> {
  await using environment = await openEnvironment(context, { readOnly: true });
  const { rows } = await readLedger(environment);
  const lacking = wanted.filter((id) => rows.get(id)?.state !== "applied");
  if (lacking.length === 0) return wanted;
  throw new NotYet(
    `${lacking.join(", ")} ${lacking.length === 1 ? "is" : "are"} not applied yet`,
    "Give --timeout more time, or see what keeps the runner: `retort status`",
  );
}
