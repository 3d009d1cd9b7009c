import type { Column } from "../../../schema/column.ts";
import { refuse } from "../../ansi/compile/refuse.ts";
import { type ColumnHome, inPrimaryKey } from "../../ansi/compile/table.ts";
import type { Server } from "../../dialect.ts";
import { COLUMN_OPTIONS } from "../options.ts";
import { literal } from "../quote.ts";
import { typeSql } from "../type.ts";
import { defaultSql } from "./default_clause.ts";
import { isMariadb } from "./product.ts";

/** What follows a column's name, in the order in which both products take it. */
export function columnClauses(
  column: Column,
  home: ColumnHome,
  server: Server,
): readonly string[] {
  checkOptions(column, server);
  const { options, comment } = column;
  const onUpdate = options[COLUMN_OPTIONS.onUpdate];
  return [
    typeClause(column, server),
    characterClause(column),
    generatedClause(column),
    nullClause(column, home, server),
    !isMariadb(server) && has(column, "srid") ? `SRID ${options[COLUMN_OPTIONS.srid]}` : "",
    has(column, "invisible") ? "INVISIBLE" : "",
    column.default.kind === "none" ? "" : `DEFAULT ${defaultSql(column.default, column.type, server)}`,
    onUpdate === undefined ? "" : `ON UPDATE ${onUpdate}`,
    countsItself(column) ? "AUTO_INCREMENT" : "",
    has(column, "withoutVersioning") ? "WITHOUT SYSTEM VERSIONING" : "",
    comment === "" ? "" : `COMMENT ${literal(comment)}`,
  ];
}

/** Whether it is an AUTO_INCREMENT. */
export function countsItself({ generation }: Pick<Column, "generation">): boolean {
  return generation.kind === "identity" || generation.kind === "serial";
}

function has({ options }: Column, name: keyof typeof COLUMN_OPTIONS): boolean {
  return options[COLUMN_OPTIONS[name]] !== undefined;
}

const KNOWN: ReadonlySet<string> = new Set(Object.values(COLUMN_OPTIONS));

function checkOptions(column: Column, server: Server): void {
  const unknown = Object.keys(column.options).find((name) => !KNOWN.has(name));
  if (unknown !== undefined) {
    refuse(
      `MySQL has no option '${unknown}' for column '${column.name}'`,
      `Leave it out; there are ${[...KNOWN].join(", ")}`,
    );
  }
  const foreign = (["compressed", "row", "withoutVersioning"] as const).find((name) => has(column, name));
  if (foreign !== undefined && !isMariadb(server)) {
    refuse(`Only MariaDB has '${foreign}' for column '${column.name}'`, "Leave it out on MySQL");
  }
}

function typeClause(column: Column, server: Server): string {
  const srid = isMariadb(server) && has(column, "srid")
    ? ` REF_SYSTEM_ID=${column.options[COLUMN_OPTIONS.srid]}`
    : "";
  return `${typeSql(column.type)}${srid}${has(column, "compressed") ? " COMPRESSED" : ""}`;
}

function characterClause({ collation, options }: Column): string {
  const charset = options[COLUMN_OPTIONS.charset];
  return [
    charset === undefined ? "" : `CHARACTER SET ${charset}`,
    collation === "" ? "" : `COLLATE ${collation}`,
  ].filter((clause) => clause !== "").join(" ");
}

function generatedClause({ generation, options }: Column): string {
  const row = options[COLUMN_OPTIONS.row];
  if (row !== undefined) return `GENERATED ALWAYS AS ROW ${row}`;
  if (generation.kind !== "computed") return "";
  return `GENERATED ALWAYS AS (${generation.sql}) ${generation.stored ? "STORED" : "VIRTUAL"}`;
}

/** A timestamp that may be NULL says so: some servers would make it NOT NULL with a default of their own. */
function nullClause(column: Column, home: ColumnHome, server: Server): string {
  if (has(column, "row")) return "";
  if (column.nullable) return takesTime(column) ? "NULL" : "";
  if (column.generation.kind === "computed" && isMariadb(server)) {
    refuse(
      `MariaDB takes no NOT NULL for the generated column '${column.name}'`,
      "Let it be nullable, and add a check if its expression may be NULL",
    );
  }
  return inPrimaryKey(column, home) ? "" : "NOT NULL";
}

function takesTime({ type, generation }: Column): boolean {
  return generation.kind === "none" && /^timestamp\b/i.test(typeSql(type));
}
