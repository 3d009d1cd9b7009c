import type { RevisionGraph } from "../revision/graph.ts";
import { resolveRevisions } from "../revision/resolve.ts";
import { editorCommand, runInteractive } from "../runtime/program.ts";
import type { Script } from "../script/script.ts";
import { RetortError } from "../util/errors.ts";
import type { Context, ExitCode } from "./context.ts";
import { type CurrentRevisions, readCurrent } from "./current_revisions.ts";
import { splitCommand } from "./editor.ts";
import { openScripts } from "./scripts.ts";

/** What `edit` takes: a revision, `head` when there is none, or `current`. */
export interface EditValues {
  readonly arguments: readonly string[];
  /** Edit it although it is applied. */
  readonly force?: boolean;
}

/** Opens the file of a revision in the user's editor. */
export async function run(values: EditValues, context: Context): Promise<ExitCode> {
  const { graph } = openScripts(context);
  const target = values.arguments[0] ?? "head";
  const current = await askDatabase(target, graph, context);
  const found = target === "current"
    ? (current?.heads ?? []).map((id) => graph.get(id))
    : resolveRevisions(graph, target);
  if (found.length === 0) throw nothingToEdit(target);
  if (!values.force) refuseApplied(found, current);
  await openEditor(found.map(({ path }) => path));
  context.out.report({ edited: found.map(({ id, path }) => ({ revision: id, path })) }, () => []);
  return 0;
}

/** Without a database, or with one that does not answer, nobody can tell what is applied: that is said, not refused. */
async function askDatabase(
  target: string,
  graph: RevisionGraph<Script>,
  context: Context,
): Promise<CurrentRevisions | undefined> {
  if (target === "current") return await readCurrent(context, graph);
  if (context.config.url === undefined && context.config.directUrl === undefined) {
    context.out.info("No database is configured, so whether the revision is applied was not checked");
    return undefined;
  }
  try {
    return await readCurrent(context, graph);
  } catch (error) {
    if (!(error instanceof RetortError)) throw error;
    context.out.warn(`Whether the revision is applied could not be checked: ${error.message}`);
    return undefined;
  }
}

function refuseApplied(found: readonly Script[], current: CurrentRevisions | undefined): void {
  const applied = found.find(({ id }) => current?.applied.has(id));
  if (applied === undefined) return;
  throw new RetortError(
    "refused",
    `Revision ${applied.id} is applied: the database would not see the change`,
    {
      hint:
        'Write a new one with `retort revision -m "…"`, or take it back first; --force edits it all the same',
    },
  );
}

function nothingToEdit(target: string): RetortError {
  return new RetortError("unknown-revision", `No revision file matches '${target}'`, {
    hint: "`retort history` lists the revisions that there are",
  });
}

async function openEditor(paths: readonly string[]): Promise<void> {
  const [program, ...args] = splitCommand(editorCommand() ?? "");
  if (program === undefined) {
    throw new RetortError("usage", "No editor is set", {
      hint: `Set VISUAL or EDITOR, as in EDITOR=vi, or open ${paths.join(" ")} yourself`,
    });
  }
  const code = await runInteractive(program, [...args, ...paths]);
  if (code === 0) return;
  throw new RetortError("usage", `The editor '${program}' ended with exit code ${code}`, {
    hint: "VISUAL and EDITOR name the editor",
  });
}
