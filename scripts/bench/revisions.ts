/** A revision so small that what is measured is the tool. */
export interface SmallRevision {
  /** Twelve digits, in order. */
  readonly id: string;
  readonly up: readonly string[];
  readonly down: readonly string[];
}

/** A chain of revisions, each of which makes a table with an index and takes it away. */
export function smallRevisions(count: number): readonly SmallRevision[] {
  return Array.from({ length: count }, (_, index) => ({
    id: String(index + 1).padStart(12, "0"),
    up: [
      `CREATE TABLE t${index + 1} (id integer PRIMARY KEY, name varchar(50) NOT NULL DEFAULT 'x')`,
      `CREATE INDEX ix_t${index + 1} ON t${index + 1} (name)`,
    ],
    down: [`DROP TABLE t${index + 1}`],
  }));
}

/** A revision's file as retort wants it. */
export function retortText({ id, up, down }: SmallRevision, parent: SmallRevision | undefined): string {
  const above = parent === undefined ? "" : `-- down_revision: ${parent.id}\n`;
  const header = `-- table number ${
    Number(id)
  }\n-- revision: ${id}\n${above}-- created: 2026-01-01T00:00:00Z\n`;
  return `${header}\n-- migrate:up\n${lines(up)}\n-- migrate:down\n${lines(down)}`;
}

/** Statements, each on a line and ended. */
export function lines(statements: readonly string[]): string {
  return statements.map((statement) => `${statement};\n`).join("");
}

/** Fills a folder with a file for each revision. */
export async function writeRevisions(
  folder: string,
  revisions: readonly SmallRevision[],
  file: (revision: SmallRevision, parent: SmallRevision | undefined) => readonly [name: string, text: string],
): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  for (const [index, revision] of revisions.entries()) {
    const [name, text] = file(revision, revisions[index - 1]);
    await Deno.writeTextFile(`${folder}/${name}`, text);
  }
}
