import type { ForeignKey, KeyAction } from "../../../schema/constraint.ts";
import type { ObjectName, Options } from "../../../schema/schema.ts";
import { CONSTRAINT_OPTIONS } from "../options.ts";
import type { ForeignKeyColumnRow, ForeignKeyRuleRow } from "./catalog_rows.ts";

/** The foreign keys of one table; `objectName` tells how a table of another database is called. */
export function reflectForeignKeys(
  columns: readonly ForeignKeyColumnRow[],
  rules: readonly ForeignKeyRuleRow[],
  objectName: (database: string, name: string) => ObjectName,
  product: string,
): ForeignKey[] {
  return [...Map.groupBy(columns, ({ name }) => name)].map(([name, parts]) => {
    const sorted = parts.toSorted((one, other) => one.position - other.position);
    const rule = rules.find((candidate) => candidate.name === name);
    return {
      kind: "foreignKey",
      name,
      columns: sorted.map(({ column_name }) => column_name),
      table: objectName(sorted[0]?.other_schema ?? "", sorted[0]?.other_table ?? ""),
      references: sorted.map(({ other_column }) => other_column),
      onDelete: keyAction(rule?.on_delete ?? ""),
      onUpdate: keyAction(rule?.on_update ?? ""),
      match: "",
      deferral: "immediate",
      comment: "",
      options: product === "mariadb" ? saidNoAction(rule) : {},
    };
  });
}

/** MariaDB remembers whether NO ACTION was said, and does the same without. */
function saidNoAction(rule: ForeignKeyRuleRow | undefined): Options {
  const events = [
    ...(rule?.on_delete === "NO ACTION" ? ["DELETE"] : []),
    ...(rule?.on_update === "NO ACTION" ? ["UPDATE"] : []),
  ];
  return events.length === 0 ? {} : { [CONSTRAINT_OPTIONS.noAction]: events.join(", ") };
}

/** To InnoDB, RESTRICT and NO ACTION are one; which of them stands for nothing said depends on the product. */
function keyAction(rule: string): KeyAction {
  switch (rule) {
    case "CASCADE":
    case "SET NULL":
    case "SET DEFAULT":
      return rule;
    default:
      return "NO ACTION";
  }
}
