/** A revision's identity: what stands behind `-- revision:` in its header, never its file name. */
export type RevisionId = string;

/** A node of the graph. */
export interface Revision {
  readonly id: RevisionId;
  /** The parents, in the order in which the header names them; none for a base, several for a merge. */
  readonly downRevisions: readonly RevisionId[];
  /** Revisions (or branch labels) that must be applied before this one without being its parents. */
  readonly dependsOn: readonly string[];
  readonly branchLabels: readonly string[];
  readonly message: string;
}

/** Towards a head (`upgrade`) or towards a base (`downgrade`). */
export type Direction = "upgrade" | "downgrade";

/** One revision of a plan. */
export interface Step<R extends Revision = Revision> {
  readonly revision: R;
  readonly direction: Direction;
}

/** What will be done, in order. `from` and `to` are the heads before the first and after the last step. */
export interface Plan<R extends Revision = Revision> {
  readonly from: readonly RevisionId[];
  readonly to: readonly RevisionId[];
  readonly steps: readonly Step<R>[];
}
