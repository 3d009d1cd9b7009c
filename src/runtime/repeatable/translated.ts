import type { Emit } from "../events.ts";
import type { PreparedStep } from "../prepare.ts";

/** Tells what happens to a repeatable as its own events: no program shall take its name for a revision's id. */
export function translated(emit: Emit, repeatable: PreparedStep): Emit {
  return (event) => {
    if (event.kind === "blocked") emit({ kind: "repeatable-blocked", repeatable, by: event.by });
    else if (event.kind === "retried") emit({ kind: "repeatable-retried", repeatable, retry: event.retry });
    else emit(event);
  };
}
