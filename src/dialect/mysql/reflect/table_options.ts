import type { Options } from "../../../schema/schema.ts";
import { TABLE_OPTIONS } from "../options.ts";
import type { DefaultsRow, TableRow } from "./catalog_rows.ts";
import { charsetOf } from "./column.ts";
import { nameOf } from "./printed_sql.ts";
import type { ShownTable } from "./shown_table.ts";

/** What a table has that is not as its database or its server has it. */
export function reflectTableOptions(
  row: TableRow,
  defaults: DefaultsRow,
  shown: ShownTable | undefined,
): Options {
  const options: Record<string, string> = {};
  if (row.engine !== null && row.engine !== defaults.engine) options[TABLE_OPTIONS.engine] = row.engine;
  if (row.collation !== null && row.collation !== defaults.collation) {
    const charset = charsetOf(row.collation);
    if (charset !== defaults.charset) options[TABLE_OPTIONS.charset] = charset;
    options[TABLE_OPTIONS.collation] = row.collation;
  }
  Object.assign(options, createOptions(row.options ?? ""), shown?.options);
  if (row.type === "SYSTEM VERSIONED") options[TABLE_OPTIONS.systemVersioning] = "";
  if (shown?.systemPeriod !== undefined) options[TABLE_OPTIONS.systemPeriod] = shown.systemPeriod;
  if (shown?.period !== undefined) options[TABLE_OPTIONS.period] = shown.period;
  return options;
}

/** `row_format=DYNAMIC key_block_size=8 ``page_compressed``='1'`, where `partitioned` is said in another place. */
function createOptions(text: string): Record<string, string> {
  const options: Record<string, string> = {};
  for (
    const [, name = "", value = ""] of text.matchAll(/(`(?:[^`]|``)+`|\w+)=('(?:[^']|'')*'|"[^"]*"|\S+)/g)
  ) {
    const own = name.startsWith("`");
    options[own ? nameOf(name) : name.toLowerCase()] = own ? value.slice(1, -1).replaceAll("''", "'") : value;
  }
  return options;
}
