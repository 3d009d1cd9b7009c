import { fullHistory, historyRange } from "../revision/history.ts";
import type { Context, ExitCode } from "./context.ts";
import { readCurrent } from "./current_revisions.ts";
import { revisionBlock, revisionData, revisionLine, type RevisionView } from "./revision_text.ts";
import { openScripts } from "./scripts.ts";

/** What `history` takes. */
export interface HistoryValues {
  readonly arguments: readonly string[];
  /** `from:to`; both ends belong to it. */
  readonly revRange?: string;
  readonly verbose?: boolean;
  /** Mark what the database is at. */
  readonly indicateCurrent?: boolean;
}

/** Lists revisions, newest first. Asks the database only for `-i` and for ranges with `current`. */
export async function run(values: HistoryValues, context: Context): Promise<ExitCode> {
  const { graph } = openScripts(context);
  const { revRange: range, indicateCurrent = false } = values;
  const asked = indicateCurrent || (range !== undefined && namesCurrent(range));
  const heads = asked ? (await readCurrent(context, graph)).heads : [];
  const found = range === undefined ? fullHistory(graph) : historyRange(graph, range, heads);
  const view: Omit<RevisionView, "style"> = {
    graph,
    ...(indicateCurrent ? { current: new Set(heads) } : {}),
  };
  context.out.report({ revisions: found.map((script) => revisionData(script, view)) }, function* (style) {
    for (const script of found) {
      if (values.verbose) yield* revisionBlock(script, { ...view, style });
      else yield revisionLine(script, { ...view, style }, { parents: true, message: true, points: true });
    }
  });
  return 0;
}

/** Whether an end of a range is the database's own place. */
export function namesCurrent(range: string): boolean {
  return range.split(":").includes("current");
}
