import { suggest } from "../util/suggest.ts";
import type { Revision } from "./revision.ts";
import { RevisionError } from "./revision_error.ts";

/** What can be called by name, as far as an error needs to know. */
export interface NamedRevisions {
  names(): Iterable<string>;
  all(): Iterable<Revision>;
}

/** The refusal of a text that no id or label starts with, naming the ones that come near. */
export function unknownRevision(graph: NamedRevisions, text: string): RevisionError {
  const misread = misreading(text);
  if (misread !== undefined) {
    return new RevisionError("unknown-revision", `Can't locate revision identified by '${text}'`, {
      hint: misread,
    });
  }
  const names = [...graph.names()];
  const near = suggest(text, names);
  const tooShort = text.length < 4 ? "a partial id needs four characters or more to be safe; " : "";
  return new RevisionError("unknown-revision", `Can't locate revision identified by '${text}'`, {
    hint: near === undefined
      ? capitalised(`${tooShort}\`retort history\` lists the revisions that there are`)
      : `Did you mean '${near}'?`,
    revisions: near === undefined ? [] : [near],
  });
}

/** What is no name at all: nothing, or steps where nothing is there to count from. */
function misreading(text: string): string | undefined {
  if (text.trim() === "") return "The name is empty; `retort history` lists the revisions that there are";
  if (/^[+-][1-9]\d*$/.test(text)) return `Say what the steps are counted from, as in REVISION${text}`;
  if (text.includes(":")) {
    return "That is a range, and one revision is meant here; `retort history -r` takes ranges";
  }
  return undefined;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
