import type { BulkInsert } from "../../operation/operation.ts";
import { jsonText } from "../../schema/json_text.ts";
import type { Value } from "../../sql/statement.ts";
import type { Literal } from "../api/value.ts";
import type { Operations } from "../operations.ts";
import { badCall, checkOptions, described, isFragment, isRecord, NAME, TEXT } from "./argument.ts";
import { type BuildContext, literalValue, namedObject } from "./build_context.ts";
import type { Send } from "./send.ts";

/** The calls of `op` for rows. */
export function dataCalls(context: BuildContext, send: Send): Pick<Operations, "bulkInsert" | "lockTable"> {
  const tableName = (call: string, name: string, schema?: string) =>
    namedObject(context, call, { what: "the table's name", name, schema });
  return {
    async bulkInsert(table, rows, options = {}) {
      const call = "op.bulkInsert()";
      checkOptions(call, options, { schema: NAME });
      const operation = { ...rowsOf(call, rows), table: tableName(call, table, options.schema) };
      if (operation.rows.length > 0) await send(operation);
      return operation.rows.length;
    },
    async lockTable(table, options = {}) {
      const call = "op.lockTable()";
      checkOptions(call, options, { schema: NAME, mode: TEXT });
      await send({
        kind: "lockTable",
        table: tableName(call, table, options.schema),
        mode: options.mode ?? "",
      });
    },
  };
}

type Row = Readonly<Record<string, Literal | Uint8Array>>;

/** The values of the rows in the order of the first one's columns. */
function rowsOf(call: string, rows: readonly Row[]): Omit<BulkInsert, "table"> {
  if (!Array.isArray(rows)) throw badCall(call, `the rows are ${described(rows)}`, "Give a list of objects");
  const columns = Object.keys(rows[0] ?? {});
  if (rows.length > 0 && columns.length === 0) throw badCall(call, "the first row has no columns");
  return {
    kind: "bulkInsert",
    columns,
    rows: rows.map((row: Row, index) => valuesOf(call, row, columns, index)),
  };
}

function valuesOf(call: string, row: Row, columns: readonly string[], index: number): readonly Value[] {
  if (!isRecord(row)) throw badCall(call, `row ${index + 1} is ${described(row)}`, "Give a list of objects");
  const values = columns.map((column) => valueOf(call, row, column, index));
  if (Object.keys(row).length !== columns.length) throw otherColumns(call, row, columns, index);
  return values;
}

function valueOf(call: string, row: Row, column: string, index: number): Value {
  const value = row[column];
  if (value === undefined) {
    throw badCall(
      call,
      `row ${index + 1} has no value for column '${column}', which the first row has`,
      "Give every row the same columns; null where there is no value",
    );
  }
  if (value === null || typeof value !== "object" || value instanceof Uint8Array) {
    return plainValue(call, value, column);
  }
  if (isFragment(value)) {
    throw badCall(
      call,
      `column '${column}' of row ${index + 1} is op.sql`,
      "Rows hold values: op.execute() runs INSERT … with SQL in it",
    );
  }
  return jsonText(literalValue(call, `column '${column}' of row ${index + 1}`, value));
}

/** What is no number would be NULL to SQLite. */
function plainValue(call: string, value: Value, column: string): Value {
  if (["function", "symbol"].includes(typeof value)) {
    throw badCall(call, `column '${column}' has a ${typeof value}`);
  }
  if (Number.isNaN(value)) {
    throw badCall(call, `column '${column}' has NaN`, "Write NULL as null, or 'NaN' as a text");
  }
  return value;
}

function otherColumns(call: string, row: Row, columns: readonly string[], index: number): Error {
  const extra = Object.keys(row).find((column) => !columns.includes(column));
  const problem = `row ${index + 1} has column '${extra}', which the first row does not have`;
  return badCall(call, problem, "Give every row the same columns; null where there is no value");
}
