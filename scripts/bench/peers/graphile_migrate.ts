import { lines, writeRevisions } from "../revisions.ts";
import { urlOf } from "../stage.ts";
import { installPackages, packageBinary, packageInstalled } from "./npm_package.ts";
import type { Peer } from "./peer.ts";

const NAME = "graphile-migrate";

/** graphile-migrate: SQL files, up only, each bound to the one before by a hash. */
export const graphileMigrate: Peer = {
  name: NAME,
  engines: ["postgres"],
  installed: () => packageInstalled(NAME, NAME),
  install: () => installPackages(NAME, ["graphile-migrate@1.4.1"]),
  async prepare({ folder, database }, revisions) {
    let previous = "-";
    const texts = new Map<string, string>();
    for (const { id, up } of revisions) {
      const body = `${lines(up).trim()}\n`;
      const chained = `${previous === "-" ? "" : previous}\n${body}`.trim();
      const hash = `sha1:${await sha1(`${chained}\n`)}`;
      texts.set(id, `--! Previous: ${previous}\n--! Hash: ${hash}\n\n${body}`);
      previous = hash;
    }
    await writeRevisions(`${folder}/migrations/committed`, revisions, ({ id }) => [
      `${id.slice(6)}.sql`,
      texts.get(id) ?? "",
    ]);
    await Deno.writeTextFile(`${folder}/.gmrc`, JSON.stringify({ connectionString: urlOf(database) }));
  },
  command(task, { folder, database }) {
    const program = packageBinary(NAME, NAME);
    if (task === "version") return { program, args: ["--version"] };
    if (task !== "upgrade") return undefined;
    return { program, args: ["migrate"], cwd: folder, env: { DATABASE_URL: urlOf(database) } };
  },
};

async function sha1(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-1", new TextEncoder().encode(text));
  return new Uint8Array(digest).toHex();
}
