import { lines } from "../revisions.ts";
import { urlOf } from "../stage.ts";
import { installModule, moduleBinary, moduleInstalled } from "./go_module.ts";
import type { Peer } from "./peer.ts";

const NAME = "golang-migrate";

const TASKS: Readonly<Record<string, readonly string[]>> = {
  current: ["version"],
  upgrade: ["up"],
  downgrade: ["down", "-all"],
};

/** golang-migrate: two files a revision; a number and a flag instead of a history. */
export const golangMigrate: Peer = {
  name: NAME,
  engines: ["sqlite", "postgres"],
  installed: () => moduleInstalled(NAME, "migrate"),
  install: () =>
    installModule(NAME, "postgres,sqlite", "github.com/golang-migrate/migrate/v4/cmd/migrate@v4.20.1"),
  async prepare({ folder }, revisions) {
    await Deno.mkdir(`${folder}/scripts`, { recursive: true });
    for (const { id, up, down } of revisions) {
      await Deno.writeTextFile(`${folder}/scripts/${id}_t.up.sql`, lines(up));
      await Deno.writeTextFile(`${folder}/scripts/${id}_t.down.sql`, lines(down));
    }
  },
  command(task, { folder, database }) {
    const program = moduleBinary(NAME, "migrate");
    if (task === "version") return { program, args: ["-version"] };
    const args = TASKS[task];
    if (args === undefined) return undefined;
    const url = database.engine === "sqlite" ? `sqlite://${database.file}` : urlOf(database);
    return { program, args: ["-path", `${folder}/scripts`, "-database", url, ...args] };
  },
};
