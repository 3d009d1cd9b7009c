import type { LedgerRow } from "../dialect/dialect.ts";
import { isLegalId } from "../revision/build_nodes.ts";
import { RevisionGraph } from "../revision/graph.ts";
import type { RevisionId } from "../revision/revision.ts";
import { GraphError } from "../revision/revision_error.ts";
import type { Script } from "../script/script.ts";
import { RetortError } from "../util/errors.ts";
import type { Snapshot } from "./ledger.ts";
import { isLost, lostScript } from "./lost_script.ts";

/** The rows whose revision no file has, in the order in which they were applied. */
export function lostRows(files: { has(id: RevisionId): boolean }, { rows }: Snapshot): LedgerRow[] {
  const lost: LedgerRow[] = [];
  for (const row of rows.values()) if (!files.has(row.revision)) lost.push(row);
  return lost;
}

/**
 * The history of the files and of what the ledger remembers beyond them. A name in a row that nobody has any more is
 * left out: the row may be all that is left of a deleted branch.
 *
 * @throws {GraphError} for files that contradict themselves.
 * @throws {RetortError} `ledger-invalid` where only the rows do.
 */
export function wholeGraph(scripts: readonly Script[], snapshot: Snapshot): RevisionGraph<Script> {
  const files = new Set(scripts.map(({ id }) => id));
  const lost = lostRows(files, snapshot).filter(({ revision }) => isLegalId(revision));
  if (lost.length === 0) return new RevisionGraph(scripts);
  try {
    return new RevisionGraph([...scripts, ...known(scripts, lost)]);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    throw ownContradiction(scripts) ?? contradiction(error);
  }
}

/** The history of the files alone, unless one of them stands upon a revision that only the ledger knows. */
export function filesOnly(graph: RevisionGraph<Script>): RevisionGraph<Script> {
  const files = [...graph.all()].filter((script) => !isLost(script));
  if (files.length === graph.size) return graph;
  const standAlone = files.every(({ id }) => {
    const { parents, dependencies } = graph.node(id);
    return [...parents, ...dependencies].every(({ revision }) => !isLost(revision));
  });
  return standAlone ? new RevisionGraph(files) : graph;
}

/** What is wrong with the files whatever the ledger says. */
function ownContradiction(scripts: readonly Script[]): unknown {
  try {
    new RevisionGraph(scripts);
    return undefined;
  } catch (error) {
    return error;
  }
}

function known(scripts: readonly Script[], rows: readonly LedgerRow[]): Script[] {
  const lost = rows.map(lostScript);
  const ids = new Set([...scripts, ...lost].map(({ id }) => id));
  const labels = new Set(scripts.flatMap(({ branchLabels }) => branchLabels));
  const named = lost.map((script) => {
    const branchLabels = script.branchLabels.filter((label) => !labels.has(label) && !ids.has(label));
    for (const label of branchLabels) labels.add(label);
    return { ...script, branchLabels };
  });
  return named.map((script) => ({
    ...script,
    downRevisions: script.downRevisions.filter((id) => id !== script.id && ids.has(id)),
    dependsOn: script.dependsOn.filter((name) => name !== script.id && (ids.has(name) || labels.has(name))),
  }));
}

function contradiction(cause: GraphError): RetortError {
  return new RetortError(
    "ledger-invalid",
    `The ledger and the files contradict each other: ${cause.message}`,
    {
      hint:
        "`retort status` shows the rows that no file has; `retort stamp --purge REV` writes the ledger anew",
      cause,
    },
  );
}
