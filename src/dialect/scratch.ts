import type { ObjectName } from "../schema/schema.ts";
import type { DatabaseUrl } from "../util/database_url.ts";
import type { Connection, ConnectOptions } from "./dialect.ts";

/** An empty database of the same engine that is gone when it is disposed. */
export interface ScratchDatabase extends AsyncDisposable {
  /** Its name, as a leftover would be called. */
  readonly name: string;
  readonly connection: Connection;
  readonly url: DatabaseUrl;
  /** What it cannot stand for, in words for a person; empty where it is a whole database. */
  readonly limits: readonly string[];
  /** What it holds that is retort's own, and is to be passed over by who reads it. */
  readonly hidden: readonly ObjectName[];
}

/** A server on which scratch databases are looked for. */
export interface ScratchServer {
  /** The server on which one may be made; the database that it names is never touched. */
  readonly url: DatabaseUrl;
  readonly options: ConnectOptions;
  /** Now: stands in the name, so that what a killed run has left can be told by its age. */
  readonly now: Date;
}

/** How scratch databases are told from others. */
export interface ScratchRequest extends ScratchServer {
  /** Part of the name, so that two never meet: lower-case letters and digits. */
  readonly id: string;
  /**
   * Whether the database that the URL names is there for such work: where no other may be made, it is used itself if
   * it is empty, and emptied afterwards.
   */
  readonly lent?: boolean;
  /** Whether others must be able to open it by its URL, as a program of the user's would. */
  readonly shared?: boolean;
}

/** Makes scratch databases and finds those that were left behind. */
export interface ScratchKeeper {
  /**
   * Makes one and connects to it; leftovers of killed runs are dropped on the way.
   *
   * @throws {DatabaseError} where the server lets this user make none, with the ways out.
   */
  open(request: ScratchRequest): Promise<ScratchDatabase>;
  /** The names of those that are older than `age` milliseconds and that nobody uses. */
  leftovers(server: ScratchServer, age: number): Promise<readonly string[]>;
  /** Drops them; gives the names of those that are gone. */
  clean(server: ScratchServer, age: number): Promise<readonly string[]>;
}
