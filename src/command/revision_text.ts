import type { RevisionGraph } from "../revision/graph.ts";
import type { RevisionId } from "../revision/revision.ts";
import type { Script } from "../script/script.ts";
import type { Json, Style } from "./context.ts";

/** What a line about a revision is made from. */
export interface RevisionView {
  readonly graph: RevisionGraph<Script>;
  /** The revisions that the database is at; empty where nobody asked. */
  readonly current?: ReadonlySet<RevisionId>;
  readonly style: Style;
}

/** Which parts of a revision a line has. */
export interface LineParts {
  readonly parents?: boolean;
  readonly message?: boolean;
  /** Whether branch points and merge points are marked. */
  readonly points?: boolean;
}

/** A revision in one line, as Alembic writes it: `a -> b (label) (head), message`. */
export function revisionLine(script: Script, view: RevisionView, parts: LineParts): string {
  const { graph, style } = view;
  const labels = graph.labelsOf(script.id);
  const parents = parts.parents ? `${parentText(script)} -> ` : "";
  const marks = [
    ...(labels.length === 0 ? [] : [`(${labels.join(", ")})`]),
    ...headMarks(script.id, view),
    ...(parts.points ? pointMarks(script.id, graph) : []),
  ];
  const marked = [style.warn(script.id), ...marks.map((mark) => style.accent(mark))].join(" ");
  const message = parts.message && script.message !== "" ? `, ${firstLine(script.message)}` : "";
  return `${parents}${marked}${message}`;
}

/** A revision in several lines, as Alembic's `-v` writes it; the last one is empty. */
export function revisionBlock(script: Script, view: RevisionView): string[] {
  const { graph, style } = view;
  const marks = [...headMarks(script.id, view), ...pointMarks(script.id, graph)];
  const children = graph.children(script.id);
  const labels = graph.labelsOf(script.id);
  const merges = script.downRevisions.length > 1;
  return [
    `Rev: ${[style.warn(script.id), ...marks.map((mark) => style.accent(mark))].join(" ")}`,
    `${merges ? "Merges" : "Parent"}: ${downRevisionText(script)}`,
    ...(script.dependsOn.length === 0 ? [] : [`Also depends on: ${script.dependsOn.join(", ")}`]),
    ...(children.length > 1 ? [`Branches into: ${children.join(", ")}`] : []),
    ...(labels.length === 0 ? [] : [`Branch names: ${labels.join(", ")}`]),
    ...(script.created === undefined ? [] : [`Created: ${script.created}`]),
    `Path: ${script.path}`,
    "",
    ...script.message.split("\n").map((line) => line === "" ? "" : `    ${line}`),
    "",
  ];
}

/** A revision as `--json` gives it, the same in every command. */
export function revisionData(
  script: Script,
  { graph, current }: Omit<RevisionView, "style">,
): Record<string, Json> {
  const { id, message, downRevisions, dependsOn, replaces, created, phase, path, language } = script;
  return {
    revision: id,
    message,
    downRevisions,
    dependsOn,
    branchLabels: graph.labelsOf(id),
    children: graph.children(id),
    head: graph.children(id).length === 0,
    effectiveHead: isEffectiveHead(id, graph),
    branchPoint: graph.children(id).length > 1,
    mergePoint: downRevisions.length > 1,
    ...(current === undefined ? {} : { current: current.has(id) }),
    created: created ?? null,
    ...(replaces.length === 0 ? {} : { replaces }),
    ...(phase === undefined ? {} : { phase }),
    path,
    language,
  };
}

/** The first line of a message. */
export function firstLine(message: string): string {
  return message.split("\n", 1)[0] ?? "";
}

function headMarks(id: RevisionId, { graph, current }: RevisionView): string[] {
  const head = graph.children(id).length === 0;
  return [
    ...(head ? [isEffectiveHead(id, graph) ? "(effective head)" : "(head)"] : []),
    ...(current?.has(id) ? ["(current)"] : []),
  ];
}

/** A head that another revision depends on: what is applied last on its branch, and yet not current in the end. */
function isEffectiveHead(id: RevisionId, graph: RevisionGraph<Script>): boolean {
  return graph.children(id).length === 0 && graph.allChildren(id).length > 0;
}

function pointMarks(id: RevisionId, graph: RevisionGraph<Script>): string[] {
  return [
    ...(graph.children(id).length > 1 ? ["(branchpoint)"] : []),
    ...(graph.get(id).downRevisions.length > 1 ? ["(mergepoint)"] : []),
  ];
}

function parentText(script: Script): string {
  const dependencies = script.dependsOn.length === 0 ? "" : ` (${script.dependsOn.join(", ")})`;
  return `${downRevisionText(script)}${dependencies}`;
}

function downRevisionText({ downRevisions }: Script): string {
  return downRevisions.length === 0 ? "<base>" : downRevisions.join(", ");
}
