import type { RevisionGraph } from "../revision/graph.ts";
import type { Revision } from "../revision/revision.ts";
import type { Script } from "../script/script.ts";
import { RetortError } from "../util/errors.ts";
import type { Snapshot } from "./ledger.ts";
import { isLost } from "./lost_script.ts";

/** What a run was told to put up with. */
export interface Tolerance {
  /** Revisions that are not applied although a later one is. */
  readonly gaps?: boolean;
  /** Half-done revisions without a file: only where their text is going to be read from the ledger. */
  readonly halfDone?: boolean;
}

/**
 * Refuses to plan from a ledger that the history cannot explain.
 *
 * @throws {RetortError} `unknown-revision` for an applied revision without a file, `history-gap` for a file that
 * was put underneath an applied one, `half-applied` for a step that nobody has the text of.
 */
export function checkHistory(
  graph: RevisionGraph<Script>,
  snapshot: Snapshot,
  tolerated: Tolerance = {},
): void {
  checkKnown(graph, snapshot);
  if (!tolerated.halfDone) checkFinished(graph, snapshot);
  if (tolerated.gaps) return;
  const gaps = graph.gapsOf(snapshot.applied).map(({ id }) => id);
  if (gaps.length > 0) throw gapFound(gaps);
}

/**
 * Refuses a ledger with revisions that the history does not have.
 *
 * @throws {RetortError} `unknown-revision`.
 */
export function checkKnown(graph: RevisionGraph<Revision>, { rows }: Snapshot): void {
  const unknown = [...rows.keys()].filter((id) => !graph.has(id));
  if (unknown.length > 0) throw unknownApplied(unknown);
}

function checkFinished(graph: RevisionGraph<Script>, { halfDone }: Snapshot): void {
  for (const { revision, state, path } of halfDone) {
    const script = graph.find(revision);
    if (script === undefined || !isLost(script)) continue;
    throw new RetortError(
      "half-applied",
      `Revision ${revision} is half-done (${state}), and no file has it`,
      {
        hint: `\`retort pull ${revision}\` writes ${path} back; then run the command that stopped again`,
      },
    );
  }
}

function unknownApplied(ids: readonly string[]): RetortError {
  const [it, files] = ids.length === 1 ? ["it", "the file"] : ["them", "the files"];
  return new RetortError("unknown-revision", `Can't locate revision identified by '${ids.join("', '")}'`, {
    hint:
      `The ledger has ${it} as applied, no file does: \`retort pull\` writes ${files} back, \`retort upgrade ` +
      `--allow-ahead\` goes on without, \`retort downgrade --from-ledger REV\` takes down what is above REV by ` +
      `the texts that were applied; \`retort status\` tells more`,
  });
}

function gapFound(ids: readonly string[]): RetortError {
  const [is, it] = ids.length === 1 ? ["is", "it"] : ["are", "them"];
  return new RetortError(
    "history-gap",
    `Revision ${ids.join(", ")} ${is} not applied, but a later one is`,
    {
      hint:
        `\`retort upgrade --allow-gaps\` runs ${it} now; or give the new file a down_revision at the head, ` +
        `or \`retort stamp\` ${it} if the changes are there`,
    },
  );
}
