import { command, type CommandSpec } from "../spec.ts";

/** Commands that set a project up, or tell about retort itself. */
export const START_COMMANDS: readonly CommandSpec[] = [
  command({
    name: "version",
    group: "start",
    summary: "Print retort's version and what it runs on",
    examples: [["retort version --json", "for a bug report"]],
    positionals: [],
    options: {},
    configuration: "none",
    load: () => import("../../command/version.ts"),
  }),
  command({
    name: "help",
    group: "start",
    summary: "Explain retort, or one command",
    examples: [["retort help upgrade", "what `upgrade` takes"]],
    positionals: [{ name: "command", summary: "The command to explain" }],
    options: {},
    configuration: "none",
    load: () => import("../help.ts"),
  }),
];
