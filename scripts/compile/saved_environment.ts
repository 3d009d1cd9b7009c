/** The head of the launcher (`launcher_head.sh`) keeps the user's `NODE_OPTIONS` as this prefix and `NODE_OPTIONS`. */
const SAVED = "RETORT_INTERNAL_SAVED_";

/** What the head sets for the runtime alone. */
const HEADS_OWN = ["DENO_DIR", "DENO_NO_UPDATE_CHECK", "DENO_DISABLE_NODE_SHIM", "HOME"];

/**
 * Makes the environment what it was before the head of the launcher took out what would have steered the runtime:
 * by now the runtime has started, and hooks, editors and `env:NAME` are to see what the user set.
 */
export function giveBackEnvironment(environment: Deno.Env): void {
  for (const name of HEADS_OWN) environment.delete(name);
  for (const [name, value] of Object.entries(environment.toObject())) {
    if (!name.startsWith(SAVED)) continue;
    environment.delete(name);
    environment.set(name.slice(SAVED.length), value);
  }
}
