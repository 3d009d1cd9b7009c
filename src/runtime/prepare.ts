import type { Dialect, Server } from "../dialect/dialect.ts";
import type { Direction, Plan } from "../revision/revision.ts";
import { refuseForeignImports } from "../script/load.ts";
import { parseSections, type ScriptStatement, sectionFor, statementsOf } from "../script/parse.ts";
import type { Script, Section } from "../script/script.ts";
import { positionAt } from "../sql/position.ts";
import { transactionControl } from "../sql/statement_kind.ts";
import { RetortError } from "../util/errors.ts";
import { checkChunks } from "./chunks/check_chunks.ts";
import { isChunked } from "./chunks/chunked_statement.ts";
import { verifyQueries } from "./verify.ts";

/** How a step keeps its promise: all or nothing, or statement by statement with each one recorded. */
export type Mode = "transaction" | "journal";

/** A step that has been read, checked and decided upon; nothing has run yet. */
export interface PreparedStep {
  readonly script: Script;
  readonly direction: Direction;
  readonly section: Section;
  readonly mode: Mode;
  /** Why it runs without a transaction, for the log. */
  readonly why?: string;
  /** Empty for TypeScript. */
  readonly statements: readonly ScriptStatement[];
  /** The queries that judge an upgrade before it is kept; `index` of their failures counts on from the statements. */
  readonly verify: readonly ScriptStatement[];
}

/** What the decisions depend on. */
export interface Target {
  readonly dialect: Dialect;
  readonly server: Server;
  readonly transaction: "per-revision" | "all" | "none";
}

/**
 * Reads every script of a plan and decides how each step runs, so that whatever is wrong with any of them is
 * said before the first one touches the database.
 *
 * @throws {RetortError} `irreversible` for a down that is missing or refuses; `file-invalid` for a script that
 * cannot be read or that begins and ends transactions by itself; `refused` where `transaction: true` cannot be kept.
 */
export function prepare(plan: Plan<Script>, target: Target): PreparedStep[] {
  if (target.transaction === "all" && plan.steps.length > 0) refuseWithoutRollback(target);
  return plan.steps.map(({ revision, direction }) => prepareStep(revision, direction, target));
}

function prepareStep(script: Script, direction: Direction, target: Target): PreparedStep {
  const sections = parseSections(script, target.dialect.lexicon);
  const section = findSection(script, sections, direction, target);
  if (section.body.kind === "typescript") refuseForeignImports(section.body.path);
  const statements = section.body.kind === "sql" ? statementsOf(section, target.dialect.lexicon) : [];
  if (isEmptyDown(section, statements)) throw missingSection(script, "down");
  const mode = modeOf(script, section, statements, target);
  const verify = direction === "upgrade" ? verifyQueries(script, sections, target) : [];
  return { script, direction, section, statements, verify, ...mode };
}

/**
 * Decides how the statements of a section run.
 *
 * @throws {RetortError} `file-invalid`, `refused` as `prepare`.
 */
export function modeOf(
  script: Script,
  section: Section,
  statements: readonly ScriptStatement[],
  target: Target,
): Pick<PreparedStep, "mode" | "why"> {
  checkChunks(script, statements, target.dialect);
  const why = reasonForJournal(script, section, statements, target);
  if (why === undefined) refuseInTransaction(script, statements, target.dialect);
  if (target.transaction === "all") refuseAlone(script, section, why, target);
  return why === undefined ? { mode: "transaction" } : { mode: "journal", why };
}

function findSection(
  script: Script,
  sections: readonly Section[],
  direction: Direction,
  { dialect, server }: Target,
): Section {
  const kind = direction === "upgrade" ? "up" : "down";
  const section = sectionFor(sections, kind, dialect.sectionNames(server.product), script.path);
  if (section === undefined) throw missingSection(script, kind);
  if (section.body.kind === "irreversible") throw irreversible(script, section.body.why);
  return section;
}

/** Comments alone are no way down either: templates hold some. */
function isEmptyDown({ kind, body }: Section, statements: readonly ScriptStatement[]): boolean {
  return kind === "down" && body.kind === "sql" && statements.length === 0;
}

function missingSection(script: Script, kind: "up" | "down"): RetortError {
  if (kind === "up") {
    return new RetortError("file-invalid", `${script.path} has no '-- migrate:up' section`, {
      hint: "Write `-- migrate:up` on a line of its own before the statements",
    });
  }
  return new RetortError("irreversible", `Revision ${script.id} has no way down: ${script.path}`, {
    hint: 'Write its `-- migrate:down` section, or `-- migrate:down none "why"` if there is nothing to undo',
  });
}

function irreversible(script: Script, why: string): RetortError {
  return new RetortError("irreversible", `Revision ${script.id} is irreversible: ${why}`, {
    hint: `Restore a backup, or write a new revision that moves forward; see ${script.path}`,
  });
}

/** Undefined: the step runs in a transaction. */
function reasonForJournal(
  script: Script,
  section: Section,
  statements: readonly ScriptStatement[],
  target: Target,
): string | undefined {
  if ((section.transaction ?? script.transaction) === false) return "the file says transaction:false";
  const found = unfit(statements, target);
  if (found === undefined) return target.transaction === "none" ? "--transaction none" : undefined;
  if ((section.transaction ?? script.transaction) === true) throw cannotKeepPromise(script, found);
  return found.why;
}

interface Unfit {
  readonly statement: ScriptStatement;
  readonly why: string;
}

/** The first statement that cannot be part of a transaction. */
function unfit(statements: readonly ScriptStatement[], { dialect, server }: Target): Unfit | undefined {
  for (const statement of statements) {
    if (isChunked(statement)) {
      return { statement, why: "it works in chunks, and each is committed by itself" };
    }
    const why = dialect.autocommitReason(statement.sql, server) ?? implicitCommit(statement, dialect);
    if (why !== undefined) return { statement, why };
  }
  return undefined;
}

function implicitCommit({ sql }: ScriptStatement, dialect: Dialect): string | undefined {
  if (dialect.commitsImplicitly(sql)) return "its statements commit by themselves";
  return dialect.mayCommit?.(sql) ? "what it calls may commit by itself" : undefined;
}

function cannotKeepPromise(script: Script, { statement, why }: Unfit): RetortError {
  const { line } = positionAt(script.text, statement.span.start);
  return new RetortError("refused", `${script.path}:${line}: cannot run in a transaction: ${why}`, {
    hint: "Take `transaction: true` out of the header, or move the statement to a revision of its own",
  });
}

/** A promise that the first DDL statement would break in silence. */
function refuseWithoutRollback({ dialect, server }: Target): void {
  if (dialect.transactionalDdl) return;
  throw new RetortError(
    "refused",
    `\`--transaction all\` cannot be kept: ${server.product} commits at every DDL statement`,
    { hint: "Run with `--transaction per-revision`: what stops half-way goes on where it stopped" },
  );
}

function refuseAlone(script: Script, section: Section, why: string | undefined, { dialect }: Target): void {
  if (why !== undefined) throw breaksOneTransaction(script, why);
  if (section.foreignKeys !== "off" || dialect.withoutForeignKeys === undefined) return;
  throw breaksOneTransaction(script, "`foreign_keys:off` takes effect only before a transaction begins");
}

function breaksOneTransaction(script: Script, why: string): RetortError {
  return new RetortError("refused", `Revision ${script.id} cannot be part of one transaction: ${why}`, {
    hint: "Run with `--transaction per-revision`",
  });
}

/** What would end the step's own transaction behind the ledger's back, or do nothing inside one, is refused. */
function refuseInTransaction(script: Script, statements: readonly ScriptStatement[], dialect: Dialect): void {
  for (const { sql, span } of statements) {
    const refusal = controlRefusal(sql, dialect) ?? dialect.transactionRefusal?.(sql);
    if (refusal === undefined) continue;
    const { line } = positionAt(script.text, span.start);
    throw new RetortError("file-invalid", `${script.path}:${line}: ${refusal.reason}`, {
      hint: refusal.hint,
    });
  }
}

interface Refusal {
  readonly reason: string;
  readonly hint: string;
}

/** BEGIN, COMMIT and their like. */
function controlRefusal(sql: string, { lexicon }: Dialect): Refusal | undefined {
  const control = transactionControl(sql, lexicon);
  if (control === undefined || control === "savepoint") return undefined;
  return {
    reason: `${sql.split("\n", 1)[0]} inside a transaction`,
    hint: "retort begins and commits by itself; a section that must do so is marked `transaction:false`",
  };
}
