import type { Connection } from "../../src/dialect/dialect.ts";
import type { ReflectRequest } from "../../src/dialect/reflector.ts";
import { loadDialect } from "../../src/dialect/registry.ts";
import type { Schema, Table } from "../../src/schema/schema.ts";
import { directConnection } from "./direct_connection.ts";
import type { Engine } from "./engine.ts";
import { forEachDialect } from "./for_each_dialect.ts";
import type { TestDatabase } from "./test_database.ts";

/** A database with a connection through which it is read. */
export interface Reflected {
  readonly connection: Connection;
  readonly database: TestDatabase;
  /** The server's major version. */
  readonly major: number;
  /** Runs SQL in the engine's own client. */
  sql(text: string): Promise<string[][]>;
  reflect(request?: ReflectRequest): Promise<Schema>;
  tidy(schema: Schema): Schema;
}

/** What makes a test of one engine's reflector, with an empty database. */
export function reflectingOn(
  engine: Engine,
): (name: string, test: (database: Reflected) => Promise<void>) => void {
  return (name, test) =>
    forEachDialect(name, async (database) => {
      const reflector = await (await loadDialect(engine)).reflector();
      await using connection = await directConnection(database.url);
      await test({
        connection,
        database,
        major: connection.server.versionNumbers[0],
        sql: (text) => database.sql(engine === "mysql" ? `SET NAMES utf8mb4;\n${text}` : text),
        reflect: (request = {}) => reflector.reflect(connection, request),
        tidy: (schema) => reflector.tidy(schema),
      });
    }, { engines: [engine] });
}

/** The table of a name; a schema without it fails the test. */
export function tableNamed(schema: Schema, name: string): Table {
  const found = schema.tables.find((table) => table.name === name);
  if (found === undefined) throw new Error(`There is no table ${name}`);
  return found;
}
