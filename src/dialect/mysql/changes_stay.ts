import type { Connection } from "../dialect.ts";

/**
 * Whether the rollback that was just sent has left changes in tables without transactions (MyISAM, Aria, MEMORY): the
 * server says so by warning 1196, and by no error.
 *
 * @see https://mariadb.com/kb/en/rollback/
 */
export async function changesStay(connection: Connection): Promise<boolean> {
  const warnings = await connection.query<{ readonly Code: number | string }>("SHOW WARNINGS");
  return warnings.some(({ Code }) => Number(Code) === 1196);
}
