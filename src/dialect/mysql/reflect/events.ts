import type { DefinitionObject, UnknownObject } from "../../../schema/schema.ts";
import { literal } from "../quote.ts";
import type { EventRow } from "./catalog_rows.ts";
import { definerSql, nameSql } from "./definition_names.ts";
import { ownMode } from "./session_mode.ts";
import type { Place } from "./tables.ts";

/** The events of a database. */
export function reflectEvents(
  rows: readonly EventRow[],
  { place, sessionMode, definers }: { place: Place; sessionMode: string; definers: boolean },
): (DefinitionObject | UnknownObject)[] {
  return rows.map((row) => {
    const name = nameSql(place.objectName(place.database, row.name));
    if (row.body === null || row.body === "") return { kind: "event", name };
    return {
      kind: "event",
      identity: name,
      create:
        `CREATE ${definers ? definerSql(row.definer) : ""}EVENT ${name}\n${eventClauses(row).join("\n")}\n` +
        `DO ${row.body}`,
      drop: `DROP EVENT ${name}`,
      comment: "",
      dependsOn: [],
      ...ownMode(row.sql_mode, sessionMode),
    };
  });
}

function eventClauses(row: EventRow): string[] {
  return [
    `ON SCHEDULE ${schedule(row)}`,
    ...(row.on_completion === "PRESERVE" ? ["ON COMPLETION PRESERVE"] : []),
    ...(row.status === "ENABLED" ? [] : [row.status === "DISABLED" ? "DISABLE" : "DISABLE ON SLAVE"]),
    ...(row.comment === "" ? [] : [`COMMENT ${literal(row.comment)}`]),
  ];
}

function schedule(row: EventRow): string {
  if (row.execute_at !== null) return `AT ${literal(row.execute_at)}`;
  return [
    `EVERY ${row.interval_value ?? ""} ${row.interval_field ?? ""}`,
    ...(row.starts === null ? [] : [`STARTS ${literal(row.starts)}`]),
    ...(row.ends === null ? [] : [`ENDS ${literal(row.ends)}`]),
  ].join(" ");
}
