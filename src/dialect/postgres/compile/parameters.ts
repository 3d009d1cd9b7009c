import { quoteWhereNeeded as quote } from "../quote.ts";
import { literal } from "../quote.ts";

/** Storage parameters or an attribute's options as they stand in parentheses. */
export function parametersSql(parameters: readonly (readonly [string, string])[]): string {
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
