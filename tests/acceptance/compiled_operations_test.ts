import assert from "node:assert/strict";
import type { OperationCompiler } from "../../src/dialect/compiler.ts";
import type { Connection, Dialect } from "../../src/dialect/dialect.ts";
import type { Reflector } from "../../src/dialect/reflector.ts";
import { loadDialect } from "../../src/dialect/registry.ts";
import { createAll } from "../../src/operation/create_all.ts";
import { dispatch } from "../../src/operation/dispatch.ts";
import type { Schema } from "../../src/schema/schema.ts";
import { split } from "../../src/sql/split.ts";
import { directConnection } from "../support/direct_connection.ts";
import { type Archive, parseArchive } from "../support/archive.ts";
import { compileCase, statementsOf } from "../support/compile_case.ts";
import { createTestDatabase } from "../support/test_database.ts";
import { type Engine, ENGINES } from "../support/engine.ts";
import { archivePaths } from "../support/golden_cases.ts";
import { pathOf } from "../support/retort.ts";

const CASES = pathOf(new URL("../cases/compile/", import.meta.url));

/** One engine with a database that is emptied before each use. */
interface Bench {
  readonly engine: Engine;
  readonly dialect: Dialect;
  readonly compiler: OperationCompiler;
  readonly reflector: Reflector;
  /** Calls with a connection to an empty database. */
  empty<Result>(act: (connection: Connection) => Promise<Result>): Promise<Result>;
}

for (const engine of ENGINES) {
  Deno.test(`golden statements run, and what they make is made again the same [${engine}]`, async (t) => {
    const cases = await runnable(engine);
    if (cases.length === 0) return;
    const dialect = await loadDialect(engine);
    await using database = await createTestDatabase(engine);
    await using connection = await directConnection(database.url);
    const bench = {
      engine,
      dialect,
      compiler: await dialect.compiler(),
      reflector: await dialect.reflector(),
      empty: EMPTY[engine](connection),
    };
    for (const [name, archive] of cases) await t.step(name, () => proves(archive, bench));
  });
}

/** The cases that the engine makes statements of, by their files' names. */
async function runnable(engine: Engine): Promise<readonly (readonly [string, Archive])[]> {
  const archives = await Promise.all(
    archivePaths(CASES).map(async (path) => {
      return [path.slice(CASES.length + 1), parseArchive(await Deno.readTextFile(path))] as const;
    }),
  );
  return archives.filter(([, { sections }]) =>
    /^(?!refused|nothing)/.test(sections.get(engine) ?? "refused")
  );
}

type Emptier = (connection: Connection) => Bench["empty"];

const EMPTY: Readonly<Record<Engine, Emptier>> = {
  sqlite: () => async (act) => {
    await using connection = await directConnection("sqlite::memory:");
    return await act(connection);
  },
  postgres: (connection) => async (act) => {
    await connection.execute("DROP SCHEMA IF EXISTS app CASCADE");
    await connection.execute("DROP SCHEMA public CASCADE");
    await connection.execute("CREATE SCHEMA public");
    return await act(connection);
  },
  mysql: (connection) => async (act) => {
    const [row] = await connection.query<{ name: string }>("SELECT DATABASE() AS name");
    const name = row?.name ?? "";
    for (const sql of [`DROP DATABASE ${name}`, `CREATE DATABASE ${name}`, `USE ${name}`]) {
      await connection.execute(sql);
    }
    return await act(connection);
  },
};

/** Runs a case, both ways in which values come, and makes what is there then once more. */
async function proves(archive: Archive, bench: Bench): Promise<void> {
  const online = await bench.empty((connection) => run(archive, bench, connection, false));
  if (online === undefined) return;
  const offline = archive.sections.get(`${bench.engine} offline`) ?? "refused";
  if (!offline.startsWith("refused")) {
    assert.deepEqual(await bench.empty((connection) => run(archive, bench, connection, true)), online);
  }
  const again = await bench.empty(async (connection) => {
    await setUp(archive, bench, connection);
    return await recreated(online, bench, connection);
  });
  assert.deepEqual(again, online);
}

/** The schema after a case; undefined where this server is too old for it. */
async function run(
  archive: Archive,
  bench: Bench,
  connection: Connection,
  offline: boolean,
): Promise<Schema | undefined> {
  const { dialect, compiler, reflector } = bench;
  const { before, input } = await compileCase(archive, dialect);
  const context = { server: connection.server, offline };
  await setUp(archive, bench, connection);
  try {
    const first = statementsOf({ before: [], input: before }, compiler, context, dialect);
    const statements = statementsOf({ before, input }, compiler, context, dialect);
    await execute(connection, [...first, ...statements], bench);
  } catch (error) {
    if (error instanceof Error && / needs PostgreSQL \d+/.test(error.message)) return undefined;
    throw error;
  }
  return await reflector.reflect(connection, {});
}

async function setUp(archive: Archive, { engine, dialect }: Bench, connection: Connection): Promise<void> {
  const text = archive.sections.get(`setup ${engine}`) ?? "";
  for (const { sql } of split(text, dialect.lexicon)) await connection.execute(sql);
}

async function recreated(schema: Schema, bench: Bench, connection: Connection): Promise<Schema> {
  const { compiler, reflector } = bench;
  const tidy = reflector.tidy(schema);
  // The case's own set-up has made them.
  const definitions = tidy.definitions.filter(({ kind }) => kind !== "extension");
  const context = { schema: tidy, server: connection.server, offline: true };
  const statements = createAll({ ...tidy, definitions })
    .flatMap((operation) => dispatch(compiler.handlers, operation, context));
  await execute(connection, statements, bench);
  return await reflector.reflect(connection, {});
}

async function execute(
  connection: Connection,
  statements: ReturnType<typeof statementsOf>,
  { engine, dialect }: Bench,
): Promise<void> {
  if (engine === "sqlite" && statements.some(({ foreignKeys }) => foreignKeys === "off")) {
    await connection.execute("PRAGMA foreign_keys = OFF");
  }
  const together = statements.some(({ sql }) => sql.startsWith("LOCK TABLE"));
  if (together) await connection.execute(dialect.transaction.begin);
  for (const { sql, parameters } of statements) {
    await connection.execute(sql, parameters).catch((cause: unknown) => {
      throw new Error(`${cause instanceof Error ? cause.message : cause}:\n${sql}`, { cause });
    });
  }
  if (together) await connection.execute(dialect.transaction.commit);
}
