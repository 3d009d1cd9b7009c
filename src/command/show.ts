import { resolveRevisions } from "../revision/resolve.ts";
import { RetortError } from "../util/errors.ts";
import type { Context, ExitCode } from "./context.ts";
import { revisionBlock, revisionData } from "./revision_text.ts";
import { openScripts } from "./scripts.ts";

/** What `show` takes: the revision, `head` when there is none. */
export interface ShowValues {
  readonly arguments: readonly string[];
}

/** Prints all that the header of a revision says, and where its file is. */
export function run(values: ShowValues, context: Context): Promise<ExitCode> {
  const { graph } = openScripts(context);
  const target = values.arguments[0] ?? "head";
  const found = resolveRevisions(graph, target);
  if (found.length === 0) return Promise.reject(nothingThere(target));
  context.out.report(
    { revisions: found.map((script) => revisionData(script, { graph })) },
    function* (style) {
      for (const script of found) yield* revisionBlock(script, { graph, style });
    },
  );
  return Promise.resolve(0);
}

function nothingThere(target: string): RetortError {
  return new RetortError("unknown-revision", `'${target}' stands for no revision here`, {
    hint: "`retort history` lists the revisions that there are",
  });
}
