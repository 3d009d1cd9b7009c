import type { Config } from "../config/config.ts";
import type { Script } from "../script/script.ts";

/** Whether a script is longer than the ledger keeps: then its checksum alone is recorded. */
export function isTooLong({ text }: Script, { ledger: { maxScriptBytes } }: Config): boolean {
  // UTF-8 never takes more than three bytes for a UTF-16 unit: most files need no count.
  return text.length * 3 > maxScriptBytes && new TextEncoder().encode(text).length > maxScriptBytes;
}
