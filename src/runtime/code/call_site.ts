import { directoryOf, userFrame } from "../../script/script_failure.ts";
import type { ScriptPlace } from "../../script/script_error.ts";

/**
 * Remembers where a revision called retort. The stack must be taken at the call: an error that comes back from
 * the database has lost it. Reading it is left until it is needed.
 */
export function callSite(path: string): () => ScriptPlace | undefined {
  const here = new Error("call site");
  return () => userFrame(here, directoryOf(path));
}
