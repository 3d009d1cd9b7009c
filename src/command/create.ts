import { outerDatabase } from "../runtime/databases.ts";
import type { Context, ExitCode } from "./context.ts";

/** Creates the database where it is missing; its ledger comes with the first run. */
export async function run(_values: unknown, context: Context): Promise<ExitCode> {
  const { name, created } = await createDatabase(context);
  context.out.report(
    { database: name, created },
    () => [created ? `Created the database ${name}` : `The database ${name} is there`],
  );
  return 0;
}

/**
 * Creates the configured database where it is missing.
 *
 * @throws {RetortError} `cannot-connect` to the server; `statement-failed` where this user may not create databases.
 */
export async function createDatabase(
  context: Context,
): Promise<{ readonly name: string; readonly created: boolean }> {
  const { keeper, url, options } = await outerDatabase(context);
  return { name: keeper.name(url), created: await keeper.create(url, options) };
}
