import { command, type CommandSpec } from "../spec.ts";

/** Commands that set a project up, or tell about retort itself. */
export const START_COMMANDS: readonly CommandSpec[] = [
  command({
    name: "init",
    group: "start",
    summary: "Create a script directory and a configuration file",
    description:
      "Writes the directory (migrations by default), a short commented retort.jsonc unless there is a " +
      "configuration already, and retort.d.ts, the types of TypeScript revisions. A directory that holds " +
      "anything is refused, an empty one is filled.",
    examples: [
      ["retort init", "migrations in SQL, in ./migrations"],
      ["retort init -t ts db/migrations", "migrations in TypeScript, in another directory"],
    ],
    positionals: [{ name: "directory", summary: "Where revisions go (migrations)" }],
    options: {
      template: {
        kind: "text",
        short: "t",
        value: "name",
        summary: "Template to use; list_templates shows them (sql)",
      },
    },
    configuration: "none",
    load: () => import("../../command/init.ts"),
  }),
  command({
    name: "list_templates",
    aliases: ["list-templates"],
    group: "start",
    summary: "List the templates that init knows",
    examples: [["retort list_templates", "names and what they are for"]],
    positionals: [],
    options: {},
    configuration: "none",
    load: () => import("../../command/list_templates.ts"),
  }),
  command({
    name: "config",
    group: "start",
    summary: "Print the settings that hold here",
    examples: [
      ["retort config --show-origin", "each setting, and the flag, variable or line that set it"],
      ["retort config --show-origin url", "one of them"],
      ["retort -n production config", "as that profile has them"],
      ["retort config --schema > retort.schema.json", "for an editor"],
    ],
    positionals: [{ name: "settings", summary: "Which ones (all)", many: true }],
    options: {
      showOrigin: { kind: "flag", summary: "Tell for each setting what set it" },
      schema: { kind: "flag", summary: "Print the JSON Schema of the configuration file instead" },
    },
    load: () => import("../../command/config.ts"),
  }),
  command({
    name: "completions",
    group: "start",
    summary: "Print what makes a shell complete retort's command lines",
    description:
      "Commands, flags, their values, and from the script directory revisions and branch labels. The database is " +
      "not asked.",
    examples: [
      ['eval "$(retort completions bash)"', "in ~/.bashrc"],
      ["source <(retort completions zsh)", "in ~/.zshrc, after compinit"],
      ["retort completions fish > ~/.config/fish/completions/retort.fish", "once"],
      ["retort completions powershell | Out-String | Invoke-Expression", "in $PROFILE"],
    ],
    positionals: [{ name: "shell", summary: "bash, zsh, fish or powershell", required: true }],
    options: {},
    configuration: "none",
    load: () => import("../../command/completions.ts"),
  }),
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
    examples: [
      ["retort help upgrade", "what upgrade takes, with examples"],
      ["retort help --json", "every command and flag as data"],
    ],
    positionals: [{ name: "command", summary: "The command to explain" }],
    options: {},
    configuration: "none",
    load: () => import("../help.ts"),
  }),
];
