import type { Column } from "../../../schema/column.ts";
import type { Options } from "../../../schema/schema.ts";
import { parametersOf, postgresOptions } from "../options.ts";
import type { Server } from "../../dialect.ts";
import { quoteWhereNeeded as quote } from "../quote.ts";
import { defaultClause } from "./column_clauses.ts";
import { parameterName, parametersSql } from "./parameters.ts";
import { needsVersion } from "./version.ts";

/** What follows ALTER COLUMN c for the options that a new column's definition cannot say, an action each. */
function columnSettings(options: Options): readonly string[] {
  const { storage, statistics } = options;
  const attributes = parametersOf(options, postgresOptions.column);
  return [
    storage === undefined ? [] : `SET STORAGE ${storage}`,
    statistics === undefined ? [] : `SET STATISTICS ${statistics}`,
    attributes.length === 0 ? [] : `SET ${parametersSql(attributes)}`,
  ].flat();
}

/** What follows ALTER TABLE t for all that a new column's definition cannot say; serial has made it NOT NULL. */
export function laterSettings(described: Column): readonly string[] {
  const { name, nullable, generation, options } = described;
  const { notNullNotValid, notNullName } = options;
  const column = quote(name);
  const constraint = notNullName === undefined ? "" : `CONSTRAINT ${quote(notNullName)} `;
  return [
    notNullNotValid === undefined ? [] : `ADD ${constraint}NOT NULL ${column} NOT VALID`,
    generation.kind === "serial" && nullable ? `ALTER COLUMN ${column} DROP NOT NULL` : [],
    [...besideParents(described), ...columnSettings(options)].map((action) =>
      `ALTER COLUMN ${column} ${action}`
    ),
  ].flat();
}

/** What a column that comes from a parent has of its own. */
function besideParents({ default: byDefault, type, options }: Column): readonly string[] {
  const own = (options[postgresOptions.column.inherited] ?? "").split(", ");
  const setDefault = byDefault.kind === "none" ? "DROP DEFAULT" : `SET ${defaultClause(byDefault, type)}`;
  return [
    ...(own.includes("default") ? [setDefault] : []),
    ...(own.includes("not null") ? ["SET NOT NULL"] : []),
  ];
}

/** What follows ALTER COLUMN c for a column that has had other options: what is gone is put back. */
export function changedSettings(before: Options, after: Options, server: Server): readonly string[] {
  const storageGone = before["storage"] !== undefined && after["storage"] === undefined;
  if (storageGone) {
    needsVersion(server, 16, "SET STORAGE DEFAULT", "Say which storage the type has by itself");
  }
  if (after["compression"] !== undefined) needsCompression(server);
  const changed = Object.entries(after).filter(([name, value]) => before[name] !== value);
  const gone = parametersOf(before, postgresOptions.column).map(([name]) => name).filter((name) =>
    !(name in after)
  );
  const { compression } = after;
  return [
    storageGone ? "SET STORAGE DEFAULT" : [],
    before["statistics"] !== undefined && after["statistics"] === undefined ? "SET STATISTICS -1" : [],
    before["compression"] !== undefined && compression === undefined ? "SET COMPRESSION DEFAULT" : [],
    compression === undefined || compression === before["compression"]
      ? []
      : `SET COMPRESSION ${compression}`,
    gone.length === 0 ? [] : `RESET (${gone.map(parameterName).join(", ")})`,
    columnSettings(Object.fromEntries(changed)),
  ].flat();
}

/** Refuses COMPRESSION on a server that has one way to compress. */
export function needsCompression(server: Server): void {
  needsVersion(server, 14, "COMPRESSION of a column", "Leave it out");
}
