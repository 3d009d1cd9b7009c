import type { Engine } from "./engine.ts";
import { retort } from "./retort.ts";
import type { TestDatabase } from "./test_database.ts";

/** A ledger that refuses the mark of one statement: what a run leaves that dies right after that statement. */
export async function loseMark(database: TestDatabase, done: number): Promise<AsyncDisposable> {
  const { engine, folder, url, sql } = database;
  await retort(["ensure_version"], { cwd: folder, env: { DATABASE_URL: url } });
  await sql(TRIGGERS[engine](done));
  return {
    [Symbol.asyncDispose]: async () => {
      await sql(`DROP TRIGGER lost_mark${engine === "postgres" ? " ON retort_ledger" : ""}`);
    },
  };
}

const TRIGGERS: Readonly<Record<Engine, (done: number) => string>> = {
  sqlite: (done) =>
    `CREATE TRIGGER lost_mark BEFORE UPDATE ON retort_ledger WHEN NEW.statements_done = ${done}
     BEGIN SELECT RAISE(ABORT, 'the mark is lost'); END;`,
  postgres: (done) =>
    `CREATE OR REPLACE FUNCTION lost_mark() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN RAISE EXCEPTION 'the mark is lost'; END $$;
     CREATE TRIGGER lost_mark BEFORE UPDATE ON retort_ledger FOR EACH ROW
     WHEN (NEW.statements_done = ${done}) EXECUTE FUNCTION lost_mark();`,
  mysql: (done) =>
    `DELIMITER //
     CREATE TRIGGER lost_mark BEFORE UPDATE ON retort_ledger FOR EACH ROW
     IF NEW.statements_done = ${done} THEN
       SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the mark is lost'; END IF //
     DELIMITER ;`,
};
