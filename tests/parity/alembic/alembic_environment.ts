import { findProgram } from "../../support/find_program.ts";
import { ROOT } from "../../support/retort.ts";
import { runOrThrow } from "../../support/process.ts";

const FOLDER = `${ROOT}/.tools/alembic`;

const PACKAGES = ["alembic==1.20.1", "SQLAlchemy==2.1.9", "psycopg2-binary==2.9.13", "pymysql==1.2.4"];

/** The Python of the tests' own environment with Alembic in it; installed when it is asked for the first time. */
export async function alembicPython(): Promise<string> {
  const python = `${FOLDER}/bin/python3`;
  const ready = `${FOLDER}/ready`;
  const wanted = PACKAGES.join("\n");
  if (await Deno.readTextFile(ready).catch(() => "") === wanted) return python;
  const system = await findProgram(["python3"], "python3 and python3-venv");
  await runOrThrow(system, ["-m", "venv", "--clear", FOLDER]);
  await runOrThrow(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...PACKAGES]);
  await Deno.writeTextFile(ready, wanted);
  return python;
}
