import { RevisionGraph } from "../revision/graph.ts";
import { readDirectories } from "../script/directory.ts";
import type { Script } from "../script/script.ts";
import type { Context } from "./context.ts";

/** The script directories of a run, read and checked. */
export interface Scripts {
  readonly scripts: readonly Script[];
  readonly graph: RevisionGraph<Script>;
}

/**
 * Reads the headers of all revision files and builds the graph; runs no code.
 *
 * @throws {RetortError} for directories and files that cannot be read, and for a graph that contradicts itself.
 */
export function openScripts({ config, out }: Context): Scripts {
  const scripts = readDirectories(config.directories, (line) => out.warn(line));
  return { scripts, graph: new RevisionGraph(scripts) };
}
