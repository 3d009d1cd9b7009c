import type { RepeatableSql } from "../../dialect/dialect.ts";
import type { RevisionId } from "../../revision/revision.ts";
import { repeatableRow } from "../repeatable/row.ts";
import { missing } from "./guard.ts";
import { comment, terminated } from "./layout.ts";
import { AT_RUN, ledgerText } from "./ledger_text.ts";
import type { OfflinePlace } from "./place.ts";
import { sessionOf } from "./session.ts";
import type { OfflineStep } from "./step.ts";

/** The repeatables of a script, in order, and the statements that keep their record. */
export interface OfflineRepeatables {
  readonly steps: readonly OfflineStep[];
  readonly record: RepeatableSql;
}

/** What a script runs after its revisions, once it is sure that the ledger stands where they end. */
export function* repeatableScript(
  { steps, record }: OfflineRepeatables,
  to: readonly RevisionId[],
  place: OfflinePlace,
): Generator<string> {
  if (steps.length === 0) return;
  const { dialect, ledger, sql } = place;
  yield comment("Repeatables: each is run, whether or not it has changed");
  const refusals = to.length === 0 ? [] : [missing(to, `The ledger is not at ${to.join(", ")}`, place)];
  if (to.length === 0) {
    for (const each of dialect.ledger.create(ledger)) {
      yield terminated(each.sql, place);
    }
  } else for (const each of sql.refusing(refusals)) yield terminated(each, place);
  yield terminated(record.create(ledger).sql, place);
  for (const step of steps) {
    yield comment(`Running repeatable ${step.script.id}`, step.script.path);
    for (const each of [...sessionOf(place), ...statements(step, record, place)]) {
      yield terminated(each, place);
    }
  }
}

/** Outside of a transaction the row comes last: what stopped half-way is as if it had never run. */
function statements(step: OfflineStep, repeatable: RepeatableSql, place: OfflinePlace): readonly string[] {
  const { dialect: { transaction, settingsAlone }, ledger } = place;
  const row = { ...repeatableRow(step.script, place, null), ...AT_RUN };
  const forget = ledgerText(repeatable.remove(ledger, row.name), place);
  const record = ledgerText(repeatable.insert(ledger, row), place);
  if (step.mode === "journal") {
    const body = step.statements.flatMap((
      sql,
    ) => [...(settingsAlone?.(sql) ?? []).map((each) => each.sql), sql]);
    return [forget, ...body, record];
  }
  return [transaction.begin, forget, record, ...step.statements, transaction.commit];
}
