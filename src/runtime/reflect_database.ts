import type { ReflectRequest } from "../dialect/reflector.ts";
import type { Schema } from "../schema/schema.ts";
import type { Environment } from "./environment.ts";
import { ownTables } from "./own_tables.ts";

/**
 * Everything that a database declares but what is retort's own: the ledger, its log, the record of repeatables, and the
 * schema that holds nothing else.
 */
export async function reflectDatabase(
  { dialect, connection, ledger }: Pick<Environment, "dialect" | "connection" | "ledger">,
  request: Omit<ReflectRequest, "hidden"> = {},
): Promise<Schema> {
  const reflector = await dialect.reflector();
  const hidden = ownTables(ledger, connection.homeSchema);
  const schema = await reflector.reflect(connection, { ...request, hidden });
  const own = hidden[0]?.schema;
  return own === undefined ? schema : withoutEmptied(schema, own);
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
