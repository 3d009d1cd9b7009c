import { ASKS_DATABASE, READS_FILES, SEVERAL_HEADS } from "../exit_codes.ts";
import { command, type CommandSpec, type OptionTable } from "../spec.ts";

const VERBOSE = {
  verbose: { kind: "flag", short: "v", summary: "Print all that the file's header says" },
} as const satisfies OptionTable;

const MARK_CURRENT = {
  indicateCurrent: { kind: "flag", short: "i", summary: "Mark what the database is at (connects to it)" },
} as const satisfies OptionTable;

/** Commands that tell what the revision files say. */
export const INSPECT_COMMANDS: readonly CommandSpec[] = [
  command({
    name: "history",
    group: "inspect",
    summary: "List revisions, newest first",
    examples: [
      ["retort history", "all of them"],
      ["retort history -r 8f3a:head", "a range, both ends included"],
      ["retort history -r current: -i", "what the database lacks"],
      ["retort history -r -3:", "the last three and the head"],
    ],
    positionals: [],
    options: {
      revRange: {
        kind: "text",
        short: "r",
        value: "from:to",
        summary: "Range to list; current, +n and -n may be used",
      },
      ...VERBOSE,
      ...MARK_CURRENT,
    },
    exits: { ...ASKS_DATABASE, 3: SEVERAL_HEADS },
    load: () => import("../../command/history.ts"),
  }),
  command({
    name: "heads",
    group: "inspect",
    summary: "List the heads: revisions that nothing follows",
    description:
      "Several heads are explained: where they part, what each brings, and the command that joins them. " +
      "With --single the exit code is 3 unless there is exactly one; with --base the revisions of another " +
      "git branch count too, so that a fork is found before it is merged.",
    examples: [
      ["retort heads", "usually one line"],
      ["retort heads --single --base origin/main", "for a pull request's checks"],
    ],
    positionals: [],
    options: {
      ...VERBOSE,
      resolveDependencies: { kind: "flag", summary: "Leave out heads that other revisions depend on" },
      single: { kind: "flag", summary: "Exit with 3 unless there is exactly one head" },
      base: { kind: "text", value: "gitref", summary: "Count this branch's revisions too (with --single)" },
    },
    exits: { ...READS_FILES, 3: "with --single: there is not exactly one head" },
    load: () => import("../../command/heads.ts"),
  }),
  command({
    name: "branches",
    group: "inspect",
    summary: "List branch points and what they lead to",
    examples: [["retort branches -v", "with all that the headers say"]],
    positionals: [],
    options: VERBOSE,
    exits: READS_FILES,
    load: () => import("../../command/branches.ts"),
  }),
  command({
    name: "show",
    group: "inspect",
    summary: "Print all about a revision",
    examples: [["retort show head", "the newest one"], [
      "retort show @~add_users",
      "by the slug of its message",
    ]],
    positionals: [{ name: "revision", summary: "Which one (head)" }],
    options: {
      indicateCurrent: {
        kind: "flag",
        short: "i",
        summary: "Tell when it was applied, and by whom (connects)",
      },
    },
    exits: { ...ASKS_DATABASE, 3: SEVERAL_HEADS },
    load: () => import("../../command/show.ts"),
  }),
  command({
    name: "graph",
    group: "inspect",
    summary: "Draw the history",
    examples: [
      ["retort graph", "lanes, as git log --graph draws them"],
      ["retort graph --format mermaid > history.mmd", "for a wiki"],
      ["retort graph --format dot | dot -Tsvg > history.svg", "with Graphviz"],
      ["retort graph --format html -i > history.html", "a page for a browser: search, click, zoom"],
    ],
    description:
      "`svg` is a picture, `html` one page that needs nothing else: it pans, zooms and searches, and a click " +
      "shows a revision's file. With -i it says what is applied, when and by whom.",
    positionals: [],
    options: {
      format: {
        kind: "text",
        choices: ["text", "mermaid", "dot", "svg", "html"],
        summary: "What to draw with (text)",
      },
      revRange: { kind: "text", short: "r", value: "from:to", summary: "Range to draw" },
      ...MARK_CURRENT,
    },
    exits: { ...ASKS_DATABASE, 3: SEVERAL_HEADS },
    load: () => import("../../command/graph.ts"),
  }),
  command({
    name: "dump",
    group: "inspect",
    summary: "Write the database's schema as a script that makes it again",
    description:
      "The same database gives the same text, ordered by what needs what; psql, mariadb or sqlite3 loads it, and retort's own " +
      "tables are left out. What retort does not know is listed in a comment at the end and on standard error. --json gives " +
      "the schema as data.",
    examples: [
      ["retort dump > schema.sql", "tables, indexes, views, functions, everything"],
      ["retort dump --out schema.sql", "written only when it has changed"],
      ["retort dump --schemas app,audit --privileges", "two schemas of PostgreSQL, with owners and rights"],
      ["retort dump --json", "for a program"],
    ],
    positionals: [],
    options: {
      out: { kind: "text", value: "file", summary: "File to write (standard output)" },
      schemas: {
        kind: "list",
        value: "names",
        summary: "Only these schemas of the database (may be repeated)",
      },
      privileges: { kind: "flag", summary: "Owners and rights, too" },
    },
    exits: { 1: "the catalog could not be read", 5: ASKS_DATABASE[5] },
    load: () => import("../../command/dump.ts"),
  }),
];
