import type { RevisionGraph } from "../revision/graph.ts";
import type { LedgerRow } from "../dialect/dialect.ts";
import type { StampPlan } from "../revision/plan.ts";
import type { RevisionId } from "../revision/revision.ts";
import type { Script } from "../script/script.ts";
import type { Statement } from "../sql/statement.ts";
import type { Environment } from "./environment.ts";
import { ensureLedger, readLedger, type Snapshot } from "./ledger.ts";
import { takeLock } from "./runner_lock.ts";
import { rowOf } from "./row.ts";
import { rollBack } from "./transaction_step.ts";

/** A change of the record, without running anything. */
export interface StampRequest {
  readonly environment: Environment;
  readonly graph: RevisionGraph<Script>;
  /** Whether the ledger is emptied first, unknown and half-done rows included. */
  readonly purge: boolean;
  readonly onWait: (holder: string) => void;
  /** Pure: what to record and what to forget. */
  readonly plan: (applied: ReadonlySet<RevisionId>) => StampPlan<Script>;
}

/** A half-done row that is none any more: how it stood, and what the record says now. */
export interface Settled {
  readonly row: LedgerRow;
  readonly applied: boolean;
}

/** What was written. */
export interface Stamped extends StampPlan<Script> {
  readonly settled: readonly Settled[];
}

/** Writes the plan into the ledger in one transaction, under the runner lock. All half-done rows are settled by it. */
export async function stamp(request: StampRequest): Promise<Stamped> {
  const { environment, graph, purge } = request;
  await using _held = await takeLock(environment, request.onWait);
  await ensureLedger(environment);
  const { connection, interruption } = environment;
  const snapshot = await interruption.cancelling(connection, () => readLedger(environment));
  const plan = request.plan(known(graph, snapshot, purge));
  await inTransaction(environment, changes(request, snapshot, plan));
  return { ...plan, settled: settledBy(request, snapshot, plan) };
}

function settledBy(
  { purge }: StampRequest,
  { halfDone, applied }: Snapshot,
  plan: StampPlan<Script>,
): Settled[] {
  const recorded = new Set(plan.record.map(({ id }) => id));
  const stays = (id: RevisionId) => !purge && applied.has(id) && !plan.forget.includes(id);
  return halfDone.map((row) => ({ row, applied: recorded.has(row.revision) || stays(row.revision) }));
}

/** Rows that no file explains stand outside every plan; `--purge` is what removes them. */
function known(graph: RevisionGraph<Script>, { applied }: Snapshot, purge: boolean): ReadonlySet<RevisionId> {
  return purge ? new Set() : new Set([...applied].filter((id) => graph.has(id)));
}

function changes(request: StampRequest, snapshot: Snapshot, plan: StampPlan<Script>): Statement[] {
  const { environment, purge } = request;
  const { dialect, ledger } = environment;
  const recorded = new Set(plan.record.map(({ id }) => id));
  const halfDone = snapshot.halfDone.map(({ revision }) => revision).filter((id) => !recorded.has(id));
  const stays = (id: RevisionId) => snapshot.applied.has(id) && !plan.forget.includes(id);
  const gone = new Set(
    purge ? snapshot.rows.keys() : [...plan.forget, ...halfDone.filter((id) => !stays(id))],
  );
  return [
    ...[...gone].map((id) => dialect.ledger.remove(ledger, id)),
    ...plan.record.map((script) =>
      record(script, environment, snapshot.rows.has(script.id) && !gone.has(script.id))
    ),
    ...halfDone.filter((id) => !gone.has(id)).map((id) => dialect.ledger.update(ledger, id, SETTLED)),
  ];
}

/** A downgrade stopped half-way, and a person says that the revision is there after all. */
const SETTLED = { state: "applied", journal: null, statements_done: 0 } as const;

function record(script: Script, environment: Environment, replace: boolean): Statement {
  const { dialect, ledger } = environment;
  const row = rowOf(script, environment, { origin: "stamped", state: "applied" });
  return replace ? dialect.ledger.update(ledger, script.id, row) : dialect.ledger.insert(ledger, row);
}

async function inTransaction(environment: Environment, statements: readonly Statement[]): Promise<void> {
  const { connection, interruption, dialect: { transaction } } = environment;
  const all = [{ sql: transaction.begin }, ...statements, { sql: transaction.commit }];
  try {
    await interruption.cancelling(connection, () => connection.pipeline(all));
  } catch (error) {
    await rollBack(environment);
    throw error;
  }
}
