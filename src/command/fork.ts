import type { RevisionGraph } from "../revision/graph.ts";
import type { RevisionId } from "../revision/revision.ts";
import type { Script } from "../script/script.ts";
import type { Json } from "./context.ts";
import { firstLine } from "./revision_text.ts";
import { count } from "../util/count.ts";

/** How several heads came about. */
export interface Fork {
  /** The newest revisions that all heads have below them; none for independent histories. */
  readonly points: readonly Script[];
  readonly arms: readonly ForkArm[];
  /** The command that joins them. */
  readonly merge: string;
}

/** One head with what no other has, oldest first. */
export interface ForkArm {
  readonly head: Script;
  readonly revisions: readonly Script[];
  /** The newest revisions below those: what it shares with some other head. */
  readonly after: readonly Script[];
}

/** Explains several heads: where they part, and what each brings. */
export function forkOf(graph: RevisionGraph<Script>, heads: readonly RevisionId[]): Fork {
  const ancestors = heads.map((head) => graph.ancestors([head], { dependencies: false }));
  const common = ancestors.reduce((one, other) => one.intersection(other));
  const order = [...graph.inOrder()];
  const owners = countOwners(ancestors);
  return {
    points: graph.headsOf(common).map((id) => graph.get(id)),
    arms: heads.map((head, index) => {
      const all = [...ancestors[index] ?? []];
      const own = new Set(all.filter((id) => owners.get(id) === 1));
      const shared = new Set(all.filter((id) => !own.has(id)));
      return {
        head: graph.get(head),
        revisions: order.filter(({ id }) => own.has(id)),
        after: graph.headsOf(shared).map((id) => graph.get(id)),
      };
    }),
    merge: `retort merge -m "merge ${heads.join(" and ")}" ${heads.join(" ")}`,
  };
}

/** Of each revision, how many heads have it below them. */
function countOwners(ancestors: readonly ReadonlySet<RevisionId>[]): ReadonlyMap<RevisionId, number> {
  const owners = new Map<RevisionId, number>();
  for (const id of ancestors.flatMap((ids) => [...ids])) owners.set(id, (owners.get(id) ?? 0) + 1);
  return owners;
}

const SHOWN = 5;

/**
 * The explanation for a person. `origin` tells where a file comes from that is not in the script directory, `before`
 * what must be done for the merge command to find it.
 */
export function forkLines(fork: Fork, origin: (script: Script) => string, before = ""): string[] {
  const points = named(fork.points);
  const start = fork.points.length === 0
    ? `There are ${fork.arms.length} heads, and they have no revision in common:`
    : `There are ${fork.arms.length} heads; they part after ${points}:`;
  const arms = fork.arms.flatMap((arm) => armLines(arm, fork.points, origin));
  return [start, ...arms, `To join them${before}: ${fork.merge}`];
}

function named(scripts: readonly Script[]): string {
  return scripts.map(({ id, message }) => `${id} (${firstLine(message)})`).join(" and ");
}

function armLines(
  { head, revisions, after }: ForkArm,
  points: readonly Script[],
  origin: (script: Script) => string,
): string[] {
  const elsewhere = after.some((script) => !points.includes(script)) ? `, after ${named(after)}` : "";
  const shown = revisions.slice(-SHOWN);
  const left = revisions.length - shown.length;
  return [
    `  ${head.id} has ${count(revisions.length, "revision")} of its own${elsewhere}:`,
    ...(left > 0 ? [`    … ${left} more`] : []),
    ...shown.map((script) => `    ${script.path}${origin(script)}: ${firstLine(script.message)}`),
  ];
}

/** The same for `--json`. */
export function forkData(fork: Fork): Record<string, Json> {
  return {
    points: fork.points.map(({ id }) => id),
    arms: fork.arms.map(({ head, revisions, after }) => ({
      head: head.id,
      path: head.path,
      after: after.map(({ id }) => id),
      revisions: revisions.map(({ id, path }) => ({ revision: id, path })),
    })),
    merge: fork.merge,
  };
}
