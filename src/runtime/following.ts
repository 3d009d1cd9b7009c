import type { RevisionGraph } from "../revision/graph.ts";
import type { RevisionId } from "../revision/revision.ts";
import type { Script } from "../script/script.ts";
import type { Following } from "./repeatable/prepare.ts";
import type { RunRequest } from "./run.ts";

/** What follows the revisions, prepared; undefined where nothing does. */
export async function followingOf(
  { repeatables, environment, emit }: RunRequest,
  graph: RevisionGraph<Script>,
  applied: Iterable<RevisionId>,
): Promise<Following | undefined> {
  if (repeatables === undefined) return undefined;
  const { prepareFollowing } = await import("./repeatable/prepare.ts");
  const following = await prepareFollowing(repeatables, environment, graph, new Set(applied));
  const { pending } = following;
  if (pending > 0) emit({ kind: "repeatables-left", pending });
  return pending > 0 ? undefined : following;
}
