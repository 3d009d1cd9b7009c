import { DeadLink, watchLink } from "../ansi/link_watch.ts";
import { DatabaseError } from "../database_error.ts";
import type { BlockerSource, Connection, Server } from "../dialect.ts";
import type { Statement, Value } from "../../sql/statement.ts";
import { leadingWords, transactionControl } from "../../sql/statement_kind.ts";
import { postgresLexicon } from "./lexicon.ts";
import { failedPart, type Message, messagesOf, type Part } from "./message.ts";
import { errorField, type ErrorPlace, saysLost, statementError } from "./server_error.ts";
import { parameterText } from "./values.ts";
import type { Wire } from "./wire.ts";

/** What the server answered to a statement. */
export interface Answer {
  readonly rows: readonly unknown[];
  readonly count: number;
  /** The command tag: `INSERT`, `ROLLBACK`. */
  readonly command: string;
}

/** The client under a session. */
export interface Client {
  readonly server: Server;
  /** The schema that unqualified names mean at first. */
  readonly homeSchema: string | undefined;
  /** Whether statements run on another backend than the one that the server named when the session began. */
  readonly pooled: boolean;
  readonly wire: Wire;
  /** Sends a statement behind those sent before, without waiting for their answers. */
  send(sql: string, parameters: readonly (string | null)[] | undefined): Promise<Answer>;
  /** Asks the server, over a connection of its own, to stop what the session runs. */
  cancel(): Promise<void>;
  /**
   * Asks over another connection whether the session's backend is at work. It is not when it is gone, or has
   * answered and the answer never came: the link is dead, and nothing else would tell.
   */
  readonly isAtWork: () => Promise<boolean>;
  /** Opens a connection that tells who keeps the session's backend waiting. */
  watchBlockers(): Promise<BlockerSource>;
  /** How often that is asked while an answer is awaited. Milliseconds. */
  readonly watchInterval: number;
  close(force: boolean): Promise<void>;
}

/** One pinned session of a PostgreSQL server. */
export class PostgresSession implements Connection {
  readonly server: Server;
  readonly homeSchema: string | undefined;
  readonly pooled: boolean;
  readonly #client: Client;
  readonly #pending = new Set<(error: unknown) => void>();
  #begun: Promise<unknown> = Promise.resolve();
  #lost: DatabaseError | undefined;
  #closed = false;

  constructor(client: Client) {
    this.#client = client;
    this.server = client.server;
    this.homeSchema = client.homeSchema;
    this.pooled = client.pooled;
  }

  async query<Row>(sql: string, parameters?: readonly Value[]): Promise<Row[]> {
    return asRows(await this.#run(sql, parameters));
  }

  async execute(sql: string, parameters?: readonly Value[]): Promise<number> {
    return (await this.#run(sql, parameters)).count;
  }

  async pipeline(statements: readonly Statement[]): Promise<void> {
    for (const [index, { sql }] of statements.entries()) refuseUnsendable(sql, index);
    const messages = messagesOf(statements, this.inTransaction());
    const outcomes = await this.#sendAll(messages);
    for (const [number, outcome] of outcomes.entries()) {
      const message = messages[number];
      if (message === undefined) continue;
      if (outcome.status === "rejected") throw await this.#failed(message, outcome.reason);
      const { sql, index } = lastPart(message);
      refuseLostCommit(outcome.value, sql, index);
    }
  }

  inTransaction(): boolean {
    return this.#lost === undefined && this.#client.wire.inTransaction;
  }

  async cancel(): Promise<void> {
    // Were BEGIN cancelled, the statements that were sent behind it would commit one by one.
    await this.#begun;
    if (this.#pending.size > 0) await this.#client.cancel();
  }

  watchBlockers(): Promise<BlockerSource> {
    return this.#client.watchBlockers();
  }

  /** Tells the session that its connection has gone: what waits and what comes later is rejected. */
  lose(cause?: unknown): void {
    if (this.#closed || this.#lost !== undefined) return;
    this.#lost = this.#lostError(cause);
    for (const reject of this.#pending) reject(this.#lost);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#client.close(this.#lost !== undefined || this.#pending.size > 0);
  }

  async #run(sql: string, parameters: readonly Value[] | undefined): Promise<Answer> {
    refuseUnsendable(sql);
    try {
      const answer = await this.#guard(() => this.#send(sql, parameters));
      refuseLostCommit(answer, sql);
      return answer;
    } catch (error) {
      throw this.#explain(error, sql);
    }
  }

  #send(sql: string, parameters: readonly Value[] | undefined): Promise<Answer> {
    const texts = parameters === undefined || parameters.length === 0
      ? undefined
      : parameters.map(parameterText);
    return this.#client.send(sql, texts);
  }

  async #sendAll(messages: readonly Message[]): Promise<PromiseSettledResult<Answer>[]> {
    let answered = 0;
    const { wire } = this.#client;
    wire.listen();
    try {
      return await this.#guard(() => {
        const sent = messages.map(({ sql, parameters }) => this.#send(sql, parameters));
        for (const answer of sent) answer.then(() => answered++, () => {});
        this.#begun = settled(sent[lastUncancelled(messages)]);
        return Promise.allSettled(sent);
      });
    } catch (error) {
      if (this.#lost === undefined) throw error;
      const message = messages[answered];
      throw this.#lostError(error, message && failedPart(message, 0, wire.completed).part.index);
    }
  }

  /** Where the server did not come to the COMMIT of the same message, the transaction ends all the same. */
  async #failed(message: Message, reason: unknown): Promise<DatabaseError> {
    const { wire } = this.#client;
    const { part, before } = failedPart(message, Number(errorField(reason, "position")), wire.completed);
    const error = this.#explain(reason, part.sql, { index: part.index, before });
    if (message.commits && this.inTransaction()) {
      await this.#guard(() => this.#send("ROLLBACK", undefined)).catch(() => undefined);
    }
    return error;
  }

  /** Rejects at once when the connection is lost: the client would wait for a new one. */
  async #guard<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new DatabaseError("connection-lost", "The connection to the database was closed");
    if (this.#lost !== undefined) throw this.#lost;
    const { promise, reject } = Promise.withResolvers<never>();
    this.#pending.add(reject);
    const { isAtWork, watchInterval } = this.#client;
    using _watch = watchLink(isAtWork, watchInterval, (cause) => this.#loseWaiting(cause));
    try {
      return await Promise.race([work(), promise]);
    } finally {
      this.#pending.delete(reject);
    }
  }

  #loseWaiting(cause: unknown): void {
    if (this.#pending.size > 0) this.lose(cause);
  }

  #explain(error: unknown, sql: string, place: ErrorPlace = {}): DatabaseError {
    if (error instanceof DatabaseError) return error;
    return saysLost(error) ? this.#lostError(error, place.index) : statementError(error, sql, place);
  }

  #lostError(cause: unknown, index?: number): DatabaseError {
    const { farewell } = this.#client.wire;
    const said = cause instanceof DeadLink ? cause.message : farewell?.message ??
      (errorField(cause, "severity") === undefined ? undefined : errorField(cause, "message"));
    const why = said === undefined ? "" : `: ${said}`;
    return new DatabaseError("connection-lost", `The connection to the database was lost${why}`, {
      sqlState: farewell?.code,
      note: "What was not committed is rolled back; `retort status` shows where the database stands",
      cause,
      index,
    });
  }
}

function asRows<Row>({ rows }: Answer): Row[] {
  // deno-lint-ignore retort/casts -- only the caller knows what its SELECT gives; Connection promises no more
  return [...rows] as Row[];
}

async function settled(promise: Promise<unknown> | undefined): Promise<void> {
  await promise?.catch(() => undefined);
}

/**
 * The message that must be answered before anything is cancelled: BEGIN, or what stands before a message that is a
 * whole transaction. Were one of them cancelled, what was sent behind it would commit all the same.
 */
function lastUncancelled(messages: readonly Message[]): number {
  const last = messages.at(-1);
  if (last !== undefined && last.parts.length > 1) return messages.length - 2;
  return messages.findIndex(({ begins }) => begins);
}

function lastPart({ sql, parts }: Message): Part {
  return parts.at(-1) ?? { sql, index: 0, start: 0 };
}

/** COMMIT of a transaction that has failed succeeds, with another answer. */
function refuseLostCommit(answer: Answer, sql: string, index?: number): void {
  if (answer.command !== "ROLLBACK" || transactionControl(sql, postgresLexicon) !== "commit") return;
  throw new DatabaseError(
    "statement-failed",
    "The server rolled the transaction back instead of committing it",
    {
      sqlState: "25P02",
      note: "A statement of the transaction had failed and its error was passed over",
      index,
    },
  );
}

function refuseUnsendable(sql: string, index?: number): void {
  const nul = sql.indexOf("\0");
  if (nul >= 0) {
    throw new DatabaseError(
      "statement-failed",
      "The statement holds a NUL character, which PostgreSQL cannot read",
      {
        position: nul,
        note: "Take it out of the file",
        index,
      },
    );
  }
  if (/\bCOPY\b/i.test(sql) && copiesThroughClient(sql)) {
    throw new DatabaseError("statement-failed", "COPY with STDIN or STDOUT needs a client that feeds it", {
      note:
        "Write INSERT statements, or bulkInsert in a TypeScript revision; COPY … FROM 'file' reads on the server",
      index,
    });
  }
}

function copiesThroughClient(sql: string): boolean {
  const words = leadingWords(sql, postgresLexicon, 500);
  return words[0] === "COPY" &&
    words.some((word, index) =>
      (word === "FROM" && words[index + 1] === "STDIN") || (word === "TO" && words[index + 1] === "STDOUT")
    );
}
