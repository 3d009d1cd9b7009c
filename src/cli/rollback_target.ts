import { RetortError } from "../util/errors.ts";

/**
 * The target that `rollback N` means.
 *
 * @throws {RetortError} `usage`, for anything but a whole number above zero.
 */
export function rollbackTarget(count = "1"): string {
  if (/^0*[1-9]\d{0,8}$/.test(count)) return `-${Number(count)}`;
  throw new RetortError("usage", `\`rollback\` takes how many revisions to take back, not '${count}'`, {
    hint: "`retort rollback 2` takes back two; `retort downgrade` takes a revision",
  });
}
