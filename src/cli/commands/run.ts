import { settingFlags } from "../setting_flags.ts";
import { ASKS_DATABASE, RUNS_REVISIONS, SEVERAL_HEADS } from "../exit_codes.ts";
import { command, type CommandSpec, type OptionTable } from "../spec.ts";

const TRANSACTION = {
  transaction: {
    kind: "text",
    value: "mode",
    choices: ["per-revision", "all", "none"],
    summary: "One transaction a revision (default), one for all, or none",
  },
} as const satisfies OptionTable;

/** Of the commands that tell of each step while they run. */
const EVENTS = {
  format: {
    kind: "text",
    value: "format",
    choices: ["text", "ndjson"],
    summary: "How to tell what is done; ndjson: one object a line for each event, the result last",
  },
} as const satisfies OptionTable;

/** Of the commands that take the runner lock; the tag reaches hooks and URL functions. */
const LOCK: OptionTable = settingFlags("lock", "tag");

/** Of the commands that run revisions. */
const CHUNKS: OptionTable = settingFlags("chunkSize");

const SQL = {
  sql: { kind: "flag", summary: "Write the SQL script instead of running it; no connection is made" },
} as const satisfies OptionTable;

const DRY_RUN = {
  dryRun: { kind: "flag", summary: "Connect, read, and tell what would be run; run nothing" },
} as const satisfies OptionTable;

const PLAN = {
  ...DRY_RUN,
  out: { kind: "text", value: "file", summary: "Write the plan of a dry run to this file, for --plan" },
  plan: {
    kind: "text",
    value: "file",
    summary: "Run this reviewed plan, and nothing if the state has moved",
  },
} as const satisfies OptionTable;

const READY = {
  wait: { kind: "maybe", value: "duration", summary: "Wait until the server answers, a minute or this long" },
  create: { kind: "flag", summary: "Create the database where it is missing" },
} as const satisfies OptionTable;

const UPGRADE = {
  allowGaps: { kind: "flag", summary: "Run revisions that lie underneath applied ones" },
  allowAhead: { kind: "flag", summary: "Go on although the database has revisions that no file has" },
  ...TRANSACTION,
  ...EVENTS,
  ...SQL,
  ...PLAN,
  ...READY,
} as const satisfies OptionTable;

const DOWNGRADE = {
  fromLedger: {
    kind: "flag",
    summary:
      "Take down what was applied, by the texts in the ledger: for files that are gone or have changed",
  },
  ...TRANSACTION,
  ...EVENTS,
  ...SQL,
  ...DRY_RUN,
} as const satisfies OptionTable;

/** Commands that move the database, or its record. */
export const RUN_COMMANDS: readonly CommandSpec[] = [
  command({
    name: "upgrade",
    group: "run",
    summary: "Run what the database lacks, up to a revision",
    description:
      "Each revision runs in a transaction of its own where the engine allows it. What stopped half-way on an engine " +
      "that cannot roll back goes on where it stopped. Once no revision is pending, the files in `repeatable` that are " +
      "new or have changed run too.",
    examples: [
      ["retort upgrade", "to the head"],
      ["retort upgrade +1", "one revision"],
      ["retort upgrade 8f3a", "to the revision whose id begins so"],
      ["retort upgrade heads", "to all heads"],
      ["retort upgrade 8f3a:head --sql > upgrade.sql", "a script for psql, mariadb or sqlite3"],
      ["retort upgrade --allow-gaps", "what came in underneath too"],
      ["retort upgrade --dry-run --out plan.json", "what it would do, for a review"],
      ["retort upgrade --plan plan.json", "just that, if the database has not moved since"],
      ["retort upgrade --wait=2m --create", "in a container that starts beside its database"],
    ],
    positionals: [{
      name: "target",
      summary: "Revision, head, heads, +N, label@head (head); from:to with --sql",
    }],
    options: { ...UPGRADE, ...LOCK, ...CHUNKS },
    exits: RUNS_REVISIONS,
    load: () => import("../../command/upgrade.ts"),
  }),
  command({
    name: "migrate",
    standsFor: "upgrade",
    group: "run",
    summary: "Run all that the database lacks: upgrade head",
    examples: [["retort migrate", "the same as retort upgrade head"]],
    positionals: [],
    options: { ...UPGRADE, ...LOCK, ...CHUNKS },
    exits: RUNS_REVISIONS,
    load: () => import("../../command/upgrade.ts"),
  }),
  command({
    name: "downgrade",
    group: "run",
    summary: "Take the database down to a revision",
    description:
      "The target stays applied. Every down section on the way is read first: one that is missing or irreversible " +
      "is refused before anything runs.",
    examples: [
      ["retort downgrade -1", "take the last revision back"],
      ["retort downgrade 8f3a", "to the revision whose id begins so"],
      ["retort downgrade base", "all of them"],
      ["retort downgrade head:8f3a --sql > downgrade.sql", "a script for psql, mariadb or sqlite3"],
      ["retort downgrade --from-ledger 8f3a", "although the files above it are gone"],
    ],
    positionals: [{ name: "target", summary: "Revision, -N, base; from:to with --sql", required: true }],
    options: { ...DOWNGRADE, ...LOCK, ...CHUNKS },
    exits: RUNS_REVISIONS,
    load: () => import("../../command/downgrade.ts"),
  }),
  command({
    name: "rollback",
    standsFor: "downgrade",
    group: "run",
    summary: "Take the last revisions back: downgrade -N",
    examples: [["retort rollback", "one revision"], ["retort rollback 3", "three"]],
    positionals: [{ name: "count", summary: "How many (1)" }],
    options: { ...DOWNGRADE, ...LOCK, ...CHUNKS },
    exits: RUNS_REVISIONS,
    load: async () => {
      const { rollback } = await import("../../command/downgrade.ts");
      return { run: rollback };
    },
  }),
  command({
    name: "stamp",
    group: "run",
    summary: "Record revisions as applied without running them",
    description:
      "The target is recorded with all that it rests on; what lies above it is taken off the record.",
    examples: [
      ["retort stamp head", "the database has all of it already"],
      ["retort stamp base", "it has none"],
      ["retort stamp --purge 8f3a", "write the ledger anew"],
    ],
    positionals: [{ name: "targets", summary: "Revisions, head, heads, base", required: true, many: true }],
    options: { purge: { kind: "flag", summary: "Empty the ledger first" }, ...SQL, ...LOCK },
    exits: {
      ...ASKS_DATABASE,
      3: SEVERAL_HEADS,
      6: RUNS_REVISIONS[6],
      8: "refused: the profile is protected",
    },
    load: () => import("../../command/stamp.ts"),
  }),
  command({
    name: "pull",
    group: "run",
    summary: "Write lost files back as the ledger keeps them",
    description:
      "Without revisions: all that are applied and that no file has. They go where they were. The ledger keeps each " +
      "revision's own file; what a TypeScript revision imports is not in it.",
    examples: [
      ["retort pull", "all that are lost"],
      ["retort pull 8f3a", "one of them"],
      ["retort pull --force 8f3a", "over a file that was edited since"],
    ],
    positionals: [{ name: "revisions", summary: "Which ones (all that have no file)", many: true }],
    options: {
      force: { kind: "flag", summary: "Write over files that hold something else" },
      flat: { kind: "flag", summary: "Write into the first script directory, wherever the file was" },
    },
    exits: {
      ...ASKS_DATABASE,
      8: "refused: a path of the ledger lies in no script directory, or a file is in the way",
    },
    load: () => import("../../command/pull.ts"),
  }),
  command({
    name: "repair",
    group: "run",
    summary: "Settle what stopped half-way, as you have found it",
    description:
      "What is done, undone or resumed is what was under way: a statement of SQL, a revision as a whole where it is " +
      "TypeScript. On a terminal it asks.",
    examples: [
      ["retort repair", "shows what was under way, and asks"],
      ["retort repair --done", "it was done: what follows is still to do"],
      ["retort repair --undone", "it was not, or you took it back"],
      ["retort repair --resume", "look once more, and go on with that revision"],
      ["retort repair --accept 8f3a", "an applied file was edited: take it as it is"],
    ],
    positionals: [{ name: "revision", summary: "Which one, where several are half-done" }],
    options: {
      resume: { kind: "flag", summary: "Go on with it now" },
      done: { kind: "flag", summary: "What was under way is done" },
      undone: { kind: "flag", summary: "What was under way is not done, or was taken back by hand" },
      accept: {
        kind: "list",
        value: "revision",
        summary: "Record an applied file as it is now; nothing is run",
      },
      ...LOCK,
      ...CHUNKS,
    },
    exits: {
      ...RUNS_REVISIONS,
      2: "a setting or a flag is wrong, or nobody can be asked how it stands",
      7: "what was under way cannot be told: say --done or --undone",
    },
    load: () => import("../../command/repair.ts"),
  }),
  command({
    name: "current",
    group: "run",
    summary: "Tell which revisions the database is at",
    examples: [
      ["retort current", "one line a head"],
      ["retort current --check-heads", "exit code 3 unless all heads are applied"],
    ],
    positionals: [],
    options: {
      verbose: { kind: "flag", short: "v", summary: "Print all that the file's header says" },
      checkHeads: {
        kind: "flag",
        short: "c",
        summary: "Exit with 3 unless the database is at all heads, with 4 at a gap",
      },
    },
    exits: {
      ...ASKS_DATABASE,
      3: "with --check-heads: the database is not at all heads",
      4: "an applied revision has no file; with --check-heads also: one below an applied one is not applied",
      7: "with --check-heads: a step is half-done",
    },
    load: () => import("../../command/current.ts"),
  }),
  command({
    name: "status",
    group: "run",
    summary: "Tell what is applied, pending, missing, changed and half-done",
    description:
      "Exit code: 0 nothing is pending, 3 something is, 4 the files do not explain the ledger, 7 a step is half-done. " +
      "With --deep the verify sections of what is applied are asked again, without changing anything, indexes that " +
      "are not valid and damage are looked for, and every stored text is compared with its checksum (3, or 4 for a text).",
    examples: [
      ["retort status", "for a person"],
      ["retort status --json", "for a program"],
      ["retort status --deep", "look into the database too"],
    ],
    positionals: [],
    options: { deep: { kind: "flag", summary: "Verify what is applied, and look for what is broken" } },
    exits: {
      ...ASKS_DATABASE,
      3: "revisions or repeatables are pending, or --deep found something",
      4: "the files do not explain the ledger",
      7: "a step is half-done",
    },
    load: () => import("../../command/status.ts"),
  }),
];
