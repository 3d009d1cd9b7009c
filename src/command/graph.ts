import { dotPicture } from "../revision/dot.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import { fullHistory, historyRange } from "../revision/history.ts";
import { mermaidPicture } from "../revision/mermaid.ts";
import type { PictureMarks } from "../revision/picture_marks.ts";
import { svgPicture } from "../revision/svg_picture.ts";
import { textPicture } from "../revision/text_picture.ts";
import type { Script } from "../script/script.ts";
import { redact } from "../util/redact.ts";
import type { Context, ExitCode } from "./context.ts";
import { readCurrent } from "./current_revisions.ts";
import { namesCurrent } from "./history.ts";
import type { PageSubject } from "./graph_page/page_data.ts";
import { revisionData } from "./revision_text.ts";
import { openScripts } from "./scripts.ts";

/** What `graph` takes. */
export interface GraphValues {
  readonly arguments: readonly string[];
  /** text, mermaid, dot, svg or html. */
  readonly format?: string;
  /** `from:to`, as `history` takes it. */
  readonly revRange?: string;
  /** Mark what is applied. */
  readonly indicateCurrent?: boolean;
}

/** Draws the history; under `--json` it gives the revisions with their parents, to be drawn by others. */
export async function run(values: GraphValues, context: Context): Promise<ExitCode> {
  const { graph } = openScripts(context);
  const { revRange: range, format = "text", indicateCurrent = false } = values;
  const asked = indicateCurrent || (range !== undefined && namesCurrent(range));
  const current = asked ? await readCurrent(context, graph) : undefined;
  const revisions = range === undefined
    ? fullHistory(graph)
    : historyRange(graph, range, current?.heads ?? []);
  const told = indicateCurrent ? current : undefined;
  const applied = told?.applied;
  if (format === "html" && !context.config.json) {
    await writePage(context, { graph, revisions, ...(told === undefined ? {} : { current: told }) });
    return 0;
  }
  const marks = { revisions, ...(applied === undefined ? {} : { applied }) };
  const data = revisions.map((script) => ({
    ...revisionData(script, { graph }),
    ...(applied === undefined ? {} : { applied: applied.has(script.id) }),
  }));
  context.out.report({ revisions: data }, () => picture(graph, marks, format));
  return 0;
}

function picture(graph: RevisionGraph<Script>, marks: PictureMarks<Script>, format: string): string[] {
  if (format === "text") return textPicture(graph, marks);
  if (format === "svg") return svgPicture(graph, marks);
  const text = format === "dot" ? dotPicture(graph, marks) : mermaidPicture(graph, marks);
  return text.trimEnd().split("\n");
}

/** The page stands as it is: what is secret goes out of its texts, and not out of its markup. */
async function writePage(
  { config, out, secrets }: Context,
  subject: Pick<PageSubject, "graph" | "revisions" | "current">,
): Promise<void> {
  const { graphPage } = await import("./graph_page/graph_page.ts");
  out.write(
    await graphPage({
      ...subject,
      directories: config.directories,
      redact: (text) => redact(text, secrets),
    }),
  );
}
