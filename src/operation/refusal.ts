import type { ObjectName } from "../schema/schema.ts";
import { RetortError } from "../util/errors.ts";
import { didYouMean } from "../util/suggest.ts";

/** A change that a table cannot take, with the way out. */
export function refusal(message: string, hint: string): RetortError {
  return new RetortError("usage", message, { hint });
}

/** A table's name for a message. */
export function nameOf({ schema, name }: ObjectName): string {
  return schema === undefined ? name : `${schema}.${name}`;
}

/** Something that a change names and that the table does not have. */
export function missing(
  what: string,
  name: string,
  table: ObjectName,
  there: readonly string[],
): RetortError {
  const found = there.length === 0 ? "It has none" : `It has ${there.join(", ")}`;
  const meant = didYouMean(name, there.map((each) => each.replace(/ \(.*/, "")));
  return refusal(
    `There is no ${what} '${name}' on table '${nameOf(table)}'`,
    meant === undefined ? found : `${found}. ${meant}`,
  );
}

/** Something that a change would add and that is there. */
export function present(what: string, name: string, table: ObjectName): RetortError {
  return refusal(
    `There is a ${what} '${name}' on table '${nameOf(table)}' already`,
    `Choose another name, or drop the one that is there first, in the same batch`,
  );
}
