import type { OperationCompiler } from "../dialect/compiler.ts";
import type { Dialect, Server } from "../dialect/dialect.ts";
import type { OfflineSql } from "../dialect/offline_sql.ts";
import { createAll } from "../operation/create_all.ts";
import { dispatch } from "../operation/dispatch.ts";
import type { Operation } from "../operation/operation.ts";
import type { Schema } from "../schema/schema.ts";
import type { Lexicon } from "../sql/lexicon.ts";
import { ended } from "./offline/ended.ts";

/** What writing a schema as a script takes. */
export interface ScriptWriter {
  readonly compiler: OperationCompiler;
  readonly sql: OfflineSql;
  readonly lexicon: Lexicon;
  readonly server: Server;
}

/** Loads what a dialect writes schemas with. */
export async function scriptWriter(dialect: Dialect, server: Server): Promise<ScriptWriter> {
  const [compiler, sql] = await Promise.all([dialect.compiler(), dialect.offline()]);
  return { compiler, sql, lexicon: dialect.lexicon, server };
}

/**
 * The script that makes a schema in an empty database, for the engine's own client: each thing after what it needs, an
 * empty line between any two. What cannot be made stands in a comment at the end.
 */
export function* schemaScript(schema: Schema, writer: ScriptWriter): Generator<string> {
  const { sql, lexicon } = writer;
  const groups = createAll(schema, writer.compiler).map((operation) =>
    statementsOf(operation, schema, writer)
  );
  const texts = groups.flat();
  const settings = groups.length === 0 ? [] : sql.schemaSettings?.({
    ascii: texts.every(isAscii),
    backslashes: texts.some((text) => text.includes("\\")),
    routines: schema.definitions.some(({ kind }) => kind === "function" || kind === "procedure"),
  }) ?? [];
  yield `-- The schema of a ${sql.engine} database, as \`retort dump\` writes it\n`;
  yield `-- Load it into an empty one: ${sql.client}\n`;
  for (const statements of [settings, ...groups, groups.length === 0 ? [] : sql.schemaClosing ?? []]) {
    if (statements.length > 0) yield `\n${statements.map((each) => ended(each, sql, lexicon)).join("")}`;
  }
  if (schema.unknown.length > 0) {
    yield "\n-- In the database, and not in this file, because retort does not know such things:\n";
    for (const { kind, name } of schema.unknown) yield `--   ${kind} ${oneLine(name)}\n`;
  }
}

function statementsOf(
  operation: Operation,
  schema: Schema,
  { compiler, server }: ScriptWriter,
): readonly string[] {
  const compiled = dispatch(compiler.handlers, operation, { schema, server, offline: true });
  return compiled.map(({ sql }) => sql);
}

function isAscii(text: string): boolean {
  // deno-lint-ignore no-control-regex -- exactly those
  return /^[\x00-\x7f]*$/.test(text);
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, " ");
}
