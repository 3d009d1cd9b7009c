import type { DatabaseUrl } from "../util/database_url.ts";
import type { Connection, ConnectOptions } from "./dialect.ts";

/** An empty database of the same engine that is gone when it is disposed. */
export interface ScratchDatabase extends AsyncDisposable {
  readonly connection: Connection;
  readonly url: DatabaseUrl;
  /** What it cannot stand for, in words for a person; empty where it is a whole database. */
  readonly limits: readonly string[];
}

/** How scratch databases are told from others. */
export interface ScratchRequest {
  /** The server on which one may be made; the database that it names is never touched. */
  readonly url: DatabaseUrl;
  readonly options: ConnectOptions;
  /** Part of the name, so that two never meet: lower-case letters and digits. */
  readonly id: string;
  /** Now: stands in the name, so that what a killed run has left can be told by its age. */
  readonly now: Date;
}

/** Makes scratch databases and finds those that were left behind. */
export interface ScratchKeeper {
  /**
   * Makes one and connects to it.
   *
   * @throws {DatabaseError} where the server lets this user make none, with the ways out.
   */
  open(request: ScratchRequest): Promise<ScratchDatabase>;
  /** Drops those that are older than `age` milliseconds and that nobody uses; gives their names. */
  clean(request: Omit<ScratchRequest, "id">, age: number): Promise<readonly string[]>;
}
