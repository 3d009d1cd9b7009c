import type { DefinitionObject, UnknownObject } from "../../../schema/schema.ts";
import type { Connection } from "../../dialect.ts";
import type { RoutineRow } from "./catalog_rows.ts";
import { nameSql } from "./definition_names.ts";
import { ownMode } from "./session_mode.ts";
import { showCreate, shownText } from "./show_create.ts";
import type { Place } from "./tables.ts";

/** Functions, procedures and packages: information_schema does not hold the text of their arguments. */
export async function reflectRoutines(
  connection: Connection,
  rows: readonly RoutineRow[],
  { place, sessionMode, definers }: { place: Place; sessionMode: string; definers: boolean },
): Promise<(DefinitionObject | UnknownObject)[]> {
  const shown = await showCreate(connection, place.database, rows);
  return rows.map(({ name, type }, at) => {
    const kind = type.toLowerCase();
    const printed = nameSql(place.objectName(place.database, name));
    const create = shownText(shown[at]);
    if (create === "") return { kind, name: printed };
    return {
      kind,
      identity: printed,
      create: withName(create, printed, definers),
      drop: `DROP ${type} ${printed}`,
      comment: "",
      dependsOn: kind === "package body" ? [`package ${printed}`] : [],
      ...ownMode(shown[at]?.["sql_mode"] ?? "", sessionMode),
    };
  });
}

const QUOTED = '(?:`(?:[^`]|``)*`|"(?:[^"]|"")*")';
const HEAD = new RegExp(
  `^CREATE (DEFINER=(?:${QUOTED}@)?${QUOTED} )?((?:AGGREGATE )?FUNCTION|PROCEDURE|PACKAGE(?: BODY)?) ${QUOTED}`,
);

/** The server's text with the name as a person writes it, and without the definer unless that was asked for. */
function withName(create: string, name: string, definers: boolean): string {
  return create.replace(
    HEAD,
    (_, definer: string | undefined, kind: string) =>
      `CREATE ${definers ? definer ?? "" : ""}${kind} ${name}`,
  );
}
