import { type Evidence, REPEATABLE } from "../evidence.ts";
import { leadingWord } from "./leading_words.ts";

const JOINS: ReadonlySet<string> = new Set(
  "INSERT UPDATE DELETE REPLACE WITH SELECT VALUES CREATE ALTER DROP ANALYZE REINDEX".split(" "),
);
const SESSION: ReadonlySet<string> = new Set(["PRAGMA", "ATTACH", "DETACH"]);

/** What cannot share a transaction here is VACUUM, a PRAGMA and their like: all can be sent twice. */
export const sqliteEvidence: Evidence = {
  joins: (sql) => JOINS.has(leadingWord(sql)),
  gather: () => Promise.resolve("repeatable"),
  judge: () => Promise.resolve(REPEATABLE),
  setsSession: (sql) => SESSION.has(leadingWord(sql)),
};
