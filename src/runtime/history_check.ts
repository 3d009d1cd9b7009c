import type { RevisionGraph } from "../revision/graph.ts";
import type { Revision } from "../revision/revision.ts";
import { RetortError } from "../util/errors.ts";
import type { Snapshot } from "./ledger.ts";

/**
 * Refuses to plan from a ledger that the files cannot explain.
 *
 * @throws {RetortError} `unknown-revision` for an applied revision without a file, `history-gap` for a file that
 * was put underneath an applied one.
 */
export function checkHistory(graph: RevisionGraph<Revision>, snapshot: Snapshot): void {
  checkKnown(graph, snapshot);
  const gaps = graph.gapsOf(snapshot.applied).map(({ id }) => id);
  if (gaps.length > 0) throw gapFound(gaps);
}

/**
 * Refuses a ledger with revisions that no file has.
 *
 * @throws {RetortError} `unknown-revision`.
 */
export function checkKnown(graph: RevisionGraph<Revision>, { rows }: Snapshot): void {
  const unknown = [...rows.keys()].filter((id) => !graph.has(id));
  if (unknown.length > 0) throw unknownApplied(unknown);
}

function unknownApplied(ids: readonly string[]): RetortError {
  const one = ids.length === 1;
  return new RetortError("unknown-revision", `Can't locate revision identified by '${ids.join("', '")}'`, {
    hint:
      `The ledger has ${one ? "it" : "them"} as applied, no file does: use the files of the release that ` +
      "was deployed last, or `retort stamp --purge REV` to write the ledger anew",
  });
}

function gapFound(ids: readonly string[]): RetortError {
  return new RetortError(
    "history-gap",
    `Revision ${ids.join(", ")} ${ids.length === 1 ? "is" : "are"} not applied, but a later one is`,
    { hint: "Give the new file a down_revision at the head, or `retort stamp` it if its changes are there" },
  );
}
