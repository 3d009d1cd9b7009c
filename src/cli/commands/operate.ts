import { ASKS_DATABASE, READS_FILES } from "../exit_codes.ts";
import { command, type CommandSpec } from "../spec.ts";

/** Commands around a database: whether it is there, and whether all is well. */
export const OPERATE_COMMANDS: readonly CommandSpec[] = [
  command({
    name: "wait",
    group: "operate",
    summary: "Wait until the database answers, or is at a revision",
    description:
      "Takes no lock and changes nothing. When the time is over: exit code 5 without an answer, 3 without the revision.",
    examples: [
      ["retort wait", "until the server lets us in, a minute at most"],
      ["retort wait --for head --timeout 5m", "an application that starts beside the migration"],
      ["retort wait --for 8f3a", "until that revision is applied"],
    ],
    positionals: [],
    options: {
      for: { kind: "text", value: "what", summary: "connect, head, or a revision (connect)" },
      timeout: { kind: "text", value: "duration", summary: "How long at most (60s)" },
    },
    exits: { ...READS_FILES, 3: "the revision is not applied in time", 5: "cannot connect in time" },
    load: () => import("../../command/wait.ts"),
  }),
  command({
    name: "create",
    group: "operate",
    summary: "Create the database where it is missing",
    examples: [["retort create", "the one that the URL names"]],
    positionals: [],
    options: {},
    exits: { 1: "this user may not create databases", 5: ASKS_DATABASE[5] },
    load: () => import("../../command/create.ts"),
  }),
  command({
    name: "drop",
    group: "operate",
    summary: "Drop the database with all that it holds",
    description: "Asks on a terminal; elsewhere it wants --yes.",
    examples: [["retort drop --yes", "and nothing is left of it"]],
    positionals: [],
    options: {},
    exits: { 1: "others use it, or this user may not drop it", 5: ASKS_DATABASE[5], 8: "nobody said yes" },
    load: () => import("../../command/drop.ts"),
  }),
  command({
    name: "doctor",
    group: "operate",
    summary: "Look at all that a run rests upon",
    description:
      "Connection, encryption, poolers, versions, rights, ledger, files, passwords in plain sight, and the engine's own " +
      "programs; changes nothing. Each finding comes with a way out; exit code 3 when one is a problem. With --clean, " +
      "scratch databases that killed runs left more than an hour ago are dropped.",
    examples: [["retort doctor", "before the first run on a new server"], [
      "retort doctor --json",
      "for a program",
    ]],
    positionals: [],
    options: { clean: { kind: "flag", summary: "Drop scratch databases that killed runs left behind" } },
    exits: { 3: "there are problems" },
    load: () => import("../../command/doctor.ts"),
  }),
  command({
    name: "ensure_version",
    group: "operate",
    summary: "Create the ledger's tables if they are missing",
    examples: [["retort ensure_version", "and nothing else"]],
    positionals: [],
    options: {
      sql: { kind: "flag", summary: "Write the SQL script instead of running it; no connection is made" },
    },
    exits: { 1: "the tables could not be created", 5: ASKS_DATABASE[5] },
    load: () => import("../../command/ensure_version.ts"),
  }),
];
