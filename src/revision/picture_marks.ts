import type { RevisionGraph } from "./graph.ts";
import type { Revision, RevisionId } from "./revision.ts";

/** What a picture shows beside the graph itself. */
export interface PictureMarks<R extends Revision = Revision> {
  /** Which revisions are applied; absent where no database was asked. */
  readonly applied?: ReadonlySet<RevisionId>;
  /** The revisions to show, newest first; all of them where it is absent. */
  readonly revisions?: readonly R[];
}

/** Whether a database was asked, and what it said about one revision. */
export type AppliedState = "applied" | "pending" | "unknown";

/** How a picture shows one revision. */
export function appliedState(marks: PictureMarks, id: RevisionId): AppliedState {
  if (marks.applied === undefined) return "unknown";
  return marks.applied.has(id) ? "applied" : "pending";
}

/**
 * The notes that Alembic puts behind a revision, in its order: labels, then `head` or `effective head` (a head that
 * another revision depends on), `current`, `branchpoint`, `mergepoint`.
 *
 * @example
 * ```ts
 * notesOf(graph, "8f3a1c9be2d4", new Set()); // ["users", "head"]
 * ```
 */
export function notesOf<R extends Revision>(
  graph: RevisionGraph<R>,
  id: RevisionId,
  current: ReadonlySet<RevisionId>,
): string[] {
  const { children, dependents, parents, revision } = graph.node(id);
  const notes = revision.branchLabels.length > 0 ? [revision.branchLabels.join(", ")] : [];
  if (children.length === 0) notes.push(dependents.length > 0 ? "effective head" : "head");
  if (current.has(id)) notes.push("current");
  if (children.length > 1) notes.push("branchpoint");
  if (parents.length > 1) notes.push("mergepoint");
  return notes;
}

/** A revision in one line: its id, its notes, what it depends on, and the first line of its message. */
export function captionOf<R extends Revision>(
  graph: RevisionGraph<R>,
  revision: R,
  current: ReadonlySet<RevisionId>,
): string {
  const notes = notesOf(graph, revision.id, current).map((note) => `(${note})`);
  const needs = graph.dependenciesOf(revision.id);
  if (needs.length > 0) notes.push(`(depends on ${needs.join(", ")})`);
  return [revision.id, ...notes, titleOf(revision)].join(" ").trimEnd();
}

/** The first line of a revision's message. */
export function titleOf({ message }: Revision): string {
  return message.split("\n", 1)[0] ?? "";
}
