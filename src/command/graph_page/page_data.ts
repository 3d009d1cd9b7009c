import type { LedgerRow } from "../../dialect/dialect.ts";
import type { RevisionGraph } from "../../revision/graph.ts";
import { LANE_SIZES, laneColour, laneLines, laneX, textX } from "../../revision/lane_lines.ts";
import { type LaneRow, layOutLanes } from "../../revision/lanes.ts";
import { appliedState, notesOf, titleOf } from "../../revision/picture_marks.ts";
import type { Script } from "../../script/script.ts";
import type { Json } from "../context.ts";
import type { CurrentRevisions } from "../current_revisions.ts";

/** What a page of the history shows. */
export interface PageSubject {
  readonly graph: RevisionGraph<Script>;
  /** Newest first. */
  readonly revisions: readonly Script[];
  /** What the database says; absent where none was asked. */
  readonly current?: CurrentRevisions;
  /** Where the revisions are. */
  readonly directories: readonly string[];
  /** Takes secrets out of a text that goes onto the page. */
  readonly redact: (text: string) => string;
}

/** Longer files are cut: a page with many of them could not be opened. Characters. */
const LONGEST_TEXT = 65_536;

/** All that graph_page.js needs to know, as it stands in the page. */
export function pageData(subject: PageSubject): Json {
  const rows = layOutLanes(subject.graph, subject.revisions);
  const heads = new Set(subject.current?.heads ?? []);
  return {
    sizes: LANE_SIZES,
    database: subject.current?.database ?? null,
    directories: subject.directories,
    revisions: rows.map((row) => ({ ...drawing(row), ...facts(row.revision, subject, heads) })),
  };
}

function drawing(row: LaneRow<Script>): { readonly [key: string]: Json } {
  return {
    colour: laneColour(row.lane),
    x: laneX(row.lane),
    textX: textX(row),
    lines: laneLines(row).map(({ colour, path }) => [colour, path]),
  };
}

function facts(
  script: Script,
  { graph, current, redact }: PageSubject,
  heads: ReadonlySet<string>,
): { readonly [key: string]: Json } {
  const { id, message, path, created, text } = script;
  const row = current?.rows.get(id);
  const marks = current === undefined ? {} : { applied: current.applied };
  return {
    id,
    title: titleOf(script),
    message,
    notes: notesOf(graph, id, heads),
    state: row === undefined || row.state === "applied" ? appliedState(marks, id) : "half-done",
    parents: script.downRevisions,
    children: graph.children(id),
    needs: graph.dependenciesOf(id),
    neededBy: graph.node(id).dependents.map((dependent) => dependent.id),
    labels: graph.labelsOf(id),
    path,
    created: created ?? null,
    text: redact(text.slice(0, LONGEST_TEXT)),
    cut: Math.max(0, text.length - LONGEST_TEXT),
    ...(row === undefined ? {} : { ledger: ledgerFacts(row) }),
  };
}

function ledgerFacts(row: LedgerRow): Json {
  return {
    state: row.state,
    origin: row.origin,
    at: row.applied_at,
    by: row.applied_by,
    durationMs: row.duration_ms,
    statementsDone: row.statements_done,
  };
}
