import type { GraphNode } from "./graph_node.ts";
import type { Revision } from "./revision.ts";

/**
 * A message as it stands in a file name: the words of its first line, joined by `_`, in lower case.
 *
 * @example
 * ```ts
 * slugOf("Add users' table"); // add_users_table
 * ```
 */
export function slugOf(message: string): string {
  const end = message.indexOf("\n");
  const line = end < 0 ? message : message.slice(0, end);
  return (line.match(/[\p{L}\p{N}_]+/gu) ?? []).join("_").toLowerCase();
}

/** The revisions that a slug may mean: those that have exactly it, or else those whose slug starts with it. */
export function findBySlug<R extends Revision>(
  nodes: Iterable<GraphNode<R>>,
  wanted: string,
): GraphNode<R>[] {
  const slug = slugOf(wanted);
  if (slug === "") return [];
  const starting: GraphNode<R>[] = [];
  const exact: GraphNode<R>[] = [];
  for (const node of nodes) {
    const own = slugOf(node.revision.message);
    if (own === slug) exact.push(node);
    else if (own.startsWith(slug)) starting.push(node);
  }
  return exact.length > 0 ? exact : starting;
}
