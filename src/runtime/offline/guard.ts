import type { Refusal } from "../../dialect/offline_sql.ts";
import type { RevisionGraph } from "../../revision/graph.ts";
import type { RevisionId } from "../../revision/revision.ts";
import type { Script } from "../../script/script.ts";
import type { PreparedStep } from "../prepare.ts";
import { ledgerTable } from "./ledger_text.ts";
import type { OfflinePlace } from "./place.ts";

/** Names that a message has room for. */
const SHOWN = 3;

/** What must not be so for a step: its revision in the ledger already, or what it needs not there. */
export function stepRefusals(
  { script, direction }: Pick<PreparedStep, "script" | "direction">,
  graph: RevisionGraph<Script>,
  place: OfflinePlace,
): Refusal[] {
  if (direction === "downgrade") return downgradeRefusals(script, graph, place);
  const needed = [...new Set([...graph.get(script.id).downRevisions, ...graph.dependenciesOf(script.id)])];
  const already = {
    when: isThere([script.id], place),
    problem: `Revision ${script.id} is in the ledger already: nothing of it was run`,
  };
  if (needed.length === 0) return [already];
  return [already, missing(needed, `Revision ${script.id} needs ${listed(needed)} applied`, place)];
}

function downgradeRefusals(script: Script, graph: RevisionGraph<Script>, place: OfflinePlace): Refusal[] {
  const above = graph.allChildren(script.id);
  const absent = missing([script.id], `Revision ${script.id} is not applied: nothing of it was run`, place);
  if (above.length === 0) return [absent];
  return [absent, {
    when: isThere(above, place),
    problem: `Revision ${script.id} cannot go before ${listed(above)}`,
  }];
}

/** What must not be so where a script takes the database to be at base. */
export function notEmpty(place: OfflinePlace): Refusal {
  return {
    when: `EXISTS (SELECT 1 FROM ${ledgerTable(place)})`,
    problem: "The ledger is not empty, and this script starts at base",
  };
}

/** Refuses where one of these revisions is in the ledger, half-done or not. */
export function isThere(ids: readonly RevisionId[], place: OfflinePlace): string {
  return `EXISTS (SELECT 1 FROM ${ledgerTable(place)} WHERE ${among(ids, place)})`;
}

/** Refuses where one of these revisions is not applied. */
export function missing(ids: readonly RevisionId[], problem: string, place: OfflinePlace): Refusal {
  const { dialect } = place;
  const applied = `${dialect.quote("state")} = 'applied' AND ${among(ids, place)}`;
  const when = `(SELECT count(*) FROM ${ledgerTable(place)} WHERE ${applied}) < ${ids.length}`;
  return { when, problem };
}

function among(ids: readonly RevisionId[], { dialect }: OfflinePlace): string {
  const [first, ...more] = ids.map((id) => dialect.literal(id));
  const column = dialect.quote("revision");
  return more.length === 0 ? `${column} = ${first}` : `${column} IN (${[first, ...more].join(", ")})`;
}

function listed(ids: readonly RevisionId[]): string {
  const names = ids.slice(0, SHOWN).join(", ");
  return ids.length <= SHOWN ? names : `${names} and ${ids.length - SHOWN} more`;
}
