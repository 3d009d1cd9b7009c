import { RevisionGraph } from "../revision/graph.ts";
import { fullHistory } from "../revision/history.ts";
import { slugOf } from "../revision/slug.ts";
import { readDirectories } from "../script/directory.ts";
import type { Script } from "../script/script.ts";
import type { Context, ExitCode } from "./context.ts";

/** One word that a command line can go on with. */
export interface Candidate {
  readonly text: string;
  /** One line, for shells that show it. */
  readonly summary?: string;
}

/** What can stand at the cursor; `typed` is what stands there already. */
export type Wanted =
  | { readonly kind: "fixed"; readonly candidates: readonly Candidate[] }
  | {
    readonly kind: "revision" | "range" | "label" | "profile" | "template";
    readonly typed: string;
  }
  | { readonly kind: "file" | "directory" | "nothing" };

/** So many revisions are offered before anything is typed. */
const MOST = 100;

/**
 * Prints candidates for a shell, a line each: the word, and after a tab what it is. The last line says what the shell
 * adds by itself: `:file`, `:directory`, or `:` for nothing.
 */
export async function printCandidates(wanted: Wanted, lead: string, context: Context): Promise<ExitCode> {
  const candidates = await candidatesFor(wanted, context);
  const own = wanted.kind === "file" || wanted.kind === "directory" ? wanted.kind : "";
  const lines = candidates.map(({ text, summary }) =>
    `${lead}${text}${summary === undefined ? "" : `\t${oneLine(summary)}`}\n`
  );
  context.out.write([...lines, `:${own}\n`]);
  return 0;
}

function oneLine(text: string): string {
  return (text.split("\n")[0] ?? text).replaceAll("\t", " ").trim();
}

async function candidatesFor(wanted: Wanted, context: Context): Promise<readonly Candidate[]> {
  switch (wanted.kind) {
    case "fixed":
      return wanted.candidates;
    case "revision":
      return targets(wanted.typed, readDirectories(context.config.directories));
    case "range":
      return range(wanted.typed, readDirectories(context.config.directories));
    case "label":
      return starting(wanted.typed, labelsOf(readDirectories(context.config.directories)));
    case "profile":
      return starting(wanted.typed, context.config.profiles.map((text) => ({ text })));
    case "template": {
      const { TEMPLATES } = await import("./templates/catalog.ts");
      return starting(wanted.typed, TEMPLATES.map(({ name, summary }) => ({ text: name, summary })));
    }
    default:
      return [];
  }
}

function range(typed: string, scripts: readonly Script[]): Candidate[] {
  const at = typed.indexOf(":") + 1;
  const first = typed.slice(0, at);
  const current = starting(typed.slice(at), [{ text: "current", summary: "what the database is at" }]);
  return [...current, ...targets(typed.slice(at), scripts)]
    .map(({ text, ...rest }) => ({ text: `${first}${text}`, ...rest }));
}

/** What names a revision: words, labels, ids, and slugs once `@~` is typed. */
function targets(typed: string, scripts: readonly Script[]): Candidate[] {
  if (typed.startsWith("@~")) {
    return starting(
      typed,
      scripts.map(({ message }) => ({ text: `@~${slugOf(message)}`, summary: message })),
    );
  }
  const label = /^[^@]+@/.exec(typed)?.[0];
  if (label !== undefined) return starting(typed, [{ text: `${label}head` }, { text: `${label}base` }]);
  const revisions = starting(
    typed,
    newestFirst(scripts).map(({ id, message }) => ({ text: id, summary: message })),
  );
  return [
    ...starting(typed, WORDS),
    ...starting(typed, labelsOf(scripts).map(({ text, ...rest }) => ({ text: `${text}@head`, ...rest }))),
    ...(typed === "" ? revisions.slice(0, MOST) : revisions),
  ];
}

const WORDS: readonly Candidate[] = [
  { text: "head", summary: "the one head" },
  { text: "heads", summary: "all heads" },
  { text: "base", summary: "before the first revision" },
];

/** A history that contradicts itself has revisions too. */
function newestFirst(scripts: readonly Script[]): readonly Script[] {
  try {
    return fullHistory(new RevisionGraph(scripts));
  } catch {
    return [...scripts].reverse();
  }
}

function labelsOf(scripts: readonly Script[]): Candidate[] {
  return scripts.flatMap(({ branchLabels, message }) =>
    branchLabels.map((text) => ({ text, summary: `branch: ${message}` }))
  );
}

function starting(typed: string, candidates: readonly Candidate[]): Candidate[] {
  return candidates.filter(({ text }) => text.startsWith(typed));
}
