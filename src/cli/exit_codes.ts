import type { ExitCode } from "../command/context.ts";

/** What exit codes mean for one command, beside 0 and 2, which mean the same for all. */
export type ExitMeanings = { readonly [code in ExitCode]?: string };

/** What `head` means where there is more than one. */
export const SEVERAL_HEADS = "several heads, and none was chosen";

/** For commands that read revision files. */
export const READS_FILES = {
  4: "the files contradict themselves, or a revision that was named is not there",
} as const satisfies ExitMeanings;

/** For commands that ask the database. */
export const ASKS_DATABASE = {
  ...READS_FILES,
  5: "cannot connect",
} as const satisfies ExitMeanings;

/** For commands that run revisions. */
export const RUNS_REVISIONS = {
  ...ASKS_DATABASE,
  1: "a statement, or the code of a revision, failed; what was kept is said",
  3: SEVERAL_HEADS,
  4: "the files contradict themselves or what is applied, or a revision that was named is not there",
  6: "the runner lock was not to be had, or a lock of the database was met too often",
  7: "a step is half-done, and only a person can tell how to go on",
  8: "refused: protected, irreversible, or no way down",
  130: "stopped by SIGINT; what was kept is said",
  143: "stopped by SIGTERM; what was kept is said",
} as const satisfies ExitMeanings;
