import type { LedgerRow } from "../dialect/dialect.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import { planUpgrade } from "../revision/plan.ts";
import type { RevisionId } from "../revision/revision.ts";
import { fileDigest } from "../script/file_digest.ts";
import type { Script } from "../script/script.ts";
import type { Snapshot } from "./ledger.ts";
import { isLost } from "./lost_script.ts";
import { filesOnly, lostRows } from "./whole_graph.ts";

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
  /** Applied from a file of another name. */
  readonly moved: readonly MovedScript[];
  readonly halfDone: readonly LedgerRow[];
}

/** A file that had another name when it was applied. */
export interface MovedScript {
  readonly script: Script;
  /** Where it was. */
  readonly from: string;
}

/** Tells a file's checksum as the ledger's row recorded it; undefined where the row's algorithm is not known. */
export type Checksum = (script: Script, row: LedgerRow) => string | undefined;

/** Compares the ledger with the history, which may have revisions that only the ledger knows. */
export function statusOf(graph: RevisionGraph<Script>, snapshot: Snapshot, checksum: Checksum): Status {
  const gaps = graph.gapsOf(snapshot.applied);
  const files = filesOnly(graph);
  const onFile = { has: (id: RevisionId) => isOnFile(graph.find(id)) };
  return {
    heads: graph.headsOf(snapshot.applied),
    applied: snapshot.applied.size,
    pending: pendingOf(files, snapshot.applied, gaps),
    missing: lostRows(onFile, snapshot),
    changed: changedScripts(graph, snapshot, checksum),
    gaps,
    moved: movedScripts(graph, snapshot),
    halfDone: snapshot.halfDone,
  };
}

function isOnFile(script: Script | undefined): boolean {
  return script !== undefined && !isLost(script);
}

/** A gap is not pending: nothing runs it without a word, so it is told apart. */
function pendingOf(
  graph: RevisionGraph<Script>,
  applied: ReadonlySet<RevisionId>,
  gaps: readonly Script[],
): Script[] {
  const settled = new Set([...applied, ...gaps.map(({ id }) => id)].filter((id) => graph.has(id)));
  const steps = planUpgrade(graph, settled, "heads").steps.map(({ revision }) => revision);
  return steps.filter((script) => !isLost(script));
}

/** Applied scripts whose checksum is not the recorded one. */
export function changedScripts(
  graph: RevisionGraph<Script>,
  snapshot: Snapshot,
  checksum: Checksum,
): Script[] {
  const changed: Script[] = [];
  for (const [script, row] of otherTexts(graph, snapshot)) {
    const now = checksum(script, row);
    if (now !== undefined && now !== row.checksum) changed.push(script);
  }
  return changed;
}

/** Applied scripts that may not be what they were: those whose checksum has to be worked out. */
export function otherTexts(
  graph: RevisionGraph<Script>,
  { rows }: Snapshot,
): (readonly [Script, LedgerRow])[] {
  const other: (readonly [Script, LedgerRow])[] = [];
  for (const row of rows.values()) {
    const script = row.state === "applied" ? graph.find(row.revision) : undefined;
    if (script === undefined || isLost(script) || isSameFile(script, row)) continue;
    other.push([script, row]);
  }
  return other;
}

/** Whether a file is what was applied, without a look at its tokens. What a TypeScript file imports may have changed. */
export function isSameFile({ language, text }: Script, row: LedgerRow): boolean {
  return language === "sql" && fileDigest(text) === row.file_digest;
}

function movedScripts(graph: RevisionGraph<Script>, { rows }: Snapshot): MovedScript[] {
  const moved: MovedScript[] = [];
  for (const { revision, path } of rows.values()) {
    const script = graph.find(revision);
    if (script === undefined || isLost(script) || isSamePlace(path, script.path)) continue;
    moved.push({ script, from: path });
  }
  return moved;
}

/** Where somebody stands who runs retort says nothing of the file: only the folder and the name count. */
function isSamePlace(before: string, now: string): boolean {
  if (before === now) return true;
  return lastTwo(before) === lastTwo(now) || `/${now}`.endsWith(`/${before}`) ||
    `/${before}`.endsWith(`/${now}`);
}

function lastTwo(path: string): string {
  return path.split("/").slice(-2).join("/");
}
