import { openEnvironment } from "../runtime/environment.ts";
import { ensureLedger, readLedger } from "../runtime/ledger.ts";
import type { Context, ExitCode } from "./context.ts";

/** Creates the ledger's tables where they are missing, and does nothing else. */
export async function run(_values: unknown, context: Context): Promise<ExitCode> {
  await using environment = await openEnvironment(context);
  const { exists } = await readLedger(environment);
  if (!exists) await ensureLedger(environment);
  const { table } = environment.ledger;
  context.out.report(
    { table, created: !exists },
    () => [exists ? `The ledger ${table} is there` : `Created the ledger ${table}`],
  );
  return 0;
}
