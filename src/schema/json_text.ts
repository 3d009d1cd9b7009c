import type { DefaultValue } from "./column.ts";

/** JSON in which a bigint is a number with all its digits. */
export function jsonText(value: DefaultValue): string {
  if (typeof value === "bigint") return String(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isList(value)) return `[${value.map(jsonText).join(", ")}]`;
  const members = Object.entries(value).map(([name, member]) =>
    `${JSON.stringify(name)}: ${jsonText(member)}`
  );
  return `{${members.join(", ")}}`;
}

function isList(value: object): value is readonly DefaultValue[] {
  return Array.isArray(value);
}
