import { DatabaseError } from "../../database_error.ts";
import type { Connection } from "../../dialect.ts";

/**
 * Does work that only reads under a sql_mode in which the server prints and reads SQL in the usual way: ANSI_QUOTES,
 * ORACLE or NO_TABLE_OPTIONS would change both. The work is told the session's own mode, which is there again afterwards.
 */
export async function inPlainMode<Result>(
  connection: Connection,
  work: (sessionMode: string) => Promise<Result>,
): Promise<Result> {
  const [row] = await connection.query<{ mode: string }>("SELECT @@SESSION.sql_mode AS mode");
  const mode = row?.mode ?? "";
  await connection.execute("SET SESSION sql_mode = ''");
  try {
    return await work(mode);
  } finally {
    await connection.execute("SET SESSION sql_mode = ?", [mode]).catch((error) => {
      if (!(error instanceof DatabaseError) || error.code !== "connection-lost") throw error;
    });
  }
}
