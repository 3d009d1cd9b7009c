import { type SmallRevision, writeRevisions } from "../revisions.ts";
import { type BenchDatabase, urlOf } from "../stage.ts";
import { installPackages, packageBinary, packageInstalled } from "./npm_package.ts";
import { type Peer, PEERS_FOLDER } from "./peer.ts";

const TASKS: Readonly<Record<string, readonly string[]>> = {
  current: ["migrate:currentVersion"],
  upgrade: ["migrate:latest"],
  downgrade: ["migrate:rollback", "--all"],
};

/** knex: JavaScript files, a transaction each. */
export const knex: Peer = {
  name: "knex",
  engines: ["sqlite", "postgres"],
  installed: () => packageInstalled("knex", "knex"),
  install: () => installPackages("knex", ["knex@3.3.0", "pg@8.23.1", "better-sqlite3@12.4.1"]),
  async prepare({ folder, database }, revisions) {
    await writeRevisions(
      `${folder}/scripts`,
      revisions,
      (revision) => [`${revision.id}_t.js`, script(revision)],
    );
    await Deno.writeTextFile(`${folder}/knexfile.js`, configuration(folder, database));
    // What the configuration names is looked for from where it stands.
    await Deno.symlink(`${PEERS_FOLDER}/knex/node_modules`, `${folder}/node_modules`).catch(() => {});
  },
  command(task, { folder }) {
    if (task === "version") return { program: packageBinary("knex", "knex"), args: ["--version"] };
    const args = TASKS[task];
    if (args === undefined) return undefined;
    return {
      program: packageBinary("knex", "knex"),
      args: ["--knexfile", `${folder}/knexfile.js`, ...args],
      cwd: folder,
    };
  },
};

function configuration(folder: string, database: BenchDatabase): string {
  const settings = database.engine === "sqlite"
    ? { client: "better-sqlite3", connection: { filename: database.file }, useNullAsDefault: true }
    : { client: "pg", connection: urlOf(database) };
  return `module.exports = ${
    JSON.stringify({ ...settings, migrations: { directory: `${folder}/scripts` } })
  };\n`;
}

function script({ up, down }: SmallRevision): string {
  const body = (statements: readonly string[]) =>
    statements.map((sql) => `  await knex.raw(${JSON.stringify(sql)});\n`).join("");
  return `exports.up = async (knex) => {\n${body(up)}};\nexports.down = async (knex) => {\n${body(down)}};\n`;
}
