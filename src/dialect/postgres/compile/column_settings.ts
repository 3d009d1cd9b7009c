import type { Options } from "../../../schema/schema.ts";
import { parametersOf, postgresOptions } from "../options.ts";
import { parameterName, parametersSql } from "./parameters.ts";

/** What follows ALTER COLUMN c for the options that a new column's definition cannot say, an action each. */
export function columnSettings(options: Options): readonly string[] {
  const { storage, statistics } = options;
  const attributes = parametersOf(options, postgresOptions.column);
  return [
    storage === undefined ? [] : `SET STORAGE ${storage}`,
    statistics === undefined ? [] : `SET STATISTICS ${statistics}`,
    attributes.length === 0 ? [] : `SET ${parametersSql(attributes)}`,
  ].flat();
}

/** The same for a column that has had other options: what is gone is put back. */
export function changedSettings(before: Options, after: Options): readonly string[] {
  const changed = Object.entries(after).filter(([name, value]) => before[name] !== value);
  const gone = parametersOf(before, postgresOptions.column).map(([name]) => name).filter((name) =>
    !(name in after)
  );
  const { compression } = after;
  return [
    before["storage"] !== undefined && after["storage"] === undefined ? "SET STORAGE DEFAULT" : [],
    before["statistics"] !== undefined && after["statistics"] === undefined ? "SET STATISTICS -1" : [],
    before["compression"] !== undefined && compression === undefined ? "SET COMPRESSION DEFAULT" : [],
    compression === undefined || compression === before["compression"]
      ? []
      : `SET COMPRESSION ${compression}`,
    gone.length === 0 ? [] : `RESET (${gone.map(parameterName).join(", ")})`,
    columnSettings(Object.fromEntries(changed)),
  ].flat();
}
