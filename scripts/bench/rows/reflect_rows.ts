import { findProgram } from "../../../tests/support/find_program.ts";
import { measure } from "../measure.ts";
import { bareDeno, retortOn } from "../retort_program.ts";
import type { Contender, Row } from "../row.ts";
import { clientProgram, urlOf } from "../stage.ts";
import type { RowContext } from "./row_context.ts";

/** Rows in which a schema is read and written down: a `dump` beside `pg_dump -s`, and reflection by others. */
export function reflectRows(context: RowContext, counts: readonly number[]): readonly Row[] {
  return counts.map((count) => ({
    id: `reflect-${count >= 1_000 ? `${count / 1_000}k` : count}`,
    title: `dump of ${count} tables, postgres`,
    target: "at most 3 x pg_dump -s",
    runs: count > 1_000 ? 3 : 7,
    prepare: () => contenders(context, count),
  }));
}

async function contenders({ stage, peers }: RowContext, count: number): Promise<readonly Contender[]> {
  const database = await stage.database(`reflect_${count}`, "postgres");
  await stage.fresh(database);
  const folder = await stage.place(`reflect_${count}`);
  await Deno.writeTextFile(`${folder}/tables.sql`, tablesSql(count));
  await measure(await clientProgram(database, `${folder}/tables.sql`), undefined);
  const server = await findProgram(["postgres"], "postgresql");
  const dump = await findProgram(["pg_dump"], "postgresql-client", server.slice(0, server.lastIndexOf("/")));
  const others = peers.flatMap((peer): Contender[] => {
    const program = peer.command("reflect", { folder, database }, count);
    return program === undefined ? [] : [{ name: peer.name, role: "peer", program }];
  });
  return [
    { name: "retort", role: "retort", program: retortOn(database, folder, "dump") },
    { name: "pg_dump -s", role: "floor", program: { program: dump, args: ["-s", "-d", urlOf(database)] } },
    await bareDeno(folder),
    ...others,
  ];
}

/** Twelve columns, a primary key and three more indexes, and a foreign key each; a transaction for a hundred. */
function tablesSql(count: number): string {
  const tables = Array.from({ length: count }, (_, number) => {
    const parent = Math.floor(number / 8);
    return `CREATE TABLE table_${number} (id bigint PRIMARY KEY, parent_id bigint REFERENCES table_${parent} ON DELETE CASCADE,
  title varchar(200) NOT NULL, body text, state varchar(20) NOT NULL DEFAULT 'new', rank integer NOT NULL DEFAULT 0,
  price numeric(10, 2), tags jsonb, active boolean NOT NULL DEFAULT true, created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz, code uuid);
CREATE INDEX ON table_${number} (parent_id);
CREATE INDEX ON table_${number} (state, rank);
CREATE INDEX ON table_${number} (created_at DESC);
${number % 100 === 99 ? "COMMIT;\nBEGIN;\n" : ""}`;
  });
  return `BEGIN;\n${tables.join("")}COMMIT;\nANALYZE;\n`;
}
