import { RevisionGraph } from "../revision/graph.ts";
import { GraphError } from "../revision/revision_error.ts";
import type { NewRevisionPlace } from "../revision/new_revision.ts";
import { runAfterWrite } from "../runtime/after_write.ts";
import { readTemplate, writeScript } from "../script/directory.ts";
import { fileName } from "../script/file_name.ts";
import { nextRevisionId } from "../script/revision_id.ts";
import type { Script, ScriptLanguage } from "../script/script.ts";
import { renderScript, type Template } from "../script/template.ts";
import { RetortError } from "../util/errors.ts";
import type { Context } from "./context.ts";
import { checkNewNames } from "./new_names.ts";
import { revisionData } from "./revision_text.ts";
import { directoryFor } from "./script_place.ts";
import type { Scripts } from "./scripts.ts";

/** What a new revision file is made from. */
export interface NewRevision {
  readonly message: string;
  readonly place: NewRevisionPlace;
  readonly branchLabels: readonly string[];
  readonly revId: string | undefined;
  readonly versionPath: string | undefined;
  /** SQL, TypeScript, or what the directory's own templates say. */
  readonly language: ScriptLanguage | undefined;
  /** Why there is nothing to undo, for a revision that changes nothing itself. */
  readonly nothingToUndo?: string;
}

/**
 * Writes a new revision file and reports its path; the graph with it is checked before anything is written.
 *
 * @throws {RetortError} for an id or label that is taken or cannot be used, and for a file that cannot be written.
 */
export async function addRevision(request: NewRevision, scripts: Scripts, context: Context): Promise<void> {
  const { config, out } = context;
  checkNewNames(request);
  const directory = directoryOf(request, scripts, context);
  const language = request.language ?? languageFor(directory);
  const date = context.now();
  const script = scriptFor(request, language, scripts, context, date);
  const graph = graphWith(script, scripts);
  const name = fileName(config.fileTemplate, {
    revision: script.id,
    message: script.message,
    date,
    language,
  });
  const { nothingToUndo } = request;
  const text = renderScript(
    {
      header: script,
      language,
      types: typesSeenFrom(name),
      ...(nothingToUndo === undefined ? {} : { nothingToUndo }),
    },
    templateOf(directory, language),
  );
  out.info(`Generating ${directory}/${name}`);
  const path = writeScript(directory, name, text);
  await runAfterWrite(config.afterWrite, path);
  out.report(revisionData({ ...script, path }, { graph }), () => [path]);
}

/** The graph refuses ids, labels and places that cannot be; here it is the command line that asked for them. */
function graphWith(script: Script, { scripts, graph }: Scripts): RevisionGraph<Script> {
  const taken = graph.find(script.id);
  if (taken !== undefined) {
    throw new RetortError("usage", `Revision ${script.id} is there already, in ${taken.path}`, {
      hint: "Give another --rev-id, or leave it out to have one made",
    });
  }
  try {
    return new RevisionGraph([...scripts, script]);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    throw new RetortError("usage", error.message, { hint: error.hint });
  }
}

/** `retort.d.ts` stands at the top of the script directory, the file perhaps in a folder of it. */
function typesSeenFrom(name: string): string {
  return `${"../".repeat(name.split("/").length - 1) || "./"}retort.d.ts`;
}

function templateOf(directory: string, language: ScriptLanguage): Template | undefined {
  const text = readTemplate(directory, language);
  const path = `${directory}/_template.${language === "sql" ? "sql" : "ts"}`;
  return text === undefined ? undefined : { text, path };
}

function directoryOf({ place, versionPath }: NewRevision, { graph }: Scripts, { config }: Context): string {
  const [first] = place.downRevisions;
  const parent = first === undefined ? undefined : graph.find(first);
  return directoryFor({ directories: config.directories, parent, versionPath });
}

/** A directory whose only template is TypeScript's has its revisions in TypeScript. */
function languageFor(directory: string): ScriptLanguage {
  if (readTemplate(directory, "sql") !== undefined) return "sql";
  return readTemplate(directory, "typescript") === undefined ? "sql" : "typescript";
}

function scriptFor(
  { message, place, branchLabels, revId }: NewRevision,
  language: ScriptLanguage,
  { scripts }: Scripts,
  context: Context,
  date: Date,
): Script {
  const existing = scripts.map(({ id }) => id);
  return {
    id: revId ?? nextRevisionId(context.config.idFormat, { existing, now: date, newId: context.newId }),
    message,
    ...place,
    branchLabels,
    replaces: [],
    created: date.toISOString().replace(/\.\d+Z$/, "Z"),
    path: "(the new file)",
    language,
    text: "",
    bodyStart: 0,
  };
}
