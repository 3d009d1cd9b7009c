import { count } from "../../util/count.ts";
import { VERSION } from "../../util/version.ts";
import { ended } from "./ended.ts";
import type { OfflinePlace } from "./place.ts";
import { sessionOf, settingsOf } from "./session.ts";

/** Comment lines with an empty one before them. What a message holds of line breaks ends in one line. */
export function comment(...lines: readonly string[]): string {
  return `\n${lines.map((line) => `-- ${line.replace(/[\r\n]+/g, " ")}\n`).join("")}`;
}

/** A statement as the client takes it; nothing for an empty line. */
export function terminated(statement: string, { sql, dialect: { lexicon } }: OfflinePlace): string {
  if (statement === "") return "\n";
  return ended(statement, sql, lexicon);
}

/** What every script begins with: what it is, how it is run, and the session it needs. */
export function* preamble(place: OfflinePlace, title: string, steps?: number): Generator<string> {
  const { sql } = place;
  const size = steps === undefined ? "" : `, ${count(steps, "revision")}`;
  yield `-- retort ${VERSION}: ${title}${size}, for ${sql.engine}\n`;
  yield `-- Run it with: ${sql.client}\n`;
  yield "-- It stops at the first error, and changes nothing where the ledger is not as it expects.\n";
  for (const line of sql.opening(settingsOf(place))) yield `${line}\n`;
  for (const statement of [...sessionOf(place), ...sql.preparation]) yield terminated(statement, place);
}
