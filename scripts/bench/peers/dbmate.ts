import { lines, writeRevisions } from "../revisions.ts";
import { urlOf } from "../stage.ts";
import { installPackages, packageInstalled } from "./npm_package.ts";
import { type Peer, PEERS_FOLDER, type PeerSite } from "./peer.ts";

/** dbmate: SQL files, one transaction each; `rollback` takes back the last one only. */
export const dbmate: Peer = {
  name: "dbmate",
  engines: ["sqlite", "postgres"],
  installed: () => packageInstalled("dbmate", "dbmate"),
  install: () => installPackages("dbmate", ["dbmate@2.36.0"]),
  async prepare({ folder }, revisions) {
    await writeRevisions(`${folder}/db`, revisions, ({ id, up, down }) => [
      `${id}_t.sql`,
      `-- migrate:up\n${lines(up)}\n-- migrate:down\n${lines(down)}`,
    ]);
  },
  command(task, site, count) {
    if (task === "version") return { program: BINARY, args: ["--version"] };
    if (task === "stamp") return stamp(site, count);
    const verb = { current: "status", upgrade: "migrate" }[String(task)];
    if (verb === undefined) return undefined;
    const url = site.database.engine === "sqlite" ? `sqlite:${site.database.file}` : urlOf(site.database);
    const args = ["--url", url, "--migrations-dir", `${site.folder}/db`, "--no-dump-schema", verb];
    return { program: BINARY, args, cwd: site.folder };
  },
};

/** The program itself: the npm package's own command is a script that starts Node first. */
const BINARY = `${PEERS_FOLDER}/dbmate/node_modules/@dbmate/${Deno.build.os}-${
  Deno.build.arch === "x86_64" ? "x64" : "arm64"
}/bin/dbmate`;

function stamp({ database }: PeerSite, count: number) {
  if (database.engine !== "sqlite") return undefined;
  const sql = "CREATE TABLE schema_migrations (version varchar(128) PRIMARY KEY); " +
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + count + ") " +
    "INSERT INTO schema_migrations SELECT printf('%012d', i) FROM n";
  return { program: "sqlite3", args: [database.file, sql] };
}
