import type { LedgerRow } from "../dialect/dialect.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import type { RevisionId } from "../revision/revision.ts";
import type { Script } from "../script/script.ts";
import type { Finding } from "./finding.ts";
import { progressOf } from "./half_applied.ts";
import { isLost, namesIn } from "./lost_script.ts";
import type { MovedScript, Status } from "./status.ts";

/** What a status means for a person, each with the way out. `kept` tells whose texts the ledger keeps. */
export function statusFindings(
  graph: RevisionGraph<Script>,
  status: Status,
  kept: ReadonlySet<RevisionId>,
): Finding[] {
  return [
    ...status.halfDone.map(halfDone),
    ...status.missing.map((row) => missing(graph, status, row, kept.has(row.revision))),
    ...status.gaps.map(gap),
    ...status.changed.map(changed),
    ...status.moved.map(moved),
  ];
}

function halfDone(row: LedgerRow): Finding {
  const { revision, path } = row;
  return {
    kind: "half-done",
    subject: revision,
    path,
    message: progressOf(row),
    hint: `${path}: run the same command again; \`retort repair\` shows where it stopped`,
  };
}

function missing(
  graph: RevisionGraph<Script>,
  status: Status,
  row: LedgerRow,
  kept: boolean,
): Finding {
  const { revision, path, applied_at } = row;
  const twin = lookalike(graph, revision);
  if (twin !== undefined) return unknown(row, twin);
  const message = `applied ${applied_at}, no file has it${parentless(graph, status, row)}`;
  const way = kept
    ? `\`retort pull ${revision}\` writes it back, \`retort downgrade --from-ledger REV\` takes down what is above ` +
      "REV, `retort upgrade --allow-ahead` goes on without"
    : "the ledger keeps its checksum alone: bring the file back, or deploy the release that has it";
  return { kind: "missing", subject: revision, path, message, hint: `it was ${path}: ${way}` };
}

function parentless(graph: RevisionGraph<Script>, status: Status, row: LedgerRow): string {
  const rows = new Set(status.missing.map(({ revision }) => revision));
  const gone = namesIn(row.down_revisions).filter((id) => !graph.has(id) && !rows.has(id));
  return gone.length === 0 ? "" : `; nor is its parent ${gone.join(", ")} known`;
}

/** A file whose id is the row's but for blanks and case: then the row is what somebody wrote by hand. */
function lookalike(graph: RevisionGraph<Script>, id: RevisionId): Script | undefined {
  const plain = id.trim().toLowerCase();
  for (const script of graph.all()) {
    if (!isLost(script) && script.id.toLowerCase() === plain) return script;
  }
  return undefined;
}

function unknown({ revision, path }: LedgerRow, twin: Script): Finding {
  return {
    kind: "unknown",
    subject: JSON.stringify(revision),
    path,
    message: `a row that no file has; ${twin.path} is ${JSON.stringify(twin.id)}`,
    hint: "put the row's id right or delete it, if somebody wrote it by hand; " +
      "or `retort stamp --purge REV` writes the ledger anew",
  };
}

function gap({ id, path }: Script): Finding {
  return {
    kind: "gap",
    subject: id,
    path,
    message: "not applied, but a later revision is",
    hint: `${path}: \`retort upgrade --allow-gaps\` runs it, or put it above the head, ` +
      "or `retort stamp` it if its changes are there",
  };
}

function changed({ id, path }: Script): Finding {
  return {
    kind: "changed",
    subject: id,
    path,
    message: `${path} is not what was applied`,
    hint:
      `\`retort pull --force ${id}\` puts back what was applied, \`retort repair --accept ${id}\` records ` +
      "the file as it is now",
  };
}

function moved({ script, from }: MovedScript): Finding {
  return {
    kind: "moved",
    subject: script.id,
    path: script.path,
    message: `${script.path} was ${from} when it was applied`,
    hint: "nothing to do: a revision is known by its id",
  };
}
