import { RetortError } from "../util/errors.ts";
import { didYouMean } from "../util/suggest.ts";

/** The value of a setting that has few: refuses any other, and names them. */
export function oneOf<Name extends string>(key: string, value: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === value);
  if (found !== undefined) return found;
  throw new RetortError("config-invalid", `Unknown ${key} '${value}'`, {
    hint: didYouMean(value, names) ?? `Use one of ${names.join(", ")}`,
  });
}
