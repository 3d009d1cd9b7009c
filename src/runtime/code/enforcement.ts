import type { CompiledStatement } from "../../dialect/compiler.ts";
import { RetortError } from "../../util/errors.ts";
import type { Environment } from "../environment.ts";
import { freshSession } from "../fresh_session.ts";
import type { StepRun } from "../step_run.ts";

/**
 * A table that others refer to must be replaced, and the transaction has begun with foreign keys on, which no statement
 * in it can change: what it holds is rolled back and begun again without.
 */
export class ForeignKeysNeeded extends Error {
  override readonly name = "ForeignKeysNeeded";

  constructor() {
    super("Foreign keys must be off before the transaction begins");
  }
}

/** Whether foreign keys are enforced while a TypeScript step runs, and whether its transaction can still be committed. */
export class Enforcement {
  readonly #run: StepRun;
  #guard: Awaited<ReturnType<typeof switchOff>>;
  #needed: ForeignKeysNeeded | undefined;
  #spoiled: { readonly error: unknown } | undefined;

  constructor(run: StepRun) {
    this.#run = run;
  }

  /** Set once something was refused that can be done without foreign keys. */
  get needed(): ForeignKeysNeeded | undefined {
    return this.#needed;
  }

  /** At the step's beginning: a fresh session has foreign keys on. */
  async begin(): Promise<void> {
    const { unenforced, enclosed, environment } = this.#run;
    if (!unenforced || enclosed) return;
    await environment.connection.pipeline(freshSession(environment));
    await this.suspend();
  }

  /** Before a transaction of the step's own. */
  async suspend(): Promise<void> {
    const { unenforced, enclosed, environment } = this.#run;
    if (unenforced && !enclosed) this.#guard = await switchOff(environment);
  }

  /** Before its COMMIT. */
  async check(): Promise<void> {
    await this.#guard?.check();
  }

  /** After its end. */
  async restore(): Promise<void> {
    const guard = this.#guard;
    this.#guard = undefined;
    await guard?.[Symbol.asyncDispose]();
  }

  /** An operation has failed half-way in the open transaction: what it has done must not be committed. */
  spoil(error: unknown): void {
    this.#spoiled ??= { error };
  }

  /** A revision that passes over its failures ends all the same. */
  refuseEnded(): void {
    if (this.#needed !== undefined) throw this.#needed;
    if (this.#spoiled !== undefined) throw this.#spoiled.error;
  }

  /**
   * Lets statements run, or says that they need what the open transaction cannot give: retort's own, where it is
   * `transactional`, can be begun again as long as it is `repeatable`.
   */
  admit(statements: readonly CompiledStatement[], transactional: boolean, repeatable: boolean): void {
    const { unenforced, environment: { connection } } = this.#run;
    if (!needsNoForeignKeys(statements)) return;
    if (!transactional) {
      if (connection.inTransaction()) throw inOtherTransaction();
      return;
    }
    if (unenforced) return;
    if (!repeatable) throw tooLate();
    this.#needed = new ForeignKeysNeeded();
    throw this.#needed;
  }
}

/** Whether statements must run without foreign keys. */
export function needsNoForeignKeys(statements: readonly CompiledStatement[]): boolean {
  return statements.some(({ foreignKeys }) => foreignKeys === "off");
}

/** Switches foreign keys off until it is disposed, for engines where that can be. */
export function switchOff({ dialect, connection }: Environment) {
  return dialect.withoutForeignKeys?.(connection);
}

const WHY =
  "A table that others refer to is rebuilt without foreign keys, which is decided before a transaction begins";

function inOtherTransaction(): RetortError {
  return new RetortError("refused", `${WHY}: this one was begun by the revision, or by op.chunks()`, {
    hint: "Let the operation stand outside of it",
  });
}

function tooLate(): RetortError {
  return new RetortError("refused", `${WHY}: a part of this revision is committed already`, {
    hint:
      "Put the operation before op.autocommit() and op.chunks(), or into op.autocommit(), or into a revision of its own",
  });
}
