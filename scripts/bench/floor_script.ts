import { LEDGER_LAYOUT } from "../../src/dialect/ansi/ledger.ts";
import type { Dialect, LedgerRow, LogRow } from "../../src/dialect/dialect.ts";
import { postgres } from "../../src/dialect/postgres/mod.ts";
import { sqlite } from "../../src/dialect/sqlite/mod.ts";
import type { Statement } from "../../src/sql/statement.ts";
import { retortText, type SmallRevision } from "./revisions.ts";

const DIALECTS = { sqlite, postgres } as const;

/** What a floor does: which way, and with how many transactions. */
export interface FloorRun {
  readonly engine: "sqlite" | "postgres";
  readonly direction: "upgrade" | "downgrade";
  readonly together: boolean;
}

const NAME = { table: "retort_ledger" };
const NOW = "2026-01-01T00:00:00.000Z";

/**
 * The SQL that retort executes for these revisions, ledger and log included, as a script for the engine's own
 * client. What retort sends to put the session back before each step is left out: that is its own affair.
 */
export function floorScript(revisions: readonly SmallRevision[], run: FloorRun): string {
  const dialect = DIALECTS[run.engine];
  const text = (statements: readonly Statement[]) =>
    statements.map((statement) => `${inlined(statement, dialect)};\n`).join("");
  const begin = { sql: dialect.transaction.begin };
  const commit = { sql: dialect.transaction.commit };
  const steps = run.direction === "upgrade" ? revisions : revisions.toReversed();
  const parts = run.direction === "upgrade" ? [text(dialect.ledger.create(NAME))] : [];
  if (run.together) parts.push(text([begin]));
  for (const revision of steps) {
    const body = run.direction === "upgrade" ? up(revision, revisions, dialect) : down(revision, dialect);
    parts.push(text(run.together ? body : [begin, ...body, commit]));
  }
  if (run.together) parts.push(text([commit]));
  for (let at = 0; at < steps.length; at += 500) {
    parts.push(text([dialect.ledger.log(NAME, steps.slice(at, at + 500).map((step) => logged(step, run)))]));
  }
  return parts.join("");
}

function up(revision: SmallRevision, all: readonly SmallRevision[], { ledger }: Dialect): Statement[] {
  const parent = all[Number(revision.id) - 2];
  const measure = ledger.measure?.(NAME, revision.id) ??
    [ledger.update(NAME, revision.id, { duration_ms: 1 })];
  return [ledger.insert(NAME, row(revision, parent)), ...revision.up.map((sql) => ({ sql })), ...measure];
}

function down({ id, down }: SmallRevision, { ledger }: Dialect): Statement[] {
  return [ledger.remove(NAME, id), ...down.map((sql) => ({ sql }))];
}

function row(revision: SmallRevision, parent: SmallRevision | undefined): LedgerRow {
  return {
    revision: revision.id,
    message: `table number ${Number(revision.id)}`,
    down_revisions: parent?.id ?? "",
    depends_on: "",
    branch_labels: "",
    path: `migrations/${revision.id}_t.sql`,
    script: retortText(revision, parent),
    checksum: "0123456789abcdef0123456789abcdef",
    checksum_version: 1,
    file_digest: "0123456789abcdef",
    origin: "run",
    state: "applied",
    statements_done: 2,
    journal: null,
    applied_at: NOW,
    applied_by: "bench (bench@localhost)",
    duration_ms: null,
    retort_version: "0.1.0",
    layout: LEDGER_LAYOUT,
  };
}

function logged({ id }: SmallRevision, { direction }: FloorRun): LogRow {
  return {
    revision: id,
    direction,
    outcome: "done",
    started_at: NOW,
    duration_ms: 1,
    run_by: "bench (bench@localhost)",
    retort_version: "0.1.0",
    error: null,
  };
}

/** Places for bound values in ledger statements are never part of a text. */
function inlined({ sql, parameters = [] }: Statement, dialect: Dialect): string {
  let next = 0;
  return sql.replaceAll(/\$\d+|\?/g, () => {
    const value = parameters[next++];
    if (value === undefined) throw new Error(`A value is missing for ${sql}`);
    return dialect.literal(value);
  });
}
