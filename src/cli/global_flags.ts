import type { OptionTable } from "./spec.ts";

/** The flags that every command has. */
export const GLOBAL_FLAGS = {
  config: { kind: "text", short: "c", value: "file", summary: "Configuration file" },
  name: { kind: "text", short: "n", value: "profile", summary: "Profile of the configuration to use" },
  url: { kind: "text", short: "u", value: "url", summary: "Database to work on" },
  dir: { kind: "list", short: "d", value: "directory", summary: "Script directory (may be repeated)" },
  x: {
    kind: "list",
    short: "x",
    value: "key=value",
    summary: "Value for revisions and hooks (may be repeated)",
  },
  json: { kind: "flag", summary: "Print the result as one JSON object" },
  quiet: { kind: "flag", short: "q", summary: "Print results, warnings and errors only" },
  verbose: { kind: "flag", short: "v", summary: "Print details of what is done" },
  color: { kind: "text", value: "when", choices: ["auto", "always", "never"], summary: "Colour the output" },
  noInput: { kind: "flag", summary: "Never ask; stop with the flag that answers" },
  yes: { kind: "flag", summary: "Answer yes to what would be asked" },
  raiseerr: { kind: "flag", summary: "Print the stack of an error" },
} as const satisfies OptionTable;
