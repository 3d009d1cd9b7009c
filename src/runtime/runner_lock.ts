import type { HeldLock } from "../dialect/dialect.ts";
import type { Environment } from "./environment.ts";

/**
 * Takes the lock of one runner a database and ledger, as the configuration wants it; `onWait` is told who holds it.
 *
 * @throws {RetortError} `lock-unavailable` when the wait is over, or a pooler stands between.
 */
export async function takeLock(
  environment: Environment,
  onWait: (holder: string) => void,
): Promise<HeldLock> {
  const { dialect, connection, url, ledger, config, interruption: { signal } } = environment;
  if (config.lock === "none") return { [Symbol.asyncDispose]: () => Promise.resolve() };
  return await dialect.lock(connection, url, {
    ledger,
    wait: config.lockWait,
    mode: config.lock,
    onWait,
    signal,
  });
}
