import type { LedgerRow } from "../dialect/dialect.ts";
import type { Lexicon } from "../sql/lexicon.ts";
import type { Statement } from "../sql/statement.ts";
import { digest } from "../script/checksum.ts";
import { canonicalTokens } from "../sql/canonical.ts";
import { type CodeProgress, isCodeProgress } from "./code/code_progress.ts";
import { isWalkPlace, type WalkPlace } from "./chunks/walk_place.ts";
import { RetortError } from "../util/errors.ts";

/** What a step that runs without a transaction writes beside `statements_done`, so that it can be resumed. */
export interface Journal {
  /** The digest of the statements that are done: they must not have changed when the step goes on. */
  readonly chain: string;
  /** The statement, from 0, that was sent and has not come back; null when none is under way. */
  readonly inFlight: number | null;
  /** Why the last try ended; null while it runs. */
  readonly error: string | null;
  /** The digest up to the statement in flight: it, too, may have changed in the file since. */
  readonly sent?: string;
  /** What was to be seen before the statement in flight was sent; absent where that would tell nothing. */
  readonly evidence?: string;
  /** The statement in flight itself, where no file tells it. */
  readonly sql?: string;
  /** How far the statement behind those that are done came, where it runs in chunks. */
  readonly walk?: WalkPlace;
  /** How far the code of a TypeScript revision came. */
  readonly code?: CodeProgress;
}

/** The digest of the first 0, 1, 2 … statements of a section: constant in size, however long the section. */
export function chains(statements: readonly Statement[], lexicon: Lexicon): string[] {
  const chain = [""];
  for (const { sql } of statements) {
    chain.push(digest([chain.at(-1) ?? "", ...canonicalTokens(sql, lexicon)]));
  }
  return chain;
}

/** The journal as the ledger keeps it. */
export function renderJournal(journal: Journal): string {
  return JSON.stringify(journal);
}

/**
 * Reads a row's journal.
 *
 * @throws {RetortError} `ledger-invalid` when the row has none or a strange one.
 */
export function parseJournal(row: LedgerRow): Journal {
  const value: unknown = parseJson(row.journal ?? "null");
  if (!isJournal(value)) {
    throw new RetortError(
      "ledger-invalid",
      `The ledger's row of revision ${row.revision} has no readable journal`,
      {
        hint: "Compare the database with the file by hand, then `retort stamp` the revision it stands at",
      },
    );
  }
  return value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isJournal(value: unknown): value is Journal {
  if (typeof value !== "object" || value === null) return false;
  return "chain" in value && typeof value.chain === "string" &&
    "inFlight" in value && (value.inFlight === null || typeof value.inFlight === "number") &&
    "error" in value && (value.error === null || typeof value.error === "string") &&
    isOptionalText(value, "sent") && isOptionalText(value, "evidence") && isOptionalText(value, "sql") &&
    (!("walk" in value) || isWalkPlace(value.walk)) &&
    (!("code" in value) || isCodeProgress(value.code));
}

function isOptionalText(value: object, key: string): boolean {
  const text: unknown = Reflect.get(value, key);
  return text === undefined || typeof text === "string";
}
