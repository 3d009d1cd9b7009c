import type { Generation } from "../../../schema/column.ts";
import type { Options, Table } from "../../../schema/schema.ts";
import { refuse } from "../../ansi/compile/refuse.ts";
import type { Server } from "../../dialect.ts";
import { TABLE_OPTIONS } from "../options.ts";
import { literal } from "../quote.ts";
import { countsItself } from "./column_clauses.ts";
import { isMariadb } from "./product.ts";

/** Options of the server itself, whose values stand as they are; all others are an engine's own, and text. */
const SERVER_OPTIONS: ReadonlySet<string> = new Set(
  ("AUTOEXTEND_SIZE AVG_ROW_LENGTH CHECKSUM COMPRESSION CONNECTION DELAY_KEY_WRITE ENCRYPTION INSERT_METHOD " +
    "KEY_BLOCK_SIZE MAX_ROWS MIN_ROWS PACK_KEYS PAGE_CHECKSUM ROW_FORMAT STATS_AUTO_RECALC STATS_PERSISTENT " +
    "STATS_SAMPLE_PAGES TRANSACTIONAL UNION").split(" "),
);

const KNOWN: ReadonlySet<string> = new Set(Object.values(TABLE_OPTIONS));

/** What follows the parenthesis of CREATE TABLE. */
export function tableClosing(table: Table, server: Server): string {
  const { options, partitionBy } = table;
  if (table.partitionOf !== undefined || table.inherits !== undefined) {
    refuse(
      "MySQL's tables are no parts of others",
      "Name the partitions in the table itself, or use one table",
    );
  }
  const { engine, charset, collation } = options;
  const clauses = [
    engine === undefined ? "" : `ENGINE=${engine}`,
    autoIncrement(table),
    charset === undefined ? "" : `DEFAULT CHARSET=${charset}`,
    collation === undefined ? "" : `COLLATE=${collation}`,
    ...ownOptions(options),
    table.comment === "" ? "" : `COMMENT=${literal(table.comment)}`,
    versioning(options, server),
  ].filter((clause) => clause !== "");
  return clauses.map((clause) => ` ${clause}`).join("") +
    (partitionBy === undefined ? "" : `\nPARTITION BY ${partitionBy}`);
}

function ownOptions(options: Options): string[] {
  return Object.entries(options).filter(([name]) => !KNOWN.has(name)).map(([name, value]) =>
    SERVER_OPTIONS.has(name.toUpperCase()) ? `${name.toUpperCase()}=${value}` : `${name}=${literal(value)}`
  );
}

function autoIncrement(table: Table): string {
  const column = table.columns.find(countsItself);
  return column === undefined ? "" : countingFrom(column.generation);
}

/**
 * AUTO_INCREMENT with the number at which counting begins, which is the table's to say; empty where none is given.
 *
 * @throws {RetortError} `usage` for whatever else an identity may say.
 */
export function countingFrom(generation: Generation): string {
  if (generation.kind !== "identity") return "";
  const { start, ...rest } = generation.options;
  const other = Object.keys(rest)[0];
  if (other !== undefined) {
    refuse(
      `MySQL's AUTO_INCREMENT has no '${other}' of its own`,
      "Leave it out; auto_increment_increment and the like are settings of the session",
    );
  }
  return start === undefined ? "" : `AUTO_INCREMENT=${start}`;
}

function versioning(options: Options, server: Server): string {
  if (options[TABLE_OPTIONS.systemVersioning] === undefined) return "";
  if (!isMariadb(server)) {
    refuse("Only MariaDB keeps the history of a table", "Keep it yourself, with triggers and a second table");
  }
  return "WITH SYSTEM VERSIONING";
}
