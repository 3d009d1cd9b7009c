import type { Engine } from "./engine.ts";
import { ROOT } from "./retort.ts";
import type { TestDatabase } from "./test_database.ts";
import { postgresVersion } from "./server_version.ts";

/** A schema that is to be read and written down again. */
export interface SchemaCase {
  readonly name: string;
  readonly sql: string;
  /** What the first line asks for (`-- needs: 15, citext`): a version, and extensions. */
  readonly needs: readonly string[];
}

/** The schemas of `tests/cases/schemas` for an engine, by name. */
export function schemaCases(engine: Engine): readonly SchemaCase[] {
  const folder = `${ROOT}/tests/cases/schemas/${engine}`;
  return namesIn(folder).sort().map((name) => {
    const sql = Deno.readTextFileSync(`${folder}/${name}`);
    const [, needs = ""] = /^-- needs: (.*)$/m.exec(sql.split("\n", 1)[0] ?? "") ?? [];
    return {
      name: name.replace(/\.sql$/, ""),
      sql,
      needs: needs.split(/,\s*/).filter((each) => each !== ""),
    };
  });
}

/** An engine may have no cases yet. */
function namesIn(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => name.endsWith(".sql"));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** What a server lacks of what a schema needs; undefined where it has everything. */
export async function lacks(database: TestDatabase, { needs }: SchemaCase): Promise<string | undefined> {
  if (database.engine !== "postgres") return undefined;
  const version = await postgresVersion(database);
  const available = new Set((await database.sql("SELECT name FROM pg_available_extensions")).flat());
  return needs.find((each) => /^\d+$/.test(each) ? Number(each) > version : !available.has(each));
}
