import type { Connection } from "../../dialect/dialect.ts";
import { planUpgrade } from "../../revision/plan.ts";
import type { RevisionGraph } from "../../revision/graph.ts";
import type { Plan } from "../../revision/revision.ts";
import type { Script } from "../../script/script.ts";
import type { Schema } from "../../schema/schema.ts";
import { leadingWords } from "../../sql/statement_kind.ts";
import { RetortError } from "../../util/errors.ts";
import type { OfflinePlace } from "./place.ts";
import type { OfflineStep } from "./step.ts";

/** What is rehearsed: the script so far, and what it takes to have been run before. */
export interface RehearsalRequest {
  readonly place: OfflinePlace;
  readonly graph: RevisionGraph<Script>;
  readonly plan: Plan<Script>;
  /** The steps that are written; more come as they are. */
  readonly steps: readonly OfflineStep[];
  /** Writes the steps of another plan. */
  write(plan: Plan<Script>): Promise<readonly OfflineStep[]>;
}

/**
 * An empty database inside this process on which a script is tried out as it is written, so that an operation can know
 * what is there before it. It begins at base: what the range takes to have been run is run first.
 */
export class Rehearsal implements AsyncDisposable {
  readonly #request: RehearsalRequest;
  #connection: Connection | undefined;
  #steps = 0;
  #statements = 0;

  constructor(request: RehearsalRequest) {
    this.#request = request;
  }

  /**
   * What is there after the steps so far and these statements of the next one; undefined for engines that cannot be had
   * inside the process.
   *
   * @throws {RetortError} `refused` where what comes before cannot be run here.
   */
  async after(statements: readonly string[]): Promise<Schema | undefined> {
    const { place, steps } = this.#request;
    if (place.sql.rehearse === undefined) return undefined;
    const connection = this.#connection ??= await this.#open(place.sql.rehearse);
    for (const step of steps.slice(this.#steps)) {
      await this.#run(step.statements.slice(this.#statements), connection, step);
      this.#steps++;
      this.#statements = 0;
    }
    await this.#run(statements.slice(this.#statements), connection);
    this.#statements = statements.length;
    return await (await place.dialect.reflector()).reflect(connection, {});
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#connection?.[Symbol.asyncDispose]();
  }

  async #open(rehearse: () => Promise<Connection>): Promise<Connection> {
    const connection = await rehearse();
    this.#connection = connection;
    const { graph, plan, write } = this.#request;
    if (plan.from.length === 0) return connection;
    for (const step of await write(planUpgrade(graph, new Set(), plan.from))) {
      await this.#run(step.statements, connection, step);
    }
    return connection;
  }

  async #run(statements: readonly string[], connection: Connection, step?: OfflineStep): Promise<void> {
    for (const sql of statements) {
      try {
        await connection.execute(sql);
      } catch (error) {
        if (!this.#changesRows(sql)) throw cannotRehearse(error, sql, step);
      }
    }
  }

  /** Which rows there are is not known, and does not matter. */
  #changesRows(sql: string): boolean {
    const [word = ""] = leadingWords(sql, this.#request.place.dialect.lexicon, 1);
    return ROWS.has(word);
  }
}

const ROWS = new Set(["INSERT", "UPDATE", "DELETE", "REPLACE", "WITH", "SELECT", "VALUES"]);

function cannotRehearse(error: unknown, sql: string, step: OfflineStep | undefined): RetortError {
  const of = step === undefined ? "" : ` of revision ${step.script.id}`;
  const why = error instanceof Error ? error.message : String(error);
  return new RetortError(
    "refused",
    `What is there cannot be told without a database: a statement${of} cannot be tried out (${why})\n${sql}`,
    { hint: "Give `existing`, or run this revision with a connection", cause: error },
  );
}
