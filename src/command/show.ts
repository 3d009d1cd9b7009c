import type { LedgerRow } from "../dialect/dialect.ts";
import { resolveRevisions } from "../revision/resolve.ts";
import { RetortError } from "../util/errors.ts";
import type { Context, ExitCode, Json } from "./context.ts";
import { readCurrent } from "./current_revisions.ts";
import { revisionBlock, revisionData, type RevisionView } from "./revision_text.ts";
import { openScripts } from "./scripts.ts";

/** What `show` takes: the revision, `head` when there is none, or `current`. */
export interface ShowValues {
  readonly arguments: readonly string[];
  /** Tell what the database recorded of it. */
  readonly indicateCurrent?: boolean;
}

/** Prints all that the header of a revision says, where its file is, and with `-i` when it was applied. */
export async function run(values: ShowValues, context: Context): Promise<ExitCode> {
  const { graph } = openScripts(context);
  const target = values.arguments[0] ?? "head";
  const { indicateCurrent = false } = values;
  const current = indicateCurrent || target === "current" ? await readCurrent(context, graph) : undefined;
  const named = target === "current"
    ? (current?.heads ?? []).map((id) => graph.get(id))
    : resolveRevisions(graph, target);
  // Steps back from several heads may meet.
  const found = [...new Set(named)];
  if (found.length === 0) throw nothingThere(target);
  const view: Omit<RevisionView, "style"> = { graph, ...(current && { current: new Set(current.heads) }) };
  const revisions = found.map((script) => ({
    ...revisionData(script, view),
    ...(current === undefined ? {} : { ledger: ledgerData(current.rows.get(script.id)) }),
  }));
  context.out.report({ revisions }, function* (style) {
    for (const script of found) {
      const [first = "", ...rest] = revisionBlock(script, { ...view, style });
      yield first;
      if (current !== undefined) yield `Applied: ${ledgerText(current.rows.get(script.id))}`;
      yield* rest;
    }
  });
  return 0;
}

function ledgerText(row: LedgerRow | undefined): string {
  if (row === undefined) return "no";
  const state = row.state === "applied" ? "" : `${row.state}, `;
  const origin = row.origin === "run" ? "" : ` (${row.origin})`;
  return `${state}${row.applied_at} by ${row.applied_by}${origin}`;
}

function ledgerData(row: LedgerRow | undefined): Json {
  if (row === undefined) return null;
  const { state, origin, applied_at, applied_by, duration_ms, checksum, retort_version } = row;
  return {
    state,
    origin,
    appliedAt: applied_at,
    appliedBy: applied_by,
    durationMs: duration_ms,
    checksum,
    retortVersion: retort_version,
  };
}

function nothingThere(target: string): RetortError {
  return new RetortError("unknown-revision", `'${target}' stands for no revision here`, {
    hint: "`retort history` lists the revisions that there are",
  });
}
