import { measure } from "../measure.ts";
import { remembered } from "../remembered.ts";
import { retortOn } from "../retort_program.ts";
import type { Contender, Row } from "../row.ts";
import { type BenchDatabase, clientProgram } from "../stage.ts";
import type { RowContext } from "./row_context.ts";

/** One way to change every row of a table. */
interface Backfill {
  readonly id: string;
  readonly engine: "sqlite" | "postgres";
  readonly rows: number;
  readonly target: string;
  readonly runs: number;
}

const WHOLE = "UPDATE account SET total = price * amount";

/** A change of many rows in chunks, beside one UPDATE over all of them. */
export function chunkRows(context: RowContext, large: boolean): readonly Row[] {
  const million = context.thousand * 1000;
  const backfills: readonly Backfill[] = [
    {
      id: "backfill-postgres",
      engine: "postgres",
      rows: million,
      target: "at most 1.1 x one UPDATE",
      runs: 5,
    },
    { id: "backfill-sqlite", engine: "sqlite", rows: million, target: "", runs: 3 },
    ...large
      ? [
        {
          id: "backfill-postgres-memory",
          engine: "postgres",
          rows: 10 * million,
          target: "the memory of a million rows",
          runs: 1,
        },
        {
          id: "backfill-sqlite-memory",
          engine: "sqlite",
          rows: 10 * million,
          target: "the memory of a million rows",
          runs: 1,
        },
      ] as const
      : [],
  ];
  return backfills.map((backfill) => ({
    id: backfill.id,
    title: `${backfill.rows} rows changed in chunks of 10,000, ${backfill.engine}`,
    target: backfill.target,
    runs: backfill.runs,
    prepare: () => contenders(context, backfill),
  }));
}

async function contenders(
  { stage }: RowContext,
  { id, engine, rows }: Backfill,
): Promise<readonly Contender[]> {
  const folder = await stage.place(`${id}/retort`);
  await Deno.writeTextFile(
    `${folder}/a.sql`,
    "-- total\n-- revision: aaaaaaaaaaaa\n\n-- migrate:up\n" +
      `-- migrate:chunks table:account key:id size:10000\n${WHOLE} WHERE id > :after AND id <= :upto;\n` +
      '-- migrate:down none "it is a sum"\n',
  );
  const scripts = await stage.place(`${id}/floor`);
  await Deno.writeTextFile(`${scripts}/whole.sql`, `${WHOLE};\n`);
  await Deno.writeTextFile(`${scripts}/table.sql`, tableOf(engine, rows));
  const full = await stage.database(`${id}_full`, engine);
  const filled = remembered(async () => {
    await stage.fresh(full);
    await measure(await clientProgram(full, `${scripts}/table.sql`), undefined);
  });
  const own = await stage.database(`${id}_retort`, engine);
  const floor = await stage.database(`${id}_floor`, engine);
  const copied = (database: BenchDatabase) => async () => {
    await filled();
    await stage.copy(full, database);
  };
  return [
    { name: "retort", role: "retort", program: retortOn(own, folder, "upgrade"), before: copied(own) },
    {
      name: "one UPDATE",
      role: "floor",
      program: await clientProgram(floor, `${scripts}/whole.sql`),
      before: copied(floor),
    },
  ];
}

/** Ids with gaps between them. */
function tableOf(engine: Backfill["engine"], rows: number): string {
  const columns = "price integer NOT NULL, amount integer NOT NULL, note text, total bigint";
  const [type, numbers, finish] = engine === "postgres"
    ? ["bigint", `generate_series(1, ${rows}) AS s (i)`, "VACUUM ANALYZE account;\n"]
    : [
      "integer",
      `(WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < ${rows}) SELECT i FROM s)`,
      "",
    ];
  return `CREATE TABLE account (id ${type} NOT NULL PRIMARY KEY, ${columns});
INSERT INTO account (id, price, amount, note) SELECT i * 3, i % 1000, i % 7, 'a note of some length' FROM ${numbers};
${finish}`;
}
