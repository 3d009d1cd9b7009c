import { DatabaseError } from "../database_error.ts";
import type { Connection } from "../dialect.ts";
import { quote } from "./quote.ts";

/** Rows that a report names before it says how many more there are. */
const SHOWN = 5;

interface Violation {
  readonly table: string;
  /** NULL in tables without a rowid. */
  readonly rowid: number | bigint | null;
  readonly parent: string;
  readonly fkid: number;
}

/**
 * Enforcement off for what follows: begin the transaction after it, call `check` before COMMIT, dispose after.
 * The setting can only be changed outside a transaction. What was off before stays off.
 */
export async function withoutForeignKeys(
  connection: Connection,
): Promise<AsyncDisposable & { check(): Promise<void> }> {
  if (connection.inTransaction()) {
    throw new DatabaseError("refused", "Foreign keys cannot be switched off inside a transaction", {
      hint:
        "A revision with `foreign_keys:off` needs a transaction of its own: use --transaction per-revision",
    });
  }
  const wereOn = await areEnforced(connection);
  await connection.execute("PRAGMA foreign_keys = OFF");
  return {
    check: () => checkForeignKeys(connection),
    [Symbol.asyncDispose]: async () => {
      if (wereOn) await connection.execute("PRAGMA foreign_keys = ON");
    },
  };
}

async function areEnforced(connection: Connection): Promise<boolean> {
  const [row] = await connection.query<{ foreign_keys: number }>("PRAGMA foreign_keys");
  return row?.foreign_keys === 1;
}

async function checkForeignKeys(connection: Connection): Promise<void> {
  const { count, lines } = await danglingRows(connection);
  if (count === 0) return;
  throw new DatabaseError("statement-failed", summary(count), {
    sqlState: "SQLITE_CONSTRAINT_FOREIGNKEY",
    detail: lines.join("\n"),
    hint:
      "Put these rows right in the revision; PRAGMA foreign_key_check tells whether they dangled before it",
  });
}

/** How many rows refer to ones that are not there, and a line for each of the first. */
export async function danglingRows(
  connection: Connection,
): Promise<{ readonly count: number; readonly lines: readonly string[] }> {
  const first = await connection.query<Violation>(
    'SELECT "table", rowid, parent, fkid FROM pragma_foreign_key_check LIMIT ?',
    [SHOWN],
  );
  if (first.length === 0) return { count: 0, lines: [] };
  const [counted] = await connection.query<{ count: number }>(
    "SELECT count(*) AS count FROM pragma_foreign_key_check",
  );
  const count = counted?.count ?? first.length;
  const lines = await Promise.all(first.map((violation) => describe(connection, violation)));
  if (count > first.length) lines.push(`and ${count - first.length} more`);
  return { count, lines };
}

function summary(count: number): string {
  return count === 1
    ? "1 row refers to one that is not there"
    : `${count} rows refer to ones that are not there`;
}

/** `task.owner_id = 4 (rowid 7) has no row in person`. */
async function describe(connection: Connection, { table, rowid, parent, fkid }: Violation): Promise<string> {
  const columns = await connection.query<{ from: string }>(
    `SELECT "from" FROM pragma_foreign_key_list(?) WHERE id = ? ORDER BY seq`,
    [table, fkid],
  );
  const names = columns.map(({ from }) => from);
  const key = names.length === 1 ? `${table}.${names[0]}` : `${table} (${names.join(", ")})`;
  return `${key}${await place(connection, table, rowid, names)} has no row in ${parent}`;
}

/** Which row it is, and the values that dangle, if there is a rowid to find it by. */
async function place(
  connection: Connection,
  table: string,
  rowid: Violation["rowid"],
  columns: readonly string[],
): Promise<string> {
  if (rowid === null) return "";
  const list = columns.map((column) => `quote(${quote(column)})`).join(" || ', ' || ");
  const [row] = await connection.query<{ value: string }>(
    `SELECT ${list} AS value FROM ${quote(table)} WHERE rowid = ?`,
    [rowid],
  );
  const value = row === undefined ? "" : ` = ${row.value.slice(0, 60)}`;
  return `${value} (rowid ${rowid})`;
}
