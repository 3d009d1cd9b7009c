import type { Script } from "../script/script.ts";
import type { Context, ExitCode } from "./context.ts";
import { revisionBlock, revisionData, revisionLine, type RevisionView } from "./revision_text.ts";
import { openScripts } from "./scripts.ts";

/** What `branches` takes. */
export interface BranchesValues {
  readonly arguments: readonly string[];
  readonly verbose?: boolean;
}

/** Prints each branch point with the revisions that follow it, newest first. */
export function run({ verbose = false }: BranchesValues, context: Context): Promise<ExitCode> {
  const { graph } = openScripts(context);
  const points = [...graph.inOrder()].reverse().filter(({ id }) => graph.children(id).length > 1);
  const branches = points.map((point) => ({
    ...revisionData(point, { graph }),
    into: graph.children(point.id).map((id) => revisionData(graph.get(id), { graph })),
  }));
  context.out.report({ branches }, function* (style) {
    for (const point of points) yield* branchLines(point, { graph, style }, verbose);
  });
  return Promise.resolve(0);
}

function branchLines(point: Script, view: RevisionView, verbose: boolean): string[] {
  const { graph } = view;
  const indent = " ".repeat(point.id.length);
  const children = graph.children(point.id).map((id) => graph.get(id));
  return [
    ...(verbose ? revisionBlock(point, view) : [revisionLine(point, view, { points: true })]),
    ...children.map((child) =>
      `${indent} -> ${revisionLine(child, view, { points: true, message: verbose })}`
    ),
    "",
  ];
}
