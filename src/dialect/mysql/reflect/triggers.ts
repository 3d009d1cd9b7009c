import { type DefinitionObject, objectKey, type UnknownObject } from "../../../schema/schema.ts";
import type { TriggerRow } from "./catalog_rows.ts";
import { definerSql, nameSql } from "./definition_names.ts";
import { ownMode } from "./session_mode.ts";
import type { Place } from "./tables.ts";

/** The triggers of a database; each depends on the one that runs before it, so that the order stays. */
export function reflectTriggers(
  rows: readonly TriggerRow[],
  { place, sessionMode, definers }: { place: Place; sessionMode: string; definers: boolean },
): (DefinitionObject | UnknownObject)[] {
  return rows.map((row) => {
    const name = nameSql(place.objectName(place.database, row.name));
    if (row.body === null || row.body === "") return { kind: "trigger", name };
    const table = place.objectName(place.database, row.table_name);
    const definer = definers ? definerSql(row.definer) : "";
    return {
      kind: "trigger",
      identity: identityOf(row, place),
      create: `CREATE ${definer}TRIGGER ${name} ${row.timing} ${row.event} ON ${
        nameSql(table)
      } FOR EACH ROW\n${row.body}`,
      drop: `DROP TRIGGER ${name}`,
      comment: "",
      dependsOn: [
        objectKey("table", table),
        ...previous(row, rows).map((other) => `trigger ${identityOf(other, place)}`),
      ],
      ...ownMode(row.sql_mode, sessionMode),
    };
  });
}

function identityOf(row: TriggerRow, place: Place): string {
  const [name, table] = [row.name, row.table_name].map((each) =>
    nameSql(place.objectName(place.database, each))
  );
  return `${name} ON ${table}`;
}

function previous(row: TriggerRow, rows: readonly TriggerRow[]): readonly TriggerRow[] {
  return rows.filter((other) =>
    other.table_name === row.table_name && other.timing === row.timing && other.event === row.event &&
    other.position === row.position - 1
  );
}
