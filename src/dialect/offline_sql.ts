import type { Connection, Server, SessionSettings } from "./dialect.ts";

/** Something that must not be so, and what to say where it is. */
export interface Refusal {
  /** An SQL condition: true where the script must stop. */
  readonly when: string;
  /** One line; engines show the first 60 characters of it at least. */
  readonly problem: string;
}

/** What a script that makes a whole schema holds. */
export interface SchemaContents {
  /** Whether there is no character beyond ASCII in it. */
  readonly ascii: boolean;
  /** Whether there is a backslash in it, which a session may take for an escape or for itself. */
  readonly backslashes: boolean;
  /** Whether there are functions or procedures. */
  readonly routines: boolean;
}

/** A statement that runs once for each range of a table's key. */
export interface ChunkLoop {
  readonly table: string;
  readonly key: readonly string[];
  /** Rows a chunk. */
  readonly size: number;
  /** Milliseconds between two chunks. */
  readonly pause: number;
  /** The statement, with what `write` gives at the ends of its range; the first range takes its beginning in. */
  statement(first: boolean, write: (end: "after" | "upto", column: number) => string): string;
  /** The statement that records a place, from expressions: a JSON list of the last key's columns, rows, chunks. */
  mark(place: { readonly after: string; readonly rows: string; readonly chunks: string }): string;
}

/**
 * What a script for an engine's own client needs beside the statements of a run. Statements stand without their
 * delimiter; `terminated` adds it.
 */
export interface OfflineSql {
  /** The engine's name for a person. */
  readonly engine: string;
  /** How a person runs a script. */
  readonly client: string;
  /** What is taken for the server, from `dialect` and `serverVersion` of the configuration. */
  server(dialect: string, version: string | undefined): Server;
  /** Lines of the client's own that make it stop at the first error. */
  opening(settings: SessionSettings): readonly string[];
  /** Statements before the first step, once the session is as it should be. */
  readonly preparation: readonly string[];
  /** Statements that a script which makes a whole schema begins with, none where it can do without. */
  schemaSettings?(contents: SchemaContents): readonly string[];
  /** Statements that such a script ends with, where it makes anything. */
  readonly schemaClosing?: readonly string[];
  /** Puts the session back, with the user's settings on it: what each step begins with. */
  session(settings: SessionSettings): readonly string[];
  /** An expression for the time, as the ledger keeps it. */
  readonly now: string;
  /** An expression for who runs the script, from who wrote it. */
  runner(person: string): string;
  /** A statement as the client takes it, its delimiter included. */
  terminated(sql: string): string;
  /** Statements that stop the script where one of the conditions is true. */
  refusing(refusals: readonly Refusal[]): readonly string[];
  /** Statements that stop the script where a query's answer is a single false. */
  verifying(query: string, problem: string): readonly string[];
  /** Whether a statement may change what a bare name means. Absent for engines where none does. */
  movesHome?(sql: string): boolean;
  /**
   * Opens an empty database inside this process, on which a script can be tried out as it is written. Absent for engines
   * that only servers have.
   */
  rehearse?(): Promise<Connection>;
  /**
   * A statement that loops and commits each chunk. Absent for engines whose scripts have no loops, or no use for them.
   */
  chunkLoop?(loop: ChunkLoop): string;
  /** SQLite's `foreign_keys:off`: what stands before BEGIN, before COMMIT and after it. */
  readonly withoutForeignKeys?: {
    readonly before: string;
    readonly check: Refusal;
    readonly after: string;
  };
}
