import type { LedgerRow } from "../dialect/dialect.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import { planUpgrade } from "../revision/plan.ts";
import type { RevisionId } from "../revision/revision.ts";
import { fileDigest } from "../script/file_digest.ts";
import type { Script } from "../script/script.ts";
import type { Snapshot } from "./ledger.ts";
import { isLost } from "./lost_script.ts";

/** How a database stands to its files. */
export interface Status {
  readonly heads: readonly RevisionId[];
  /** How many revisions are applied, those without a file among them. */
  readonly applied: number;
  /** What `upgrade heads` would run, in that order. */
  readonly pending: readonly Script[];
  /** Applied, and no file has them. */
  readonly missing: readonly LedgerRow[];
  /** Applied, and the file is not what it was. */
  readonly changed: readonly Script[];
  /** Not applied, though one above them is. */
  readonly gaps: readonly Script[];
  readonly halfDone: readonly LedgerRow[];
}

/** Tells a file's checksum as the ledger's row recorded it; undefined where the row's algorithm is not known. */
export type Checksum = (script: Script, row: LedgerRow) => string | undefined;

/** Compares the ledger with the files. */
export function statusOf(graph: RevisionGraph<Script>, snapshot: Snapshot, checksum: Checksum): Status {
  const known = new Set([...snapshot.applied].filter((id) => graph.has(id)));
  const gaps = graph.gapsOf(known);
  return {
    heads: graph.headsOf(known),
    applied: snapshot.applied.size,
    pending: pendingOf(graph, known, gaps),
    missing: [...snapshot.rows.values()].filter(({ revision }) => !graph.has(revision)),
    changed: changedScripts(graph, snapshot, checksum),
    gaps,
    halfDone: snapshot.halfDone,
  };
}

/** A gap is not pending: nothing runs it without a word, so it is told apart. */
function pendingOf(
  graph: RevisionGraph<Script>,
  applied: ReadonlySet<RevisionId>,
  gaps: readonly Script[],
): Script[] {
  const settled = new Set([...applied, ...gaps.map(({ id }) => id)]);
  return planUpgrade(graph, settled, "heads").steps.map(({ revision }) => revision);
}

/** Applied scripts whose checksum is not the recorded one. */
export function changedScripts(
  graph: RevisionGraph<Script>,
  { rows }: Snapshot,
  checksum: Checksum,
): Script[] {
  const changed: Script[] = [];
  for (const row of rows.values()) {
    const script = row.state === "applied" ? graph.find(row.revision) : undefined;
    if (script === undefined || isLost(script) || isSameFile(script, row)) continue;
    const now = checksum(script, row);
    if (now !== undefined && now !== row.checksum) changed.push(script);
  }
  return changed;
}

/** Whether a file is what was applied, without a look at its tokens. What a TypeScript file imports may have changed. */
export function isSameFile({ language, text }: Script, row: LedgerRow): boolean {
  return language === "sql" && fileDigest(text) === row.file_digest;
}
