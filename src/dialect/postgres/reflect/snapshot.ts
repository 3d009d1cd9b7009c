import type { Connection } from "../../dialect.ts";
import { literal } from "../quote.ts";
import { quoteWith } from "../../ansi/quote.ts";
import type { Ask } from "./scope.ts";

/**
 * Settings that change how the server prints things; just-in-time compilation only costs time, and a time limit that a
 * role has for its own queries is none for reading ten thousand tables.
 */
const PRINTING: Readonly<Record<string, string>> = {
  quote_all_identifiers: "off",
  standard_conforming_strings: "on",
  IntervalStyle: "postgres",
  DateStyle: "ISO, MDY",
  TimeZone: "UTC",
  extra_float_digits: "1",
  bytea_output: "hex",
  lc_monetary: "C",
  lc_numeric: "C",
  lc_time: "C",
  xmloption: "content",
  jit: "off",
  statement_timeout: "0",
};

/**
 * Does work that only reads in one snapshot, with settings under which the server qualifies the names that need it
 * and prints everything alike; all of them are as before afterwards. Inside a transaction the snapshot is that one's.
 */
export async function inSnapshot<Result>(
  connection: Connection,
  home: string | undefined,
  work: (ask: Ask) => Promise<Result>,
): Promise<Result> {
  const inside = connection.inTransaction();
  const [begin, ...end] = inside ? INSIDE : OUTSIDE;
  // All of it is on its way before the first answer is here.
  const sent: Promise<unknown>[] = [];
  const ask: Ask = <Row>(sql: string) => {
    const answer = connection.query<Row>(sql);
    sent.push(answer);
    return answer;
  };
  const started = [ask(begin), ask(settings(home))];
  const result = work(ask);
  const whole = await Promise.allSettled([...started, result]);
  // What comes after the first failure only says that the transaction has failed.
  const failed = (await Promise.allSettled(sent)).find((outcome) => outcome.status === "rejected") ??
    whole.find((outcome) => outcome.status === "rejected");
  const ended = await Promise.allSettled(end.map((sql) => connection.execute(sql)));
  const unended = failed ?? ended.find((outcome) => outcome.status === "rejected");
  if (unended !== undefined) throw unended.reason;
  return await result;
}

const OUTSIDE = ["BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY", "ROLLBACK"] as const;
const INSIDE = [
  "SAVEPOINT retort_reflect",
  "ROLLBACK TO SAVEPOINT retort_reflect",
  "RELEASE SAVEPOINT retort_reflect",
] as const;

/** Temporary tables come last, so that they stand in nobody's way. */
function settings(home: string | undefined): string {
  const path = home === undefined ? "pg_temp" : `${quoteWith('"', home)}, pg_temp`;
  const calls = Object.entries({ search_path: path, ...PRINTING })
    .map(([name, value]) => `pg_catalog.set_config(${literal(name)}, ${literal(value)}, true)`);
  return `SELECT ${calls.join(", ")}`;
}
