import { planRevision } from "../revision/new_revision.ts";
import { RetortError } from "../util/errors.ts";
import { addRevision } from "./add_revision.ts";
import type { Context, ExitCode } from "./context.ts";
import { openScripts } from "./scripts.ts";

/** What `merge` takes: the revisions to join. */
export interface MergeValues {
  readonly arguments: readonly string[];
  readonly message?: string;
  readonly branchLabel?: readonly string[];
  readonly versionPath?: string;
  readonly revId?: string;
  /** What is joined need not be heads. */
  readonly splice?: boolean;
}

/** Writes a revision that has several parents and changes nothing itself. */
export async function run(values: MergeValues, context: Context): Promise<ExitCode> {
  const scripts = openScripts(context);
  const place = planRevision(scripts.graph, { head: values.arguments, splice: values.splice ?? false });
  const parents = place.downRevisions;
  if (parents.length < 2) throw nothingToMerge(parents);
  await addRevision(
    {
      message: values.message ?? `merge ${parents.slice(0, -1).join(", ")} and ${parents.at(-1)}`,
      place,
      branchLabels: values.branchLabel ?? [],
      revId: values.revId,
      versionPath: values.versionPath,
      language: "sql",
      nothingToUndo: "a merge changes nothing",
    },
    scripts,
    context,
  );
  return 0;
}

function nothingToMerge(parents: readonly string[]): RetortError {
  return new RetortError(
    "usage",
    `There is nothing to merge: ${parents.join(", ") || "no revision"} is the only one named`,
    {
      hint: "`retort heads` lists the heads; a merge joins two or more",
    },
  );
}
