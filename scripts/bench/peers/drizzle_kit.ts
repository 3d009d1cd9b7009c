import { lines, writeRevisions } from "../revisions.ts";
import { urlOf } from "../stage.ts";
import { installPackages, packageBinary, packageInstalled } from "./npm_package.ts";
import { type Peer, PEERS_FOLDER } from "./peer.ts";

const NAME = "drizzle-kit";

/** drizzle-kit: SQL files and a journal of them, all in one transaction, up only. */
export const drizzleKit: Peer = {
  name: NAME,
  engines: ["postgres"],
  installed: () => packageInstalled(NAME, NAME),
  install: () => installPackages(NAME, ["drizzle-kit@0.31.11", "drizzle-orm@0.45.4", "pg@8.23.1"]),
  async prepare({ folder, database }, revisions) {
    await writeRevisions(`${folder}/drizzle`, revisions, ({ id, up }) => [
      `${id}_t.sql`,
      up.map((sql) => lines([sql])).join("--> statement-breakpoint\n"),
    ]);
    const entries = revisions.map(({ id }, idx) => (
      { idx, version: "7", when: 1700000000000 + idx, tag: `${id}_t`, breakpoints: true }
    ));
    await Deno.mkdir(`${folder}/drizzle/meta`, { recursive: true });
    const journal = { version: "7", dialect: "postgresql", entries };
    await Deno.writeTextFile(`${folder}/drizzle/meta/_journal.json`, JSON.stringify(journal));
    const settings = { dialect: "postgresql", out: "./drizzle", dbCredentials: { url: urlOf(database) } };
    await Deno.writeTextFile(
      `${folder}/drizzle.config.js`,
      `module.exports = ${JSON.stringify(settings)};\n`,
    );
    await Deno.symlink(`${PEERS_FOLDER}/${NAME}/node_modules`, `${folder}/node_modules`).catch(() => {});
  },
  command(task, { folder }) {
    const program = packageBinary(NAME, NAME);
    if (task === "version") return { program, args: ["--version"] };
    if (task !== "together") return undefined;
    return { program, args: ["migrate"], cwd: folder };
  },
};
