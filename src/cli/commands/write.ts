import { READS_FILES, SEVERAL_HEADS } from "../exit_codes.ts";
import { command, type CommandSpec, type OptionTable } from "../spec.ts";

const PLACE = {
  head: {
    kind: "list",
    value: "revision",
    summary: "Parent of the new revision: a head, a label@head, or base (head; may be repeated)",
  },
  splice: { kind: "flag", summary: "Allow a parent that is no head" },
  branchLabel: {
    kind: "list",
    value: "label",
    summary: "Name for the branch that starts here (may be repeated)",
  },
  versionPath: {
    kind: "text",
    value: "directory",
    summary: "Directory for the file, one of the configured ones",
  },
  revId: { kind: "text", value: "id", summary: "Id to use instead of a generated one" },
  dependsOn: {
    kind: "list",
    value: "revision",
    summary: "Revision that must be applied before this one without being its parent (may be repeated)",
  },
  ts: { kind: "flag", summary: "Write TypeScript" },
  sql: { kind: "flag", summary: "Write SQL, as is usual" },
} as const satisfies OptionTable;

/** Commands that write or change revision files. */
export const WRITE_COMMANDS: readonly CommandSpec[] = [
  command({
    name: "revision",
    group: "write",
    summary: "Write a new revision file",
    description:
      "Prints the path of the file. Its parent is the head of the history; where there are several heads, " +
      "--head names one, or `retort merge heads` joins them first.",
    examples: [
      ['retort revision -m "add priority to tasks"', "a file that follows the head"],
      [
        'retort revision -m "billing" --head base --branch-label billing',
        "the start of an independent branch",
      ],
      ['retort revision -m "hotfix" --head 8f3a --splice', "a file that follows an older revision"],
      ['$EDITOR "$(retort revision -m "add index")"', "write it and open it"],
    ],
    positionals: [],
    options: {
      message: { kind: "text", short: "m", value: "text", summary: "What the revision does; its first line" },
      ...PLACE,
    },
    exits: { ...READS_FILES, 3: SEVERAL_HEADS },
    load: () => import("../../command/revision.ts"),
  }),
  command({
    name: "new",
    standsFor: "revision",
    group: "write",
    summary: "Write a new revision file: revision -m MESSAGE",
    examples: [[
      "retort new add priority to tasks",
      'the same as retort revision -m "add priority to tasks"',
    ]],
    positionals: [{ name: "message", summary: "What the revision does", required: true, many: true }],
    options: PLACE,
    exits: { ...READS_FILES, 3: SEVERAL_HEADS },
    load: async () => {
      const { run } = await import("../../command/revision.ts");
      return {
        run: ({ arguments: words, ...values }, context) =>
          run({ ...values, message: words.join(" "), arguments: [] }, context),
      };
    },
  }),
  command({
    name: "merge",
    group: "write",
    summary: "Write a revision that joins several heads",
    examples: [
      ["retort merge heads", "joins all heads"],
      ['retort merge -m "merge billing" 8f3a 51c0', "joins two of them"],
    ],
    positionals: [{ name: "revisions", summary: "What to join: ids, or heads", required: true, many: true }],
    options: {
      message: { kind: "text", short: "m", value: "text", summary: "What the revision does (merge … and …)" },
      branchLabel: PLACE.branchLabel,
      versionPath: PLACE.versionPath,
      revId: PLACE.revId,
      splice: PLACE.splice,
    },
    exits: { ...READS_FILES, 3: SEVERAL_HEADS },
    load: () => import("../../command/merge.ts"),
  }),
  command({
    name: "edit",
    group: "write",
    summary: "Open a revision file in $VISUAL or $EDITOR",
    description:
      "An applied revision is refused without --force: a database that has it would not notice the change " +
      "until `retort status` reports it.",
    examples: [["retort edit head", "the newest revision"], ["retort edit 8f3a", "by the start of its id"]],
    positionals: [{ name: "revision", summary: "Which one (head)" }],
    options: { force: { kind: "flag", summary: "Edit it although it is applied" } },
    exits: { ...READS_FILES, 3: SEVERAL_HEADS, 8: "refused: the revision is applied" },
    load: () => import("../../command/edit.ts"),
  }),
];
