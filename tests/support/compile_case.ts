import type { CompileContext, CompiledStatement, OperationCompiler } from "../../src/dialect/compiler.ts";
import type { Dialect, Server } from "../../src/dialect/dialect.ts";
import { applyToTable } from "../../src/operation/apply_to_table.ts";
import { dispatch } from "../../src/operation/dispatch.ts";
import type { Operation, TableChange } from "../../src/operation/operation.ts";
import { createOperations } from "../../src/runtime/code/operations.ts";
import { EMPTY_SCHEMA, sameName, type Schema, type Table } from "../../src/schema/schema.ts";
import type { Operations } from "../../src/script/operations.ts";
import { RetortError } from "../../src/util/errors.ts";
import { type Archive, section } from "./archive.ts";

/**
 * A golden case of the compilers: `input` is the body of an `upgrade(op)`, in JavaScript, and each dialect's section what
 * it becomes. `before` is the same for what is there already; `setup postgres` is SQL that runs even before that.
 * `raw(operation)` gives an operation that `op` has no call for.
 */
export interface CompileCase {
  readonly before: readonly Operation[];
  readonly input: readonly Operation[];
}

/** The operations of a case, as one engine gets them. */
export async function compileCase(archive: Archive, dialect: Dialect): Promise<CompileCase> {
  return {
    before: await operationsOf(archive.sections.get("before") ?? "", dialect),
    input: await operationsOf(section(archive, "input"), dialect),
  };
}

/** The statements of operations on top of others. */
export function statementsOf(
  { before, input }: CompileCase,
  compiler: OperationCompiler,
  { server, offline }: Pick<CompileContext, "server" | "offline">,
  dialect: Dialect,
): readonly CompiledStatement[] {
  let schema = schemaAfter(EMPTY_SCHEMA, before, dialect);
  return input.flatMap((operation) => {
    const statements = dispatch(compiler.handlers, operation, { schema, server, offline });
    schema = schemaAfter(schema, [operation], dialect);
    return statements;
  });
}

/** The servers that the golden statements are for. */
export const GOLDEN_SERVERS: Readonly<Record<string, Server>> = {
  sqlite: { product: "sqlite", version: "3.53.2", versionNumbers: [3, 53, 2] },
  postgres: { product: "postgres", version: "15.18", versionNumbers: [15, 18, 0] },
  mysql: { product: "mariadb", version: "10.11.19-MariaDB", versionNumbers: [10, 11, 19] },
};

type Body = (op: Operations, raw: (operation: Operation) => void) => Promise<void>;

async function operationsOf(body: string, dialect: Dialect): Promise<readonly Operation[]> {
  const operations: Operation[] = [];
  const module: { readonly default: Body } = await import(
    `data:text/javascript,${encodeURIComponent(`export default async (op, raw) => {\n${body}\n};`)}`
  );
  const send = (operation: Operation) => Promise.resolve(operations.push(operation));
  const op = createOperations({
    operate: send,
    execute: (sql, values) => send({ kind: "execute", parts: [sql], values }),
    query: () => Promise.resolve([]),
    step: (_, run) => run(),
    autocommit: (run) => run(),
    chunks: () => Promise.resolve(),
  }, { dialect, config: { naming: {}, x: {} } });
  await module.default(op, (operation) => void operations.push(operation));
  return operations;
}

function schemaAfter(schema: Schema, operations: readonly Operation[], dialect: Dialect): Schema {
  return operations.reduce((known, operation) => afterOne(known, operation, dialect), schema);
}

function afterOne(schema: Schema, operation: Operation, dialect: Dialect): Schema {
  switch (operation.kind) {
    case "createTable":
      return { ...schema, tables: [...schema.tables, operation.table] };
    case "createDefinition":
      return { ...schema, definitions: [...schema.definitions, operation.object] };
    case "alterTable":
      return operation.changes.reduce((known, change) => afterChange(known, change, dialect), schema);
    case "addColumn":
    case "dropColumn":
    case "alterColumn":
    case "addConstraint":
    case "dropConstraint":
    case "createIndex":
    case "dropIndex":
      return afterChange(schema, operation, dialect);
    default:
      return schema;
  }
}

/** What is not there is the engine's to refuse, or was asked for by `ifExists`. */
function afterChange(schema: Schema, change: TableChange, dialect: Dialect): Schema {
  const { lexicon, quoteWhereNeeded: quote } = dialect;
  const rules = { lexicon, key: (identifier: string) => identifier.toLowerCase(), quote };
  const apply = (table: Table) => {
    try {
      return applyToTable(table, change, rules);
    } catch (error) {
      if (error instanceof RetortError) return table;
      throw error;
    }
  };
  const tables = schema.tables.map((table) =>
    change.table !== undefined && sameName(table, change.table) ? apply(table) : table
  );
  return { ...schema, tables };
}
