import { measure } from "../measure.ts";
import { retortOn } from "../retort_program.ts";
import type { Contender, Row } from "../row.ts";
import { clientProgram } from "../stage.ts";
import type { RowContext } from "./row_context.ts";

/** What an SQLite rebuild takes beside the copy and swap that a person would write. */
export function rebuildRows(context: RowContext): readonly Row[] {
  const count = context.thousand * 1000;
  return [{
    id: "rebuild-sqlite",
    title: `a table of ${count} rows with two indexes rebuilt, sqlite`,
    target: "at most 1.1 x sqlite3",
    runs: 5,
    prepare: () => contenders(context, count),
  }];
}

async function contenders({ stage }: RowContext, count: number): Promise<readonly Contender[]> {
  const folder = await stage.place("rebuild");
  await Deno.writeTextFile(`${folder}/a_base.sql`, baseText(count));
  await Deno.writeTextFile(`${folder}/b_rebuild.ts`, REBUILD);
  await Deno.writeTextFile(`${folder}/by_hand.script`, BY_HAND);
  const base = await stage.database("rebuild_base", "sqlite");
  await stage.fresh(base);
  await measure(retortOn(base, folder, "upgrade", "aaaaaaaaaaaa"), undefined);
  const [ours, theirs] = [
    await stage.database("rebuild_ours", "sqlite"),
    await stage.database("rebuild_floor", "sqlite"),
  ];
  return [
    {
      name: "retort",
      role: "retort",
      program: retortOn(ours, folder, "upgrade", "head"),
      before: () => stage.copy(base, ours),
    },
    {
      name: "sqlite3",
      role: "floor",
      program: await clientProgram(theirs, `${folder}/by_hand.script`),
      before: () => stage.copy(base, theirs),
    },
  ];
}

function baseText(count: number): string {
  return `-- many rows
-- revision: aaaaaaaaaaaa

-- migrate:up
CREATE TABLE task (id INTEGER PRIMARY KEY, title TEXT NOT NULL, owner_id INTEGER, note TEXT);
INSERT INTO task (title, owner_id, note)
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
SELECT 'title of task ' || i, i * 7919 % 100003, 'note ' || i FROM n;
CREATE INDEX ix_task_owner ON task (owner_id);
CREATE INDEX ix_task_title ON task (title);

-- migrate:down
DROP TABLE task;
`;
}

const REBUILD = `// note becomes obligatory
// revision: bbbbbbbbbbbb
// down_revision: aaaaaaaaaaaa
export async function upgrade(op) {
  await op.batchAlterTable("task", (batch) => {
    batch.alterColumn("note", { type: (t) => t.varchar(40), nullable: false, default: "" });
  });
}
export async function downgrade(op) {
  op.irreversible("a benchmark");
}
`;

/** https://sqlite.org/lang_altertable.html#otheralter */
const BY_HAND = `PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
CREATE TABLE new_task (id INTEGER PRIMARY KEY, title TEXT NOT NULL, owner_id INTEGER, note VARCHAR(40) NOT NULL DEFAULT '');
INSERT INTO new_task (id, title, owner_id, note) SELECT id, title, owner_id, note FROM task;
DROP TABLE task;
ALTER TABLE new_task RENAME TO task;
CREATE INDEX ix_task_owner ON task (owner_id);
CREATE INDEX ix_task_title ON task (title);
PRAGMA foreign_key_check;
COMMIT;
`;
