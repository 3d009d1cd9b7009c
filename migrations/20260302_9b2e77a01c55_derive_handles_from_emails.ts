// derive handles from emails
// revision: 9b2e77a01c55
// down_revision: e02b96d1f4c5
// created: 2026-03-02T09:10:00Z
import type { Operations } from "./retort.d.ts";
import { uniqueHandle } from "./lib/handle.ts";

/** Handles need a rule that SQL cannot say on all engines: no two alike, letters and digits only. */
export async function upgrade(op: Operations): Promise<void> {
  await op.execute("ALTER TABLE person ADD COLUMN handle varchar(40)");
  if (op.offline) return await upgradeOffline(op);
  const people = await op.query<{ id: number; email: string }>("SELECT id, email FROM person ORDER BY id");
  const taken = new Set<string>();
  for (const { id, email } of people) {
    const handle = uniqueHandle(email, taken);
    await op.execute(op.sql`UPDATE person SET handle = ${handle} WHERE id = ${id}`);
  }
  await op.execute("CREATE UNIQUE INDEX ux_person_handle ON person (handle)");
}

/** A script (`--sql`) is written without a database to ask: what is before the @ must do, and the index judges it. */
async function upgradeOffline(op: Operations): Promise<void> {
  const place = op.dialect === "postgres" ? "strpos" : "instr";
  await op.execute(`UPDATE person SET handle = lower(substr(email, 1, ${place}(email, '@') - 1))`);
  await op.execute("CREATE UNIQUE INDEX ux_person_handle ON person (handle)");
}

export async function downgrade(op: Operations): Promise<void> {
  await op.execute(
    op.dialect === "mysql" ? "DROP INDEX ux_person_handle ON person" : "DROP INDEX ux_person_handle",
  );
  await op.execute("ALTER TABLE person DROP COLUMN handle");
}
