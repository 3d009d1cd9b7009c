import { openEnvironment } from "../runtime/environment.ts";
import { ensureLedger, readLedger } from "../runtime/ledger.ts";
import type { Context, ExitCode } from "./context.ts";

/** What `ensure_version` takes. */
export interface EnsureVersionValues {
  readonly sql?: boolean;
}

/** Creates the ledger's tables where they are missing, and does nothing else. */
export async function run(values: EnsureVersionValues, context: Context): Promise<ExitCode> {
  if (values.sql === true) return await (await import("./offline.ts")).writeLedger(context);
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
