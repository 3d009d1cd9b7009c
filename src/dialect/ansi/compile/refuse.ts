import { RetortError } from "../../../util/errors.ts";

/**
 * Refuses what an engine cannot do.
 *
 * @throws {RetortError} `usage`, always; `hint` says what to do instead.
 */
export function refuse(message: string, hint: string): never {
  throw new RetortError("usage", message, { hint });
}

/**
 * Refuses an option of another engine.
 *
 * @throws {RetortError} `usage`, always.
 */
export function refuseOption(message: string): never {
  refuse(message, "Set it only where `op.dialect` is an engine that has it");
}
