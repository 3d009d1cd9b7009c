import type { DefinitionObject, UnknownObject } from "../../../schema/schema.ts";
import type { Connection } from "../../dialect.ts";
import { quote } from "../quote.ts";
import type { RoutineRow } from "./catalog_rows.ts";
import { nameSql } from "./definition_names.ts";
import { ownMode } from "./session_mode.ts";
import type { Place } from "./tables.ts";

type Shown = Readonly<Record<string, string | null>>;

/** Functions, procedures and packages: information_schema does not hold the text of their arguments. */
export async function reflectRoutines(
  connection: Connection,
  rows: readonly RoutineRow[],
  { place, sessionMode, definers }: { place: Place; sessionMode: string; definers: boolean },
): Promise<(DefinitionObject | UnknownObject)[]> {
  const found: (DefinitionObject | UnknownObject)[] = [];
  for (const { name, type } of rows) {
    const kind = type.toLowerCase();
    const printed = nameSql(place.objectName(place.database, name));
    const [shown] = await connection.query<Shown>(
      `SHOW CREATE ${type} ${quote(place.database)}.${quote(name)}`,
    );
    const create = Object.entries(shown ?? {}).find(([column]) => /^create /i.test(column))?.[1];
    // Who may not see the text sees NULL.
    if (create === undefined || create === null) {
      found.push({ kind, name: printed });
      continue;
    }
    found.push({
      kind,
      identity: printed,
      create: withName(create, printed, definers),
      drop: `DROP ${type} ${printed}`,
      comment: "",
      dependsOn: kind === "package body" ? [`package ${printed}`] : [],
      ...ownMode(shown?.["sql_mode"] ?? "", sessionMode),
    });
  }
  return found;
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
