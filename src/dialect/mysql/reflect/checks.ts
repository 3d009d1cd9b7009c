import type { CheckConstraint } from "../../../schema/constraint.ts";
import { CONSTRAINT_OPTIONS } from "../options.ts";
import type { CheckRow, ColumnRow } from "./catalog_rows.ts";
import { unescaped } from "./column.ts";
import { readableSql } from "./printed_sql.ts";
import type { ShownTable } from "./shown_table.ts";
import { quote } from "../quote.ts";

/** The checks of one table, without those that a json column or a period brings along. */
export function reflectChecks(
  rows: readonly CheckRow[],
  around: {
    readonly product: string;
    readonly home: string;
    readonly columns: readonly ColumnRow[];
    readonly shown: ShownTable | undefined;
  },
): CheckConstraint[] {
  const { product, home, columns, shown } = around;
  return rows
    .filter((row) => !columns.some((column) => isJsonCheck(row, column)) && !isPeriod(row, shown))
    .map((row) => ({
      kind: "check",
      name: row.name,
      condition: readableSql(product === "mariadb" ? row.condition_sql : mysqlCondition(row), home),
      comment: "",
      options: {
        ...(row.level === "Column" && { [CONSTRAINT_OPTIONS.column]: row.name }),
        ...(row.enforced === "NO" && { [CONSTRAINT_OPTIONS.notEnforced]: "" }),
      },
    }));
}

/** MariaDB's `json` is a longtext with a check of its own. */
export function isJsonCheck(check: CheckRow, column: ColumnRow): boolean {
  return check.level === "Column" && check.name === column.name && column.type === "longtext" &&
    column.collation === "utf8mb4_bin" && check.condition_sql === `json_valid(${quote(column.name)})`;
}

/** Whether a check could be that of an application-time period, which MariaDB 10.11's catalog does not list. */
export function maybePeriod(row: CheckRow): boolean {
  return row.level === "Table" && !/^CONSTRAINT_\d+$/.test(row.name) &&
    /^`(?:[^`]|``)+` < `(?:[^`]|``)+`$/.test(row.condition_sql);
}

function isPeriod(row: CheckRow, shown: ShownTable | undefined): boolean {
  return shown?.period !== undefined && maybePeriod(row) &&
    [row.name, quote(row.name)].some((name) => shown.period?.startsWith(`${name} (`));
}

/** MySQL prints the condition in parentheses, and its strings with escapes and character sets. */
function mysqlCondition({ condition_sql: sql }: CheckRow): string {
  const plain = unescaped(sql);
  return plain.startsWith("(") && closes(plain) ? plain.slice(1, -1) : plain;
}

/** Whether the first parenthesis is closed by the last character. */
function closes(sql: string): boolean {
  let depth = 0;
  for (
    const [at, character] of [...sql.replace(/'(?:[^']|'')*'/g, (text) => "x".repeat(text.length))].entries()
  ) {
    if (character === "(") depth++;
    if (character === ")" && --depth === 0) return at === sql.length - 1;
  }
  return false;
}
