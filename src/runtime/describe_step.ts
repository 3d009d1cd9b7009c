import type { Direction } from "../revision/revision.ts";
import type { Script } from "../script/script.ts";

/** A revision's way as Alembic writes it: `A -> B, message` up, `B -> A, message` down. */
export function describeStep({ script, direction }: {
  readonly script: Pick<Script, "id" | "downRevisions" | "message">;
  readonly direction: Direction;
}): string {
  const parents = script.downRevisions.join(", ");
  const way = direction === "upgrade" ? `${parents} -> ${script.id}` : `${script.id} -> ${parents}`;
  const message = script.message.split("\n", 1)[0] ?? "";
  return message === "" ? way : `${way}, ${message}`;
}
