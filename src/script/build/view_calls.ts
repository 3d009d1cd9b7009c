import type { DefinitionObject, ObjectName } from "../../schema/schema.ts";
import type { CreateViewOptions, ObjectOperations } from "../api/object_operations.ts";
import type { SqlText } from "../api/value.ts";
import { badCall, checkArgument, checkOptions, FLAG, NAME, NAMES, oneOf, SQL } from "./argument.ts";
import { type BuildContext, namedObject, sqlText } from "./build_context.ts";
import type { Send } from "./send.ts";
import { DROP_OPTIONS } from "./table_calls.ts";

/** The calls of `op` for views. */
export function viewCalls(
  context: BuildContext,
  send: Send,
): Pick<ObjectOperations, "createView" | "dropView"> {
  const viewName = (call: string, name: string, schema?: string) =>
    namedObject(context, call, { what: "the view's name", name, schema });
  return {
    async createView(name, query, options = {}) {
      const call = "op.createView()";
      checkArgument(call, "the query", query, SQL);
      checkOptions(call, options, {
        schema: NAME,
        ifNotExists: FLAG,
        replace: FLAG,
        materialized: FLAG,
        columns: NAMES,
        checkOption: oneOf("local", "cascaded"),
      });
      if (options.replace === true && (options.materialized === true || options.ifNotExists === true)) {
        throw badCall(call, "what is replaced is neither materialized nor made only where it is missing");
      }
      const object = view(context, viewName(call, name, options.schema), query, options);
      await send({ kind: "createDefinition", object });
    },
    async dropView(name, options = {}) {
      const call = "op.dropView()";
      checkOptions(call, options, { ...DROP_OPTIONS, materialized: FLAG });
      const { materialized = false, ifExists = false, cascade = false } = options;
      const kind = materialized ? "materialized view" : "view";
      const identity = identityOf(context, viewName(call, name, options.schema));
      const drop = words(
        `DROP ${kind.toUpperCase()}`,
        ifExists && "IF EXISTS",
        identity,
        cascade && "CASCADE",
      );
      await send({ kind: "dropDefinition", object: { ...definition(kind, identity), drop } });
    },
  };
}

function view(
  context: BuildContext,
  name: ObjectName,
  query: SqlText,
  options: CreateViewOptions,
): DefinitionObject {
  const { materialized = false, replace = false, ifNotExists = false, columns, checkOption } = options;
  const kind = materialized ? "materialized view" : "view";
  const identity = identityOf(context, name);
  const opening = words(
    replace ? "CREATE OR REPLACE" : "CREATE",
    kind.toUpperCase(),
    ifNotExists && "IF NOT EXISTS",
    identity,
    columns !== undefined && `(${columns.map(context.quote).join(", ")})`,
    "AS",
  );
  const text = sqlText(query, context).replace(/;\s*$/, "");
  const closing = checkOption === undefined ? "" : `\nWITH ${checkOption.toUpperCase()} CHECK OPTION`;
  return { ...definition(kind, identity), create: `${opening}\n${text}${closing}` };
}

function definition(kind: string, identity: string): DefinitionObject {
  const drop = `DROP ${kind.toUpperCase()} ${identity}`;
  return { kind, identity, create: "", drop, comment: "", dependsOn: [] };
}

function identityOf({ quote }: BuildContext, { schema, name }: ObjectName): string {
  return schema === undefined ? quote(name) : `${quote(schema)}.${quote(name)}`;
}

function words(...parts: readonly (string | false)[]): string {
  return parts.filter((part) => part !== false && part !== "").join(" ");
}
