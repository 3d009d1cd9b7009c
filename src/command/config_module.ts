import { loadExports } from "../script/load.ts";
import { RetortError } from "../util/errors.ts";

/**
 * The exports of a `retort.config.ts`.
 *
 * @throws {RetortError} `config-invalid` for a file that cannot be loaded, and where its own code throws.
 */
export async function loadConfigModule(path: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return Object.fromEntries(Object.entries(Object(await loadExports(path))));
  } catch (error) {
    if (!(error instanceof RetortError)) throw error;
    throw new RetortError("config-invalid", error.message, {
      hint: error.hint ?? "The configuration is read before the command begins: nothing was changed",
      cause: error.cause,
    });
  }
}
