import { leadingWord, pragmaOf, withoutComments } from "./leading_words.ts";

const PRAGMAS: Readonly<Record<string, string>> = {
  journal_mode: "PRAGMA journal_mode does nothing inside a transaction",
  synchronous: "PRAGMA synchronous cannot be changed inside a transaction",
  temp_store: "PRAGMA temp_store cannot be changed inside a transaction",
  wal_checkpoint: "PRAGMA wal_checkpoint cannot run inside a transaction",
};

/** Why a statement cannot run in a transaction of SQLite; undefined for one that can. */
export function autocommitReason(sql: string): string | undefined {
  const word = leadingWord(sql);
  if (word === "VACUUM") return "VACUUM cannot run inside a transaction";
  if (word === "DETACH") return "DETACH cannot run inside a transaction that has used the database";
  const pragma = pragmaOf(sql);
  if (pragma === undefined) return undefined;
  return pragma.sets || pragma.name === "wal_checkpoint" ? PRAGMAS[pragma.name] : undefined;
}

/** Why a statement must not stand in a transactional section, and what to write instead. */
export interface TransactionRefusal {
  readonly reason: string;
  readonly hint: string;
}

/**
 * SQLite takes `PRAGMA foreign_keys = OFF` inside a transaction and ignores it in silence: the rebuild that
 * follows then deletes the rows of every child table. https://sqlite.org/pragma.html#pragma_foreign_keys
 */
export function transactionRefusal(sql: string): TransactionRefusal | undefined {
  const pragma = pragmaOf(sql);
  if (pragma?.name !== "foreign_keys" || !pragma.sets) return undefined;
  return {
    reason: "PRAGMA foreign_keys does nothing inside a transaction",
    hint: "Take the PRAGMA out and mark the section: `-- migrate:up foreign_keys:off`",
  };
}

/** Whether a statement is meant to end the transaction it runs in. */
export function endsTransaction(sql: string): boolean {
  const word = leadingWord(sql);
  if (word === "ROLLBACK") return !/\bTO\b/i.test(withoutComments(sql));
  return word === "COMMIT" || word === "END" || word === "RELEASE";
}
