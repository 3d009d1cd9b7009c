import { findProgram } from "../../../tests/support/find_program.ts";
import { runOrThrow } from "../../../tests/support/process.ts";
import { lines, writeRevisions } from "../revisions.ts";
import { BENCH_USER, type BenchDatabase } from "../stage.ts";
import type { Peer } from "./peer.ts";

const TASKS: Readonly<Record<string, readonly string[]>> = {
  current: ["status"],
  upgrade: ["deploy", "--no-verify"],
  downgrade: ["revert", "-y"],
  stamp: ["deploy", "--log-only"],
  history: ["plan", "--oneline"],
};

/** It starts the engine's client for each change: with a thousand of them a row would take half an hour. */
const MOST = 100;

/** Debian's packages: the program with the drivers of both engines. */
const PACKAGES = ["sqitch", "libdbd-sqlite3-perl", "libdbd-pg-perl"];

/** sqitch: SQL files in a plan, each run by the engine's own client. */
export const sqitch: Peer = {
  name: "sqitch",
  engines: ["sqlite", "postgres"],
  installed: () => findProgram(["sqitch"], "sqitch").then(() => true, () => false),
  async install() {
    await runOrThrow("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...PACKAGES]);
  },
  async prepare({ folder, database }, revisions) {
    const file = (direction: "up" | "down") => (revision: (typeof revisions)[number]) =>
      [`t${revision.id}.sql`, lines(revision[direction])] as const;
    await writeRevisions(`${folder}/deploy`, revisions, file("up"));
    await writeRevisions(`${folder}/revert`, revisions, file("down"));
    const plan = revisions.map(({ id }) => `t${id} 2026-01-01T00:00:00Z bench <bench@localhost> # a table\n`);
    await Deno.writeTextFile(
      `${folder}/sqitch.plan`,
      `%syntax-version=1.0.0\n%project=bench\n\n${plan.join("")}`,
    );
    await Deno.writeTextFile(`${folder}/sqitch.conf`, configuration(database));
  },
  command(task, { folder }, count) {
    if (task === "version") return { program: "sqitch", args: ["--version"] };
    const args = count > MOST ? undefined : TASKS[task];
    return args === undefined ? undefined : { program: "sqitch", args: ["--chdir", folder, ...args] };
  },
};

/** On SQLite its own tables lie in the same file, so that they are copied and taken away with it. */
function configuration(database: BenchDatabase): string {
  const [engine, target] = database.engine === "sqlite"
    ? ["sqlite", `db:sqlite:${database.file}\n\tregistry = ${database.file}`]
    : ["pg", `db:pg://${BENCH_USER}@${database.host}:${database.port}/${database.name}`];
  const user = "[user]\n\tname = bench\n\temail = bench@localhost\n";
  return `[core]\n\tengine = ${engine}\n${user}[engine "${engine}"]\n\ttarget = ${target}\n`;
}
