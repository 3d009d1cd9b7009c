import { resolveRevisions } from "../revision/resolve.ts";
import type { RevisionId } from "../revision/revision.ts";
import { type Environment, openEnvironment } from "../runtime/environment.ts";
import { readLedger, type Snapshot } from "../runtime/ledger.ts";
import { flatPlace, type PullPlace, pullPlace } from "../runtime/pull_place.ts";
import { readStored, storedScript } from "../runtime/stored_script.ts";
import { lostRows, wholeGraph } from "../runtime/whole_graph.ts";
import { readImported, replaceScript, writeScript } from "../script/directory.ts";
import { importedPath, importsOf, isRelative } from "../script/imports.ts";
import type { Script } from "../script/script.ts";
import { RetortError } from "../util/errors.ts";
import type { Context, ExitCode } from "./context.ts";
import { firstLine } from "./revision_text.ts";
import { namingFiles, readScripts } from "./scripts.ts";

/** What `pull` takes: revisions; all that have no file when there is none. */
export interface PullValues {
  readonly arguments: readonly string[];
  /** Write over files that hold something else. */
  readonly force?: boolean;
  /** Write into the first script directory, wherever the file was. */
  readonly flat?: boolean;
}

/** What became of a file. */
interface Pulled {
  readonly revision: RevisionId;
  readonly path: string;
  readonly outcome: "written" | "replaced" | "kept";
  readonly message: string;
}

/**
 * Writes files back as the ledger keeps them, to where they were.
 *
 * Exit code: 0 when all are there · otherwise that of the first file that could not be written, the others are.
 */
export async function run(values: PullValues, context: Context): Promise<ExitCode> {
  const scripts = readScripts(context);
  await using environment = await openEnvironment(context, { readOnly: true });
  const snapshot = await readLedger(environment);
  const pulled: Pulled[] = [];
  const failures: RetortError[] = [];
  for (const revision of wanted(values.arguments, scripts, snapshot)) {
    try {
      pulled.push(await pull(revision, { values, context, environment, scripts }));
    } catch (error) {
      if (!(error instanceof RetortError)) throw error;
      failures.push(error);
    }
  }
  return report(context, pulled, failures);
}

function wanted(
  targets: readonly string[],
  scripts: readonly Script[],
  snapshot: Snapshot,
): Iterable<RevisionId> {
  const files = new Set(scripts.map(({ id }) => id));
  if (targets.length === 0) return lostRows(files, snapshot).map(({ revision }) => revision);
  // Only names that are no row's own ask for a graph: files that make none are what `pull` is to mend.
  return new Set(targets.flatMap((target) => {
    if (snapshot.rows.has(target)) return [target];
    const graph = namingFiles(scripts, () => wholeGraph(scripts, snapshot));
    return resolveRevisions(graph, target).map(({ id }) => id);
  }));
}

interface Pulling {
  readonly values: PullValues;
  readonly context: Context;
  readonly environment: Environment;
  readonly scripts: readonly Script[];
}

async function pull(revision: RevisionId, pulling: Pulling): Promise<Pulled> {
  const { context, environment, scripts } = pulling;
  const row = await readStored(environment, revision);
  if (row === undefined) throw notApplied(revision);
  const script = storedScript(row);
  const here = scripts.find(({ id }) => id === revision);
  const place = here === undefined
    ? placeFor(row.path, pulling)
    : pullPlace(here.path, context.config.directories);
  const pulled = write(script, place, pulling.values.force ?? false);
  warnOfImports({ ...script, path: pulled.path }, context);
  return pulled;
}

function placeFor(path: string, { values, context: { config } }: Pulling): PullPlace {
  return values.flat ? flatPlace(path, config.directories) : pullPlace(path, config.directories);
}

function write({ id, message, text }: Script, { directory, name }: PullPlace, force: boolean): Pulled {
  const path = `${directory}/${name}`;
  const before = readImported(path);
  const pulled = { revision: id, path, message: firstLine(message) };
  if (before === text) return { ...pulled, outcome: "kept" };
  if (before === undefined) {
    writeScript(directory, name, text);
    return { ...pulled, outcome: "written" };
  }
  if (!force) throw different(id, path);
  replaceScript(path, text);
  return { ...pulled, outcome: "replaced" };
}

/** The ledger keeps a revision's own file alone. */
function warnOfImports(script: Script, { out }: Context): void {
  if (script.language !== "typescript") return;
  for (const specifier of importsOf(script.text).filter(isRelative)) {
    const path = importedPath(script.path, specifier);
    if (readImported(path) !== undefined) continue;
    out.warn(`${script.path} imports ${path}, which is not there and which the ledger does not keep`);
  }
}

const OUTCOMES = { written: "Wrote", replaced: "Replaced", kept: "Is there" } as const;

function report({ out }: Context, pulled: readonly Pulled[], failures: readonly RetortError[]): ExitCode {
  const [first] = failures;
  if (pulled.length === 0 && first !== undefined) {
    for (const failure of failures.slice(1)) out.warn(failure.message);
    throw first;
  }
  for (const { message, hint } of failures) out.warn(hint === undefined ? message : `${message}; ${hint}`);
  out.report(
    {
      files: pulled.map((file) => ({ ...file })),
      failed: failures.map(({ code, message, hint = null }) => ({ code, message, hint })),
    },
    () =>
      pulled.length === 0
        ? ["Nothing to do: every applied revision has its file"]
        : pulled.map(({ outcome, path, revision, message }) =>
          `${OUTCOMES[outcome]} ${path}: ${revision}${message === "" ? "" : `, ${message}`}`
        ),
  );
  return first?.exitCode ?? 0;
}

function notApplied(revision: RevisionId): RetortError {
  return new RetortError("unknown-revision", `The ledger has no revision ${revision}`, {
    hint: "Only what was applied to this database can be pulled from it; `retort status` shows what that is",
  });
}

function different(id: RevisionId, path: string): RetortError {
  return new RetortError("refused", `${path} is there and is not what was applied as ${id}`, {
    hint: `Move it away, or let \`retort pull --force ${id}\` write over it`,
  });
}
