import { lines, writeRevisions } from "../revisions.ts";
import { urlOf } from "../stage.ts";
import { installPackages, packageBinary, packageInstalled } from "./npm_package.ts";
import type { Peer } from "./peer.ts";

const NAME = "node-pg-migrate";

/** node-pg-migrate with SQL files: all in one transaction unless told otherwise. */
export const nodePgMigrate: Peer = {
  name: NAME,
  engines: ["postgres"],
  installed: () => packageInstalled(NAME, NAME),
  install: () => installPackages(NAME, ["node-pg-migrate@9.0.0", "pg@8.23.1"]),
  async prepare({ folder }, revisions) {
    await writeRevisions(`${folder}/scripts`, revisions, ({ id, up, down }) => [
      `${1700000000000 + Number(id)}_t.sql`,
      `-- Up Migration\n${lines(up)}\n-- Down Migration\n${lines(down)}`,
    ]);
  },
  command(task, { folder, database }, count) {
    const program = packageBinary(NAME, NAME);
    if (task === "version") return { program, args: ["--version"] };
    const settings = ["--migrations-dir", `${folder}/scripts`, "--log-level", "error"];
    const env = { DATABASE_URL: urlOf(database) };
    const args = {
      upgrade: ["up", "--no-single-transaction"],
      together: ["up"],
      downgrade: ["down", String(count), "--no-single-transaction"],
    }[String(task)];
    return args === undefined ? undefined : { program, args: [...args, ...settings], cwd: folder, env };
  },
};
