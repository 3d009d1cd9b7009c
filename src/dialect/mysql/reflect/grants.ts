import { type DefinitionObject, objectKey } from "../../../schema/schema.ts";
import { quoteWhereNeeded } from "../quote.ts";
import type { GrantRow } from "./catalog_rows.ts";
import { nameSql } from "./definition_names.ts";
import type { Place } from "./tables.ts";

/** Who may do what in a database and with its tables, one definition for each account and each thing. */
export function reflectGrants(rows: readonly GrantRow[], place: Place): DefinitionObject[] {
  const groups = Map.groupBy(
    rows,
    ({ grantee, table_name, grantable }) => JSON.stringify([grantee, table_name, grantable]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const table = first.table_name === null ? undefined : place.objectName(place.database, first.table_name);
    const what = `${privileges(group)} ON ${target(table, place)}`;
    return {
      kind: "grant",
      identity: `${what} TO ${first.grantee}`,
      create: `GRANT ${what} TO ${first.grantee}${first.grantable === "YES" ? " WITH GRANT OPTION" : ""}`,
      drop: `REVOKE ${what} FROM ${first.grantee}`,
      comment: "",
      dependsOn: table === undefined ? [] : [objectKey("table", table)],
    };
  });
}

/** `*` is everything in the database that the session stands in. */
function target(table: ReturnType<Place["objectName"]> | undefined, place: Place): string {
  if (table !== undefined) return nameSql(table);
  return place.database === place.home ? "*" : `${quoteWhereNeeded(place.database)}.*`;
}

function privileges(group: readonly GrantRow[]): string {
  return [...Map.groupBy(group, ({ privilege }) => privilege)].toSorted().map(([privilege, rows]) => {
    const columns = rows.flatMap(({ column_name }) =>
      column_name === null ? [] : [quoteWhereNeeded(column_name)]
    );
    return columns.length === 0 ? privilege : `${privilege} (${columns.sort().join(", ")})`;
  }).join(", ");
}
