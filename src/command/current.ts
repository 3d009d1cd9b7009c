import type { RevisionGraph } from "../revision/graph.ts";
import { currentHeads } from "../revision/history.ts";
import { openEnvironment } from "../runtime/environment.ts";
import { checkKnown } from "../runtime/history_check.ts";
import { readLedger, type Snapshot } from "../runtime/ledger.ts";
import type { Script } from "../script/script.ts";
import type { Context, ExitCode } from "./context.ts";
import { revisionBlock, revisionData, revisionLine } from "./revision_text.ts";
import { openScripts } from "./scripts.ts";

/** What `current` takes. */
export interface CurrentValues {
  readonly verbose?: boolean;
  readonly checkHeads?: boolean;
}

/** Prints the revisions that the database is at; with `--check-heads` says by the exit code whether that is all. */
export async function run(values: CurrentValues, context: Context): Promise<ExitCode> {
  const { graph } = openScripts(context);
  await using environment = await openEnvironment(context, { readOnly: true });
  const snapshot = await readLedger(environment);
  checkKnown(graph, snapshot);
  if (snapshot.halfDone.length > 0) {
    const { warnHalfDone } = await import("./current_revisions.ts");
    await warnHalfDone(context, snapshot);
  }
  const scripts = currentHeads(graph, snapshot.applied).map((id) => graph.get(id));
  const atHeads = graph.realHeads.every((id) => snapshot.applied.has(id));
  context.out.report(
    {
      revisions: scripts.map((script) => revisionData(script, { graph })),
      atHeads,
      halfDone: snapshot.halfDone.map(({ revision }) => revision),
    },
    (style) =>
      scripts.flatMap((script) =>
        values.verbose
          ? revisionBlock(script, { graph, style })
          : [revisionLine(script, { graph, style }, {})]
      ),
  );
  return values.checkHeads ? checkHeads(context, graph, snapshot, atHeads) : 0;
}

/** All heads may be applied, and what is below one of them not. */
function checkHeads(
  { out }: Context,
  graph: RevisionGraph<Script>,
  { applied, halfDone }: Snapshot,
  atHeads: boolean,
): ExitCode {
  if (halfDone.length > 0) return 7;
  const gaps = graph.gapsOf(applied).map(({ id }) => id);
  if (gaps.length > 0) {
    out.warn(`Not applied, but a later revision is: ${gaps.join(", ")}; \`retort status\` tells more`);
    return 4;
  }
  if (atHeads) return 0;
  out.warn("The database is not at all heads: `retort upgrade heads` runs what it lacks");
  return 3;
}
