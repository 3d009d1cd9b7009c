import type { StampPlan } from "../../revision/plan.ts";
import type { Refusal } from "../../dialect/offline_sql.ts";
import type { Script } from "../../script/script.ts";
import { rowOf } from "../row.ts";
import { isThere, missing, notEmpty } from "./guard.ts";
import { comment, preamble, terminated } from "./layout.ts";
import { AT_RUN, ledgerTable, ledgerText } from "./ledger_text.ts";
import type { OfflinePlace } from "./place.ts";

/** A stamp that is to be written as a script. */
export interface OfflineStamp {
  readonly place: OfflinePlace;
  readonly plan: StampPlan<Script>;
  readonly purge: boolean;
  readonly fromNothing: boolean;
  readonly title: string;
}

/** The script of `stamp --sql`: the ledger's rows in one transaction. */
export function* stampScript(request: OfflineStamp): Generator<string> {
  const { place, title, plan } = request;
  yield* preamble(place, title);
  yield comment(`The ledger is brought to ${plan.to.length === 0 ? "base" : plan.to.join(", ")}`);
  for (const sql of statements(request)) yield terminated(sql, place);
}

function* statements({ place, plan, purge, fromNothing }: OfflineStamp): Generator<string> {
  const { dialect, ledger, sql } = place;
  const create = plan.from.length === 0 || purge ? dialect.ledger.create(ledger) : [];
  if (!dialect.transactionalDdl) yield* create.map((each) => each.sql);
  yield dialect.transaction.begin;
  if (dialect.transactionalDdl) yield* create.map((each) => each.sql);
  const refusals = purge ? [] : refusalsOf(plan, place, fromNothing);
  if (refusals.length > 0) yield* sql.refusing(refusals);
  if (purge) yield `DELETE FROM ${ledgerTable(place)}`;
  for (const id of plan.forget) yield ledgerText(dialect.ledger.remove(ledger, id), place);
  for (const script of plan.record) {
    const row = { ...rowOf(script, place, { origin: "stamped", state: "applied" }), ...AT_RUN };
    yield ledgerText(dialect.ledger.insert(ledger, row), place);
  }
  yield dialect.transaction.commit;
}

function refusalsOf(plan: StampPlan<Script>, place: OfflinePlace, fromNothing: boolean): Refusal[] {
  const refusals: Refusal[] = fromNothing ? [notEmpty(place)] : [];
  const gone = [...new Set([...plan.from, ...plan.forget])];
  if (gone.length > 0) {
    refusals.push(missing(gone, `The ledger is not at ${plan.from.join(", ")}`, place));
  }
  const recorded = plan.record.map(({ id }) => id);
  if (recorded.length > 0) {
    const problem = "A revision that this script records is in the ledger already";
    refusals.push({ when: isThere(recorded, place), problem });
  }
  return refusals;
}

/** The script of `ensure_version --sql`. */
export function* ledgerScript(place: OfflinePlace): Generator<string> {
  yield* preamble(place, "ensure_version");
  yield comment("The ledger and its log, where they are missing");
  for (const { sql } of place.dialect.ledger.create(place.ledger)) yield terminated(sql, place);
}
