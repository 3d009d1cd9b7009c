import { outerDatabase } from "../runtime/databases.ts";
import { RetortError } from "../util/errors.ts";
import { confirmProtected } from "./confirm_protected.ts";
import type { Context, ExitCode } from "./context.ts";

/** Takes the database away with all that it holds, once somebody has said yes. */
export async function run(_values: unknown, context: Context): Promise<ExitCode> {
  const { keeper, url, options } = await outerDatabase(context);
  const name = keeper.name(url);
  await confirm(context, name);
  const dropped = await keeper.drop(url, options);
  context.out.report(
    { database: name, dropped },
    () => [dropped ? `Dropped the database ${name}` : `There is no database ${name}`],
  );
  return 0;
}

async function confirm(context: Context, name: string): Promise<void> {
  const { config, out } = context;
  if (config.yes) return;
  await confirmProtected(context, "`retort drop`");
  if (config.protected) return;
  const hint = "`--yes` says that all of it may go";
  if (!out.interactive) {
    throw new RetortError("question-unasked", `Dropping ${name} needs a yes`, { hint });
  }
  if (await out.confirm(`Drop the database ${name} with all that it holds?`)) return;
  throw new RetortError("refused", `Nobody said yes to dropping ${name}`, { hint });
}
