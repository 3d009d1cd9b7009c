import type { Config } from "../../config/config.ts";
import type { CompiledStatement, Needed } from "../../dialect/compiler.ts";
import type { Connection, Dialect, LedgerName } from "../../dialect/dialect.ts";
import type { ReflectRequest } from "../../dialect/reflector.ts";
import { dispatch } from "../../operation/dispatch.ts";
import type { Operation } from "../../operation/operation.ts";
import { nameWanted } from "../../schema/naming.ts";
import { EMPTY_SCHEMA, type ObjectName, type Schema } from "../../schema/schema.ts";
import { ownTables } from "../own_tables.ts";

/** Where operations are carried out. */
export interface OperationPlace {
  readonly dialect: Dialect;
  readonly connection: Connection;
  readonly ledger: LedgerName;
  readonly config: Pick<Config, "naming">;
}

/** An operation before it is compiled. */
export interface PlannedOperation {
  /** Whether its statements follow from what is in the database. */
  readonly reads: boolean;
  /** The operation as text: the same for the same change. */
  readonly identity: string;
  /**
   * Its statements, once the database has been asked what they need to know.
   *
   * @throws {RetortError} `usage` for what the engine cannot do.
   */
  compile(): Promise<readonly CompiledStatement[]>;
}

/** Finds out what an operation must know, without asking for it yet. */
export async function planOperation(
  operation: Operation,
  place: OperationPlace,
): Promise<PlannedOperation> {
  const { dialect, connection: { server } } = place;
  const compiler = await dialect.compiler();
  const needed = compiler.reads(operation, server);
  return {
    reads: needed !== "nothing",
    identity: needed === "nothing" ? "" : operationText(operation),
    async compile() {
      const schema = spokenOf(operation, await whatIsThere(operation, needed, place), place);
      return dispatch(compiler.handlers, operation, { schema, server, offline: false });
    },
  };
}

/** What is there, with the names by which the operation speaks of constraints that have none of their own. */
export function spokenOf(
  operation: Operation,
  schema: Schema,
  { dialect, config }: Pick<OperationPlace, "dialect" | "config">,
): Schema {
  const changes = operation.kind === "alterTable" ? operation.changes : [operation];
  const wanted = new Set(changes.flatMap((each) => each.kind === "dropConstraint" ? [each.name] : []));
  if (wanted.size === 0 || Object.keys(config.naming).length === 0) return schema;
  const naming = { convention: config.naming, limit: dialect.nameLimit };
  return { ...schema, tables: schema.tables.map((table) => nameWanted(table, wanted, naming)) };
}

async function whatIsThere(operation: Operation, needed: Needed, place: OperationPlace): Promise<Schema> {
  if (needed === "nothing") return EMPTY_SCHEMA;
  const { dialect, connection } = place;
  const reflector = await dialect.reflector();
  return await reflector.reflect(connection, requestFor(operation, needed, place));
}

/** What is to be read for an operation: its own table, or everything but what is retort's own. */
function requestFor(
  operation: Operation,
  needed: Needed,
  { ledger, connection }: Pick<OperationPlace, "ledger" | "connection">,
): ReflectRequest {
  const table = needed === "table" ? tableOf(operation) : undefined;
  return table === undefined ? { hidden: ownTables(ledger, connection.homeSchema) } : { tables: [table] };
}

function tableOf(operation: Operation): ObjectName | undefined {
  return "table" in operation ? operation.table : undefined;
}

function operationText(operation: Operation): string {
  return JSON.stringify(operation, (_, value: unknown) => typeof value === "bigint" ? `${value}n` : value);
}
