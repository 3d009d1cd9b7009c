import type { Connection } from "../dialect.ts";
import { danglingRows } from "./foreign_keys.ts";

/** What `PRAGMA integrity_check` and `PRAGMA foreign_key_check` find in a database. */
export async function damage(connection: Connection): Promise<readonly string[]> {
  const rows = await connection.query<{ integrity_check: string }>("PRAGMA integrity_check");
  const broken = rows.map(({ integrity_check: line }) => line).filter((line) => line !== "ok");
  const { lines } = await danglingRows(connection);
  return [...broken, ...lines];
}
