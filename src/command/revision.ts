import { planRevision } from "../revision/new_revision.ts";
import type { ScriptLanguage } from "../script/script.ts";
import { RetortError } from "../util/errors.ts";
import { addRevision } from "./add_revision.ts";
import type { Context, ExitCode } from "./context.ts";
import { openScripts } from "./scripts.ts";

/** What `revision` takes. */
export interface RevisionValues {
  readonly arguments: readonly string[];
  readonly message?: string;
  /** Parents: heads, `label@head`, `base`; the head when there is none. */
  readonly head?: readonly string[];
  /** Parents need not be heads. */
  readonly splice?: boolean;
  readonly branchLabel?: readonly string[];
  readonly versionPath?: string;
  readonly revId?: string;
  readonly dependsOn?: readonly string[];
  readonly ts?: boolean;
  readonly sql?: boolean;
}

/** Writes a new revision file and prints its path. */
export async function run(values: RevisionValues, context: Context): Promise<ExitCode> {
  const scripts = openScripts(context, { mayBeEmpty: true });
  const { head, splice = false, dependsOn } = values;
  const place = planRevision(scripts.graph, { head, splice, dependsOn });
  await addRevision(
    {
      message: values.message ?? "empty message",
      place,
      branchLabels: values.branchLabel ?? [],
      revId: values.revId,
      versionPath: values.versionPath,
      language: languageOf(values),
    },
    scripts,
    context,
  );
  return 0;
}

function languageOf({ ts = false, sql = false }: RevisionValues): ScriptLanguage | undefined {
  if (ts && sql) {
    throw new RetortError("usage", "A revision is written in SQL or in TypeScript, not both", {
      hint: "Give --sql or --ts",
    });
  }
  return ts ? "typescript" : sql ? "sql" : undefined;
}
