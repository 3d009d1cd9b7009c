import { type ErrorCode, type ErrorDetails, RetortError } from "../util/errors.ts";
import type { RevisionId } from "./revision.ts";

/** Each way in which a request to the graph can fail, with the code that stands for it outside of this folder. */
const CODES = {
  "unknown-revision": "unknown-revision",
  "unknown-branch": "unknown-branch",
  "ambiguous-prefix": "ambiguous-revision",
  "not-in-branch": "unknown-revision",
  "multiple-heads": "multiple-heads",
  "not-ancestor": "not-ancestor",
  "ambiguous-walk": "ambiguous-walk",
  "relative-out-of-range": "out-of-range",
  "walked-too-far": "out-of-range",
  "ambiguous-upgrade": "multiple-heads",
  "ambiguous-downgrade": "multiple-heads",
  "overlap": "overlap",
  "invalid-downgrade-target": "not-ancestor",
  "invalid-range": "usage",
  "not-a-head": "usage",
  "duplicate-heads": "usage",
  "self-loop": "graph-invalid",
  "dependency-self-loop": "graph-invalid",
  "cycle": "graph-invalid",
  "dependency-cycle": "graph-invalid",
  "missing-revision": "graph-invalid",
  "missing-dependency": "graph-invalid",
  "duplicate-branch-label": "graph-invalid",
  "duplicate-revision": "graph-invalid",
  "illegal-revision-id": "graph-invalid",
} as const satisfies Record<string, ErrorCode>;

/** What exactly was wrong with the files or with a request. */
export type RevisionErrorKind = keyof typeof CODES;

/** What a `RevisionError` says beside its message. */
export interface RevisionErrorDetails extends ErrorDetails {
  /** The revisions that it is about: the heads, the candidates, the members of a cycle … */
  readonly revisions?: readonly RevisionId[];
}

/** A refusal of the graph; `kind` is finer than `code`, `revisions` are those that it is about. */
export class RevisionError extends RetortError {
  override readonly name: string = "RevisionError";
  readonly kind: RevisionErrorKind;
  readonly revisions: readonly RevisionId[];

  constructor(kind: RevisionErrorKind, message: string, details: RevisionErrorDetails = {}) {
    super(CODES[kind], message, details);
    this.kind = kind;
    this.revisions = details.revisions ?? [];
  }
}

/** The files contradict themselves or each other; no command can work with them. */
export class GraphError extends RevisionError {
  override readonly name: string = "GraphError";
}

/** One head was asked for and there are several. */
export class MultipleHeadsError extends RevisionError {
  override readonly name: string = "MultipleHeadsError";

  constructor(heads: readonly RevisionId[], message: string, hint: string) {
    super("multiple-heads", message, { hint, revisions: heads });
  }

  get heads(): readonly RevisionId[] {
    return this.revisions;
  }
}

/** The refusal of `argument`, which stands for several heads, in Alembic's words. */
export function multipleHeads(heads: readonly RevisionId[], argument: string): MultipleHeadsError {
  return new MultipleHeadsError(
    heads,
    `Multiple head revisions are present for given argument '${argument}'; please specify a specific target ` +
      `revision, '<branchname>@${argument}' to narrow to a specific head, or 'heads' for all heads`,
    `The heads are ${listed(heads)}; \`retort merge heads -m "merge"\` joins them`,
  );
}

/** Ids in a row for a message; a long row is cut. */
export function listed(ids: readonly string[]): string {
  const shown = ids.slice(0, 12).join(", ");
  return ids.length > 12 ? `${shown} and ${ids.length - 12} more` : shown;
}
