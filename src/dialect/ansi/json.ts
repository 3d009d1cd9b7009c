/** Digits enough to be beyond the safe integers. */
const LONG_NUMBER = /\d{16}/;

/** Parses JSON with whole numbers kept exact: those that a number would round become a bigint. */
export function parseExactJson(text: string): unknown {
  return LONG_NUMBER.test(text) ? JSON.parse(text, exactNumber) : JSON.parse(text);
}

/** `context.source` is the number as it stands in the text. */
function exactNumber(...[, value, context]: unknown[]): unknown {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  const source = typeof context === "object" && context !== null && "source" in context ? context.source : "";
  return typeof source === "string" && /^-?\d+$/.test(source) ? BigInt(source) : value;
}
