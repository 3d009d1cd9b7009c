import { RevisionGraph } from "../revision/graph.ts";
import { GraphError, listed } from "../revision/revision_error.ts";
import { readDirectories } from "../script/directory.ts";
import type { Script } from "../script/script.ts";
import type { Context } from "./context.ts";

/** The script directories of a run, read and checked. */
export interface Scripts {
  readonly scripts: readonly Script[];
  readonly graph: RevisionGraph<Script>;
}

/** How to open the script directories. */
export interface OpenScriptsOptions {
  /** For commands that write the first revision: they find nothing strange in a directory without any. */
  readonly mayBeEmpty?: boolean;
}

/**
 * Reads the headers of all revision files and builds the graph; runs no code.
 *
 * @throws {RetortError} for directories and files that cannot be read, and for a graph that contradicts itself.
 */
export function openScripts(context: Context, options: OpenScriptsOptions = {}): Scripts {
  const { config, out } = context;
  const scripts = readScripts(context);
  if (scripts.length === 0 && options.mayBeEmpty !== true) {
    out.warn(
      `There are no revisions in ${
        config.directories.join(", ")
      }; \`retort revision -m "…"\` writes the first`,
    );
  }
  return { scripts, graph: namingFiles(scripts, () => new RevisionGraph(scripts)) };
}

/** The headers of all revision files, whether or not they make a graph. */
export function readScripts({ config, out }: Context): Script[] {
  return readDirectories(config.directories, (line) => out.warn(line));
}

/** The graph knows revisions, the user files: what contradicts itself is named by both. */
export function namingFiles(
  scripts: readonly Script[],
  build: () => RevisionGraph<Script>,
): RevisionGraph<Script> {
  try {
    return build();
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const { kind, message, hint, revisions } = error;
    const paths = scripts.filter(({ id }) => revisions.includes(id)).map(({ path }) => path);
    throw new GraphError(kind, `${message} (${listed(paths)})`, { hint, revisions });
  }
}
