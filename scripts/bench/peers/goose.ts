import { lines, writeRevisions } from "../revisions.ts";
import { urlOf } from "../stage.ts";
import { installModule, moduleBinary, moduleInstalled } from "./go_module.ts";
import type { Peer } from "./peer.ts";

/** What the benchmark does not need is left out of the build. */
const TAGS = "no_clickhouse,no_libsql,no_mssql,no_mysql,no_spanner,no_vertica,no_ydb,no_duckdb";

const TASKS: Readonly<Record<string, string>> = {
  current: "version",
  upgrade: "up",
  downgrade: "reset",
};

/** goose: SQL files, a transaction each. */
export const goose: Peer = {
  name: "goose",
  engines: ["sqlite", "postgres"],
  installed: () => moduleInstalled("goose", "goose"),
  install: () => installModule("goose", TAGS, "github.com/pressly/goose/v3/cmd/goose@v3.29.0"),
  async prepare({ folder }, revisions) {
    await writeRevisions(`${folder}/scripts`, revisions, ({ id, up, down }) => [
      `${Number(id) + 100000}_t.sql`,
      `-- +goose Up\n${lines(up)}\n-- +goose Down\n${lines(down)}`,
    ]);
  },
  command(task, { folder, database }) {
    const program = moduleBinary("goose", "goose");
    if (task === "version") return { program, args: ["-version"] };
    const verb = TASKS[task];
    if (verb === undefined) return undefined;
    const target = database.engine === "sqlite" ? ["sqlite3", database.file] : ["postgres", urlOf(database)];
    return { program, args: ["-dir", `${folder}/scripts`, ...target, verb] };
  },
};
