import type { ObjectName } from "../../../schema/schema.ts";
import { objectNameSql } from "../../ansi/compile/names.ts";
import { literal, quoteWhereNeeded } from "../quote.ts";

/** A name as a statement writes it. */
export function nameSql(name: ObjectName): string {
  return objectNameSql(name, quoteWhereNeeded);
}

/** `DEFINER = 'ada'@'%' ` of a definer as the catalog lists it, `ada@%`; a role has no host. */
export function definerSql(definer: string): string {
  const at = definer.lastIndexOf("@");
  const [user, host] = at < 0 ? [definer, ""] : [definer.slice(0, at), definer.slice(at + 1)];
  return `DEFINER = ${literal(user)}${host === "" ? "" : `@${literal(host)}`} `;
}
