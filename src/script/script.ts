import type { Span } from "../sql/statement.ts";
import type { Revision } from "../revision/revision.ts";

/** Everything that the comment lines at the top of a revision file say. */
export interface Header extends Revision {
  /** When the file was written: an RFC 3339 time as it stands in the file. */
  readonly created?: string;
  /** Revisions that this one stands for after a squash. */
  readonly replaces: readonly string[];
  readonly phase?: "expand" | "contract";
  /** `true`: must run in a transaction; `false`: must not; absent: decided by its statements. */
  readonly transaction?: boolean;
}

/** What a revision file is written in. */
export type ScriptLanguage = "sql" | "typescript";

/** A revision file whose header has been read; its sections are parsed when they are needed. */
export interface Script extends Header {
  /** As the user would write it: relative to the working directory where that is shorter. */
  readonly path: string;
  readonly language: ScriptLanguage;
  /** The whole file, line endings and all (a BOM taken off). */
  readonly text: string;
  /** The file that its code is loaded from, where that is not `path`. */
  readonly modulePath?: string;
  /** Where the header ends and the body starts in `text`. */
  readonly bodyStart: number;
}

/** What a section is for: the way up, the way down, or the queries that tell whether the way up worked. */
export type SectionKind = "up" | "down" | "verify";

/** A part of a revision file between two `-- migrate:` markers. */
export interface Section {
  readonly kind: SectionKind;
  /** The file that it stands in. */
  readonly path: string;
  /** The line of its marker, from 1. */
  readonly line: number;
  /** The engine that it is for (`postgres`, `mysql`, `mariadb`, `sqlite`); absent for the fallback. */
  readonly dialect?: string;
  /** The marker's `transaction:` option. */
  readonly transaction?: boolean;
  readonly foreignKeys?: "off";
  /** The marker line and the body, in the file. */
  readonly span: Span;
  readonly body: Body;
}

/** What a section holds. */
export type Body =
  | { readonly kind: "sql"; readonly text: string; readonly span: Span }
  | { readonly kind: "typescript"; readonly path: string; readonly export: "upgrade" | "downgrade" }
  | { readonly kind: "irreversible" | "nothing"; readonly why: string };
