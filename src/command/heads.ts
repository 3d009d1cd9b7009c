import { RevisionGraph } from "../revision/graph.ts";
import type { GitScript } from "../runtime/git_scripts.ts";
import type { Script } from "../script/script.ts";
import type { Context, ExitCode } from "./context.ts";
import { forkData, forkLines, forkOf } from "./fork.ts";
import { revisionBlock, revisionData, revisionLine } from "./revision_text.ts";
import { openScripts } from "./scripts.ts";

/** What `heads` takes. */
export interface HeadsValues {
  readonly arguments: readonly string[];
  readonly verbose?: boolean;
  readonly resolveDependencies?: boolean;
  /** Exit code 3 where there is more than one head. */
  readonly single?: boolean;
  /** A branch or commit of git whose revisions count too. */
  readonly base?: string;
}

/** Prints the heads, and how they came about where there are several. */
export async function run(values: HeadsValues, context: Context): Promise<ExitCode> {
  const { scripts, graph: own } = openScripts(context);
  const added = values.base === undefined ? [] : await addedOnBase(scripts, values.base, context);
  const graph = added.length === 0 ? own : new RevisionGraph<Script>([...scripts, ...added]);
  const heads = values.resolveDependencies ? graph.realHeads : graph.heads;
  const fork = heads.length > 1 ? forkOf(graph, heads) : undefined;
  const found = heads.map((id) => graph.get(id));
  context.out.report(
    {
      heads: found.map((script) => revisionData(script, { graph })),
      ...(fork === undefined ? {} : { fork: forkData(fork) }),
    },
    function* (style) {
      for (const script of found) {
        if (values.verbose) yield* revisionBlock(script, { graph, style });
        else yield revisionLine(script, { graph, style }, {});
      }
    },
  );
  if (fork === undefined) return 0;
  const foreign = new Set<Script>(added);
  const before = found.some((script) => foreign.has(script)) ? `, once ${values.base} is merged here` : "";
  const lines = forkLines(fork, (script) => foreign.has(script) ? ` (on ${values.base})` : "", before);
  for (const line of lines) context.out.info(line);
  return values.single ? 3 : 0;
}

/** The other branch's revisions that are not here and were not deleted or squashed here. */
async function addedOnBase(
  scripts: readonly Script[],
  base: string,
  { config }: Context,
): Promise<GitScript[]> {
  const { readGitScripts } = await import("../runtime/git_scripts.ts");
  const known = new Set(scripts.flatMap(({ id, replaces }) => [id, ...replaces]));
  const there = await readGitScripts(base, config.directories);
  return there.filter(({ id, shared }) => !known.has(id) && !shared);
}
