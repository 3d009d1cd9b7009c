import { RetortError } from "../util/errors.ts";

/** What stands for something else wherever a revision is named. */
const WORDS: ReadonlySet<string> = new Set(["head", "heads", "base", "current", "None", "null"]);

/** What cannot stand in a header; `@ - + :` in an id are the graph's to refuse. */
const IN_NO_ID = /[\s\p{Cc},]/u;
const IN_NO_LABEL = /[\s\p{Cc}@:]/u;

/** The names that the command line gives to a new revision. */
export interface NewNames {
  readonly revId: string | undefined;
  /** Each may be several, separated by commas. */
  readonly branchLabels: readonly string[];
}

/**
 * Refuses an id or a branch label that nobody could name afterwards.
 *
 * @throws {RetortError} `usage`
 */
export function checkNewNames({ revId, branchLabels }: NewNames): void {
  if (revId !== undefined) checkName("--rev-id", revId, IN_NO_ID);
  for (const label of branchLabels.flatMap((text) => text.split(","))) {
    checkName("--branch-label", label.trim(), IN_NO_LABEL);
  }
}

function checkName(flag: string, name: string, illegal: RegExp): void {
  if (name === "") {
    throw new RetortError("usage", `${flag} is empty`, { hint: "Give it a value, or leave it out" });
  }
  if (WORDS.has(name)) {
    throw new RetortError("usage", `'${name}' cannot be given as ${flag}`, {
      hint: "That word stands for something else wherever a revision is named; give another",
    });
  }
  const character = illegal.exec(name)?.[0];
  if (character === undefined) return;
  throw new RetortError("usage", `Character ${JSON.stringify(character)} cannot stand in ${flag} '${name}'`, {
    hint: "Use letters, digits, _ and .",
  });
}
