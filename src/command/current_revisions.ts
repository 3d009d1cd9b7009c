import type { LedgerRow } from "../dialect/dialect.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import { currentHeads } from "../revision/history.ts";
import type { RevisionId } from "../revision/revision.ts";
import type { Snapshot } from "../runtime/ledger.ts";
import type { Script } from "../script/script.ts";
import type { Context } from "./context.ts";

/** What the database says of the revisions. */
export interface CurrentRevisions {
  readonly applied: ReadonlySet<RevisionId>;
  /** What the ledger recorded of each. */
  readonly rows: ReadonlyMap<RevisionId, LedgerRow>;
  /** What `current` prints. */
  readonly heads: readonly RevisionId[];
  /** Which database it is, without its secrets. */
  readonly database: string;
}

/**
 * Asks the database what is applied, without changing or creating anything.
 *
 * @throws {RetortError} where no database is configured or it does not answer, and `unknown-revision` for an applied
 * revision that no file has.
 */
export async function readCurrent(context: Context, graph: RevisionGraph<Script>): Promise<CurrentRevisions> {
  const [{ openEnvironment }, { readLedger }, { checkKnown }, { formatDatabaseUrl }] = await Promise.all([
    import("../runtime/environment.ts"),
    import("../runtime/ledger.ts"),
    import("../runtime/history_check.ts"),
    import("../util/database_url.ts"),
  ]);
  await using environment = await openEnvironment(context, { readOnly: true });
  const snapshot = await readLedger(environment);
  checkKnown(graph, snapshot);
  await warnHalfDone(context, snapshot);
  return {
    applied: snapshot.applied,
    rows: snapshot.rows,
    heads: currentHeads(graph, snapshot.applied),
    database: formatDatabaseUrl(environment.url, { secrets: "hidden" }),
  };
}

/** Says of each step that began and did not end that it is there: the heads alone do not show it. */
export async function warnHalfDone({ out }: Context, { halfDone }: Snapshot): Promise<void> {
  if (halfDone.length === 0) return;
  const { progressOf } = await import("../runtime/half_applied.ts");
  for (const row of halfDone) {
    out.warn(`Revision ${row.revision} is half-done (${progressOf(row)}); \`retort status\` tells more`);
  }
}
