import type { RevisionGraph } from "../revision/graph.ts";
import type { RevisionId } from "../revision/revision.ts";
import type { Script } from "../script/script.ts";
import type { Json } from "./context.ts";
import { firstLine } from "./revision_text.ts";

/** How several heads came about. */
export interface Fork {
  /** The newest revisions that all heads have below them; none for independent histories. */
  readonly points: readonly Script[];
  readonly arms: readonly ForkArm[];
  /** The command that joins them. */
  readonly merge: string;
}

/** One head with what it has and not all others have, oldest first. */
export interface ForkArm {
  readonly head: Script;
  readonly revisions: readonly Script[];
}

/** Explains several heads: where they part, and what each brings. */
export function forkOf(graph: RevisionGraph<Script>, heads: readonly RevisionId[]): Fork {
  const ancestors = heads.map((head) => graph.ancestors([head], { dependencies: false }));
  const common = ancestors.reduce((one, other) => one.intersection(other));
  const order = [...graph.inOrder()];
  return {
    points: graph.headsOf(common).map((id) => graph.get(id)),
    arms: heads.map((head, index) => ({
      head: graph.get(head),
      revisions: order.filter(({ id }) => ancestors[index]?.has(id) && !common.has(id)),
    })),
    merge: `retort merge -m "merge ${heads.join(" and ")}" ${heads.join(" ")}`,
  };
}

const SHOWN = 5;

/** The explanation for a person. `origin` tells where a file comes from that is not in the script directory. */
export function forkLines(fork: Fork, origin: (script: Script) => string): string[] {
  const points = fork.points.map(({ id, message }) => `${id} (${firstLine(message)})`).join(" and ");
  const start = fork.points.length === 0
    ? `There are ${fork.arms.length} heads, and they have no revision in common:`
    : `There are ${fork.arms.length} heads; they part after ${points}:`;
  return [start, ...fork.arms.flatMap((arm) => armLines(arm, origin)), `To join them: ${fork.merge}`];
}

function armLines({ head, revisions }: ForkArm, origin: (script: Script) => string): string[] {
  const shown = revisions.slice(-SHOWN);
  const left = revisions.length - shown.length;
  return [
    `  ${head.id} has ${revisions.length === 1 ? "1 revision" : `${revisions.length} revisions`} of its own:`,
    ...(left > 0 ? [`    … ${left} more`] : []),
    ...shown.map((script) => `    ${script.path}${origin(script)}: ${firstLine(script.message)}`),
  ];
}

/** The same for `--json`. */
export function forkData(fork: Fork): Record<string, Json> {
  return {
    points: fork.points.map(({ id }) => id),
    arms: fork.arms.map(({ head, revisions }) => ({
      head: head.id,
      path: head.path,
      revisions: revisions.map(({ id, path }) => ({ revision: id, path })),
    })),
    merge: fork.merge,
  };
}
