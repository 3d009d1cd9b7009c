import { refuseOption } from "../../ansi/compile/refuse.ts";
import { literal, quoteWhereNeeded as quote } from "../quote.ts";

/**
 * Storage parameters or an attribute's options as they stand in parentheses.
 *
 * @throws {RetortError} `usage` for one without a value, which is an option of another engine.
 */
export function parametersSql(parameters: readonly (readonly [string, string])[]): string {
  const [odd] = parameters.find(([, value]) => value === "") ?? [];
  if (odd !== undefined) {
    refuseOption(`PostgreSQL has no option '${odd}'`);
  }
  return `(${
    parameters.map(([name, value]) => `${parameterName(name)} = ${parameterValue(value)}`).join(", ")
  })`;
}

/** A parameter's name, which may have a `toast.` before it. */
export function parameterName(name: string): string {
  return name.split(".").map(quote).join(".");
}

function parameterValue(value: string): string {
  return /^-?[a-z0-9_.]+$/.test(value) ? value : literal(value).trimStart();
}
