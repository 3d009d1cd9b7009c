import { logName } from "../dialect/ansi/ledger.ts";
import { repeatableName } from "../dialect/ansi/repeatable_sql.ts";
import type { LedgerName } from "../dialect/dialect.ts";
import type { ReflectRequest } from "../dialect/reflector.ts";
import type { ObjectName, Schema } from "../schema/schema.ts";
import type { Environment } from "./environment.ts";

/**
 * Everything that a database declares but what is retort's own: the ledger, its log, the record of repeatables, and the
 * schema that holds nothing else.
 */
export async function reflectDatabase(
  { dialect, connection, ledger }: Pick<Environment, "dialect" | "connection" | "ledger">,
  request: Omit<ReflectRequest, "hidden"> = {},
): Promise<Schema> {
  const reflector = await dialect.reflector();
  const home = connection.homeSchema;
  const hidden = [ledger, logName(ledger), repeatableName(ledger)].map((name) => objectName(name, home));
  const schema = await reflector.reflect(connection, { ...request, hidden });
  const own = hidden[0]?.schema;
  return own === undefined ? schema : withoutEmptied(schema, own);
}

/** As the reflector names it: without the schema that unqualified names mean. */
function objectName({ table, schema, atHome }: LedgerName, home: string | undefined): ObjectName {
  return schema === undefined || atHome || schema === home ? { name: table } : { schema, name: table };
}

/** The ledger's schema, where it was made for the ledger alone. */
function withoutEmptied(schema: Schema, name: string): Schema {
  const { enums, sequences, tables, definitions } = schema;
  const used = [...enums, ...sequences, ...tables].some((each) => each.schema === name) ||
    definitions.some(({ identity, dependsOn }) =>
      identity.includes(`${name}.`) || identity.includes(`"${name}".`) ||
      dependsOn.includes(`namespace ${name}`)
    );
  return used
    ? schema
    : { ...schema, namespaces: schema.namespaces.filter((namespace) => namespace.name !== name) };
}
