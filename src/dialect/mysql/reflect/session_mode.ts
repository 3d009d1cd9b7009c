import type { DefinitionObject } from "../../../schema/schema.ts";

/**
 * The sql_mode that a routine, a trigger or an event was made under and keeps, where it is not the session's: under
 * another one it would mean something else, or not even be read.
 */
export function ownMode(own: string, session: string): Pick<DefinitionObject, "settings"> {
  return normalised(own) === normalised(session) ? {} : { settings: { sql_mode: own } };
}

function normalised(mode: string): string {
  return mode.split(",").filter((word) => word !== "").sort().join(",");
}
