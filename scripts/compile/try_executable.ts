import { BuildError } from "./build_error.ts";
import { runStep } from "./run_step.ts";

const SQL_REVISION = `-- person
-- revision: 000000000001

-- migrate:up
CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL);

-- migrate:down
DROP TABLE person;
`;

const TYPESCRIPT_REVISION = `// the first person
// revision: 000000000002
// down_revision: 000000000001
import type { Operations } from "./retort.d.ts";

export async function upgrade(op: Operations): Promise<void> {
  await op.execute(op.sql\`INSERT INTO person (name) VALUES (\${"Ada"})\`);
}
export async function downgrade(op: Operations): Promise<void> {
  await op.execute("DELETE FROM person");
}
`;

/**
 * Runs an executable in a folder with nothing but two revisions, one in SQL and one in TypeScript, and without an
 * environment. Its cache, where it has one, is in that folder.
 *
 * @throws {BuildError} where it does not do what it is for.
 */
export async function tryExecutable(executable: string, version: string, folder: string): Promise<void> {
  await Deno.mkdir(`${folder}/migrations`, { recursive: true });
  await Deno.writeTextFile(`${folder}/migrations/1.sql`, SQL_REVISION);
  await Deno.writeTextFile(`${folder}/migrations/2.ts`, TYPESCRIPT_REVISION);
  const retort = (args: readonly string[]) =>
    runStep(`retort ${args.join(" ")}`, executable, args, {
      cwd: folder,
      clearEnv: true,
      env: { RETORT_CACHE_DIR: folder },
    });
  expect("--version", await retort(["--version"]), `retort ${version}\n`);
  await retort(["--url", "sqlite:scratch.db", "upgrade", "head"]);
  expect("current", await retort(["--url", "sqlite:scratch.db", "current"]), "000000000002 (head)\n");
}

function expect(command: string, said: string, wanted: string): void {
  if (said !== wanted) {
    throw new BuildError(`The executable answers ${command} with\n${said}instead of\n${wanted}`.trimEnd());
  }
}
