import { DeadLink, watchLink } from "../ansi/link_watch.ts";
import { DatabaseError } from "../database_error.ts";
import type { BlockerSource, Connection, Server } from "../dialect.ts";
import type { Statement, Value } from "../../sql/statement.ts";
import { errorNumber, errorText, saysLost, statementError } from "./server_error.ts";
import { SESSION_RESET } from "./session_reset.ts";
import { quote } from "./quote.ts";

/** The client under a session. */
export interface Client {
  readonly server: Server;
  /** The longest statement that the server takes, in bytes. */
  readonly longestPacket: number;
  /** The database that the session began in. */
  readonly database: string | undefined;
  /** What the URL sets, after each reset. */
  readonly ownSettings: readonly Statement[];
  run(sql: string, parameters: readonly Value[] | undefined): Promise<unknown>;
  /** Whether the server said with its last answer that a transaction is open. */
  inTransaction(): boolean;
  /** The database that the session stands in. */
  currentDatabase(): string | undefined;
  /** Asks the server, over a connection of its own, to stop what the session runs. */
  kill(): Promise<void>;
  /** Opens a connection that tells who keeps the session waiting. */
  watchBlockers(): Promise<BlockerSource>;
  /**
   * Asks over another connection whether the session is at work. It is not when it is gone, or has answered and the
   * answer never came: the link is dead, and nothing else would tell.
   */
  readonly isAtWork: () => Promise<boolean>;
  /** How often that is asked while an answer is awaited. Milliseconds. */
  readonly watchInterval: number;
  close(force: boolean): Promise<void>;
}

/** One pinned session of a MySQL or MariaDB server. */
export class MysqlSession implements Connection {
  readonly server: Server;
  readonly homeSchema: string | undefined;
  readonly #client: Client;
  #running = 0;
  #inTransaction = false;
  #lost: DatabaseError | undefined;
  #closed = false;

  constructor(client: Client) {
    this.#client = client;
    this.server = client.server;
    this.homeSchema = client.database;
  }

  async query<Row>(sql: string, parameters?: readonly Value[]): Promise<Row[]> {
    return asRows(await this.#run(sql, parameters));
  }

  async execute(sql: string, parameters?: readonly Value[]): Promise<number> {
    return affectedRows(await this.#run(sql, parameters));
  }

  /** One statement a message, each awaited: the server ends at the first that fails, and so do we. */
  async pipeline(statements: readonly Statement[]): Promise<void> {
    for (const [index, { sql, parameters }] of statements.entries()) await this.#run(sql, parameters, index);
  }

  inTransaction(): boolean {
    return this.#lost === undefined && this.#inTransaction;
  }

  async cancel(): Promise<void> {
    if (this.#running > 0) await this.#client.kill();
  }

  watchBlockers(): Promise<BlockerSource> {
    return this.#client.watchBlockers();
  }

  /** Tells the session that its connection has gone. */
  lose(cause: unknown): void {
    this.#lost ??= lostError(cause);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#client.close(this.#lost !== undefined || this.#running > 0);
  }

  async #run(sql: string, parameters: readonly Value[] | undefined, index?: number): Promise<unknown> {
    if (this.#closed) throw new DatabaseError("connection-lost", "The connection to the database was closed");
    if (this.#lost !== undefined) throw this.#lost;
    refuseTooLong(sql, parameters, this.#client.longestPacket, index);
    this.#running++;
    try {
      const answer = await this.#answer(sql, parameters);
      if (sql === SESSION_RESET) await this.#restore();
      this.#inTransaction = this.#client.inTransaction();
      return answer;
    } catch (error) {
      throw await this.#explain(error, sql, index);
    } finally {
      this.#running--;
    }
  }

  /** What the client gives, unless the link turns out to be dead: the client would wait for ever. */
  async #answer(sql: string, parameters: readonly Value[] | undefined): Promise<unknown> {
    const { promise, reject } = Promise.withResolvers<never>();
    const { isAtWork, watchInterval } = this.#client;
    using _watch = watchLink(isAtWork, watchInterval, reject);
    return await Promise.race([this.#client.run(sql, parameters), promise]);
  }

  /** What the reset cannot know: the database, for a revision may have said USE, and what the URL set. */
  async #restore(): Promise<void> {
    const { database, ownSettings } = this.#client;
    if (database !== undefined && this.#client.currentDatabase() !== database) {
      await this.#client.run(`USE ${quote(database)}`, undefined);
    }
    for (const { sql, parameters } of ownSettings) await this.#client.run(sql, parameters);
  }

  async #explain(error: unknown, sql: string, index: number | undefined): Promise<DatabaseError> {
    if (error instanceof DatabaseError) return error;
    if (error instanceof DeadLink || saysLost(error)) return this.#lost = lostError(error, index);
    // An error's packet does not tell whether the transaction survived it.
    await this.#answer("DO 0", undefined).then(
      () => this.#inTransaction = this.#client.inTransaction(),
      (cause) => this.lose(cause),
    );
    return statementError(error, sql, index);
  }
}

function asRows<Row>(answer: unknown): Row[] {
  if (!Array.isArray(answer)) return [];
  const rows = answer.find((part) => Array.isArray(part)) ?? answer;
  // deno-lint-ignore retort/casts -- only the caller knows what its SELECT gives; Connection promises no more
  return [...rows] as Row[];
}

/** The count of the last part that has one: a CALL answers in several parts. */
function affectedRows(answer: unknown): number {
  const parts: readonly unknown[] = Array.isArray(answer) ? answer.toReversed() : [answer];
  for (const part of parts) {
    const count: unknown = typeof part === "object" && part !== null
      ? Reflect.get(part, "affectedRows")
      : undefined;
    if (typeof count === "number") return count;
  }
  return Array.isArray(answer) ? answer.length : 0;
}

/** The server hangs up on a longer one without a word. */
function refuseTooLong(
  sql: string,
  parameters: readonly Value[] | undefined,
  longest: number,
  index: number | undefined,
): void {
  const characters = (parameters ?? []).reduce(
    (sum: number, value) =>
      sum + (typeof value === "string" || value instanceof Uint8Array ? value.length : 8),
    sql.length,
  );
  if (characters * 3 < longest) return;
  const texts = [sql, ...(parameters ?? []).filter((value) => typeof value === "string")];
  const binary = (parameters ?? []).reduce(
    (sum: number, value) => sum + (value instanceof Uint8Array ? value.length : 0),
    0,
  );
  const bytes = texts.reduce((sum, text) => sum + new TextEncoder().encode(text).length, binary + 1);
  if (bytes < longest) return;
  throw new DatabaseError(
    "statement-failed",
    `The statement has ${bytes} bytes, and the server takes ${longest} at most (max_allowed_packet)`,
    { vendorCode: "1153", note: "Split it, or raise max_allowed_packet on the server", index },
  );
}

function lostError(cause: unknown, index?: number): DatabaseError {
  const number = errorNumber(cause);
  const why = cause === undefined ? "" : `: ${errorText(cause)}`;
  return new DatabaseError("connection-lost", `The connection to the database was lost${why}`, {
    vendorCode: number > 0 ? `${number}` : undefined,
    note:
      "`retort status` shows where the database stands; the server may still be running the last statement",
    cause,
    index,
  });
}
