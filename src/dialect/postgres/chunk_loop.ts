import type { ChunkLoop } from "../offline_sql.ts";

/**
 * A DO block that does one range after the other and commits each, which it may outside of a transaction block.
 * https://www.postgresql.org/docs/current/plpgsql-transactions.html
 */
export function chunkLoop(loop: ChunkLoop): string {
  const { key, size, pause } = loop;
  const names = (end: "after" | "upto") => key.map((_, index) => `retort_${end}_${index + 1}`);
  const declared = [...names("after"), ...names("upto")].map((name, index) =>
    `  ${name} ${loop.table}.${key[index % key.length]}%TYPE;`
  );
  const [after, upto] = [names("after"), names("upto")];
  const moved = after.map((name, index) => `      ${name} := ${upto[index]};`);
  const write = (end: "after" | "upto", column: number) => names(end)[column] ?? "";
  const mark = loop.mark({
    after: `json_build_array(${upto.map((name) => `'s:' || ${name}::text`).join(", ")})`,
    rows: "retort_rows",
    chunks: "retort_chunks",
  });
  return block(`DECLARE
${declared.join("\n")}
  retort_rows bigint := 0;
  retort_chunks bigint := 0;
  retort_last boolean := false;
BEGIN
  LOOP
    IF retort_chunks = 0 THEN
      SELECT ${key.join(", ")} INTO ${after.join(", ")} FROM ${loop.table} ORDER BY ${key.join(", ")} LIMIT 1;
      EXIT WHEN NOT FOUND;
${nextEnd(loop, upto, "")}
    ELSE
${moved.join("\n")}
${nextEnd(loop, upto, ` WHERE ${row(key)} > ${row(after)}`)}
    END IF;
    IF retort_chunks = 0 THEN
${loop.statement(true, write)};
    ELSE
${loop.statement(false, write)};
    END IF;
    retort_rows := retort_rows + ${size};
    retort_chunks := retort_chunks + 1;
    ${mark};
    COMMIT;
    EXIT WHEN retort_last;${pause === 0 ? "" : `\n    PERFORM pg_sleep(${pause / 1000});`}
  END LOOP;
END`);
}

/** The last key of the next range; that of the table where no whole range is left. */
function nextEnd({ table, key, size }: ChunkLoop, upto: readonly string[], where: string): string {
  const [columns, into] = [key.join(", "), upto.join(", ")];
  const last = key.map((column) => `${column} DESC`).join(", ");
  const from = `SELECT ${columns} INTO ${into} FROM ${table}${where}`;
  return `      ${from} ORDER BY ${columns} LIMIT 1 OFFSET ${size - 1};
      IF NOT FOUND THEN
        retort_last := true;
        ${from} ORDER BY ${last} LIMIT 1;
        EXIT WHEN NOT FOUND;
        SELECT retort_rows + count(*) - ${size} INTO retort_rows FROM ${table}${where};
      END IF;`;
}

function row(names: readonly string[]): string {
  return names.length === 1 ? names.join() : `(${names.join(", ")})`;
}

function block(body: string): string {
  let tag = "$retort$";
  for (let number = 1; body.includes(tag); number++) tag = `$retort${number}$`;
  return `DO ${tag} ${body} ${tag}`;
}
