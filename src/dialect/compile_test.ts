import { loadDialect } from "./registry.ts";
import type { CompiledStatement } from "./compiler.ts";
import type { Value } from "../sql/statement.ts";
import { RetortError } from "../util/errors.ts";
import type { Archive } from "../../tests/support/archive.ts";
import { compileCase, GOLDEN_SERVERS, statementsOf } from "../../tests/support/compile_case.ts";
import { type Answered, goldenCases } from "../../tests/support/golden_cases.ts";

goldenCases(new URL("../../tests/cases/compile/", import.meta.url), async (archive) => {
  const answers = await Promise.all(Object.keys(GOLDEN_SERVERS).map((name) => answer(archive, name)));
  return Object.assign({}, ...answers);
});

/** What a dialect makes of a case, and how a script would have it where that differs. */
async function answer(archive: Archive, name: string): Promise<Answered> {
  const dialect = await loadDialect(name);
  const server = GOLDEN_SERVERS[name];
  const compiler = await dialect.compiler().catch(() => undefined);
  if (compiler === undefined || server === undefined) return {};
  const golden = await compileCase(archive, dialect);
  const online = shown(() => statementsOf(golden, compiler, { server, offline: false }, dialect));
  const offline = shown(() => statementsOf(golden, compiler, { server, offline: true }, dialect));
  return { [name]: online, [`${name} offline`]: offline === online ? undefined : offline };
}

function shown(compile: () => readonly CompiledStatement[]): string {
  try {
    const statements = compile();
    return statements.length === 0 ? "nothing to do\n" : statements.map(shownStatement).join("");
  } catch (error) {
    if (!(error instanceof RetortError)) throw error;
    return `refused: ${error.message}\nhint: ${error.hint}\n`;
  }
}

function shownStatement({ sql, parameters, foreignKeys }: CompiledStatement): string {
  const values = parameters?.map(shownValue);
  return [
    foreignKeys === undefined ? "" : "-- without foreign keys\n",
    `${sql};\n`,
    values === undefined ? "" : `-- values: ${values.join(", ")}\n`,
  ].join("");
}

function shownValue(value: Value): string {
  if (value instanceof Uint8Array) return `bytes ${value.join(" ")}`;
  return typeof value === "bigint" ? `${value}n` : JSON.stringify(value);
}
