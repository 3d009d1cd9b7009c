import { DatabaseError } from "../../dialect/database_error.ts";
import { loadModule, type ScriptModule } from "../../script/load.ts";
import { ScriptError, type ScriptPlace } from "../../script/script_error.ts";
import { directoryOf, scriptFailure, userFrame } from "../../script/script_failure.ts";
import { RetortError } from "../../util/errors.ts";
import { ForeignKeysNeeded } from "./enforcement.ts";
import { OperationQueue } from "./operation_queue.ts";
import type { FailedStatement } from "../statement_error.ts";
import { retrying } from "../retry.ts";
import { retryPolicy, type StepRun } from "../step_run.ts";
import { TypeScriptSession } from "./typescript_session.ts";
import { UserCode } from "./user_code.ts";
import type { CodeKept, Resumption } from "./code_progress.ts";

/** A TypeScript revision that did not come to its end, with what stays of it. */
class Unfinished extends Error {
  /** How many statements stay, because they were committed before; 0 where all was rolled back. */
  readonly committed: number;
  readonly resumption: Resumption;

  constructor(cause: Error, { committed, resumption }: CodeKept) {
    super(cause.message, { cause });
    this.committed = committed;
    this.resumption = resumption;
  }
}

/** A statement that a TypeScript revision sent has failed. */
export class FailedCall extends Unfinished {
  override readonly name = "FailedCall";
  readonly failed: FailedStatement;
  readonly error: DatabaseError;

  constructor(failed: FailedStatement, error: DatabaseError, kept: CodeKept) {
    super(error, kept);
    this.failed = failed;
    this.error = error;
  }
}

/** The code of a TypeScript revision has failed, no statement of it. */
export class FailedCode extends Unfinished {
  override readonly name = "FailedCode";
  readonly failure: RetortError;
  readonly place: ScriptPlace;

  constructor(failure: RetortError, place: ScriptPlace, kept: CodeKept) {
    super(failure, kept);
    this.failure = failure;
    this.place = place;
  }
}

/** The function that a step's section names. */
export interface TypeScriptBody {
  readonly path: string;
  readonly export: "upgrade" | "downgrade";
}

/**
 * Runs a TypeScript step: in a transaction where its statements allow it, otherwise with its row at "upgrading"
 * until it has come to its end.
 *
 * @throws {FailedCall} when a statement fails and the revision lets the error through.
 * @throws {FailedCode} when the revision itself throws, or is refused what it asks for.
 */
export async function runTypeScript(run: StepRun, body: TypeScriptBody): Promise<void> {
  const { step: { script }, environment } = run;
  const { signal } = environment.interruption;
  // What builds operations is loaded before the code runs: its calls must reach the database in their order.
  const { createOperations } = await import("./operations.ts");
  const change = await load(body, signal);
  let session = new TypeScriptSession(run);
  let queue = new OperationQueue(session, script.path);
  let unenforced = run.unenforced === true;
  const once = async () => {
    session = new TypeScriptSession({ ...run, unenforced });
    const current = queue = new OperationQueue(session, script.path);
    using code = new UserCode(script.path);
    let begun = false;
    try {
      await session.begin();
      begun = true;
      await code.run(() => change(createOperations(current, environment)), signal, () => current.sent());
      await current.settled();
      code.check();
      await current.close();
      await session.finish();
    } catch (error) {
      await current.close();
      if (begun) await session.fail(error);
      throw session.enforcement.needed ?? error;
    } finally {
      await session.enforcement.restore();
    }
  };
  const attempt = async () => {
    try {
      await once();
    } catch (error) {
      if (!(error instanceof ForeignKeysNeeded) || run.enclosed) throw error;
      unenforced = true;
      run.emit({ kind: "foreign-keys-off", step: run.step });
      await once();
    }
  };
  try {
    const policy = retryPolicy(run);
    // What shares its transaction with other steps cannot be done again from its start.
    const retries = run.enclosed ? 0 : policy.retries;
    await retrying(attempt, { ...policy, retries, repeatable: () => session.repeatable });
  } catch (error) {
    throw explained(session, queue, run, error);
  }
}

async function load(body: TypeScriptBody, signal: AbortSignal) {
  using code = new UserCode(body.path);
  return await code.run(() => functionOf(body), signal);
}

/**
 * The function that a body names, its module loaded.
 *
 * @throws {RetortError} `file-invalid` where the file has none.
 */
export async function functionOf(
  body: TypeScriptBody,
): Promise<NonNullable<ScriptModule[TypeScriptBody["export"]]>> {
  const module = await loadModule(body.path);
  const change = module[body.export];
  if (change !== undefined) return change;
  throw new RetortError("file-invalid", `${body.path} exports no function '${body.export}'`, {
    hint: `Write \`export async function ${body.export}(op: Operations): Promise<void> { … }\``,
  });
}

function explained(
  session: TypeScriptSession,
  queue: OperationQueue,
  { step }: StepRun,
  error: unknown,
): unknown {
  if (error instanceof ForeignKeysNeeded) return error;
  if (error instanceof DatabaseError) {
    const failed = session.failureOf(error) ?? causeOf(session, error) ??
      { script: step.script, sql: error.facts.sql, own: true };
    return new FailedCall({ ...failed, site: queue.siteOf(error) ?? failed.site }, error, session.kept);
  }
  return failedCode(session, queue, step.script.path, error);
}

/** What retort itself says of the step, with no code of the user's behind it, stays as it is. */
function failedCode(
  session: TypeScriptSession,
  queue: OperationQueue,
  path: string,
  error: unknown,
): Error {
  const failure = scriptFailure(error, path);
  const place = failure instanceof ScriptError
    ? failure.place
    : queue.siteOf(error) ?? userFrame(error, directoryOf(path));
  return place === undefined ? failure : new FailedCode(failure, place, session.kept);
}

/** The last try's failure stands behind the one that says that no more were made. */
function causeOf(session: TypeScriptSession, { cause }: DatabaseError): FailedStatement | undefined {
  return cause instanceof DatabaseError ? session.failureOf(cause) : undefined;
}
