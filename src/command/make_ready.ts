import { openEnvironment } from "../runtime/environment.ts";
import { patiently } from "../runtime/patience.ts";
import { parseDuration } from "../util/duration.ts";
import type { Context } from "./context.ts";

/** What `upgrade` may do before it begins. */
export interface Readiness {
  /** Wait until the server answers: for this long, or a minute. */
  readonly wait?: string | true;
  /** Create the database where it is missing. */
  readonly create?: boolean;
}

const TIMEOUT = "60s";

/** Waits for the server and creates the database, as far as it is asked to. */
export async function makeReady(context: Context, { wait, create = false }: Readiness): Promise<void> {
  if (wait === undefined && !create) return;
  const { out } = context;
  const timeout = wait === undefined ? 0 : parseDuration(wait === true ? TIMEOUT : wait);
  await patiently(() => create ? createMissing(context) : probe(context), {
    timeout,
    onWait: (reason) => out.info(`Waiting: ${reason}`),
  });
}

async function createMissing(context: Context): Promise<void> {
  const { createDatabase } = await import("./create.ts");
  const { name, created } = await createDatabase(context);
  if (created) context.out.info(`Created the database ${name}`);
}

async function probe(context: Context): Promise<void> {
  await using _environment = await openEnvironment(context, { readOnly: true });
}
