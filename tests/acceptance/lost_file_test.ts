import assert from "node:assert/strict";
import { chain } from "../support/chain.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort } from "../support/retort.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";

const IDS = ["aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc", "dddddddddddd"];
const [A = "", B = "", C = "", D = ""] = chain(IDS);

function optionsOf({ folder, url }: TestDatabase) {
  return { cwd: folder, env: { DATABASE_URL: url } };
}

/** Four revisions are applied; then the files of some of them are gone. */
async function losing(database: TestDatabase, ...names: readonly string[]) {
  const migrations = `${database.folder}/migrations`;
  await writeScripts(migrations, { "a.sql": A, "b.sql": B, "c.sql": C, "d.sql": D });
  const up = await retort(["upgrade"], optionsOf(database));
  assert.equal(up.code, 0, up.stderr);
  for (const name of names) await Deno.remove(`${migrations}/${name}`);
}

function ledger({ sql }: TestDatabase): Promise<string[][]> {
  return sql("SELECT revision FROM retort_ledger ORDER BY revision");
}

forEachDialect(
  "upgrade --allow-ahead leaves what no file has, and runs what is pending",
  async (database) => {
    await losing(database, "d.sql");
    const options = optionsOf(database);
    const refused = await retort(["upgrade"], options);
    assert.equal(refused.code, 4);
    assert.match(refused.stderr, /Can't locate revision identified by 'dddddddddddd'/);
    assert.match(refused.stderr, /retort pull.*--allow-ahead.*--from-ledger/s);

    const nothing = await retort(["upgrade", "--allow-ahead"], options);
    assert.equal(nothing.code, 0, nothing.stderr);
    assert.equal(nothing.stdout, "Nothing to do: the database is at dddddddddddd\n");
    assert.match(nothing.stderr, /Revision dddddddddddd is applied and has no file: it stays/);

    const other = chain(["cccccccccccc", "eeeeeeeeeeee"])[1] ?? "";
    await writeScripts(`${database.folder}/migrations`, { "e.sql": other });
    const beside = await retort(["upgrade", "--allow-ahead"], options);
    assert.equal(beside.code, 0, beside.stderr);
    assert.deepEqual((await ledger(database)).flat(), [...IDS, "eeeeeeeeeeee"]);
  },
);

forEachDialect(
  "downgrade --from-ledger takes down what no file has, in a mixed directory too",
  async (database) => {
    await losing(database, "b.sql", "d.sql");
    const options = optionsOf(database);
    const refused = await retort(["downgrade", "base"], options);
    assert.equal(refused.code, 4);
    assert.match(refused.stderr, /bbbbbbbbbbbb referenced from cccccccccccc .* is not present/);
    assert.match(refused.stderr, /retort pull bbbbbbbbbbbb/);
    const ahead = await retort(["upgrade", "--allow-ahead"], options);
    assert.equal(ahead.code, 0, ahead.stderr);

    const one = await retort(["downgrade", "--from-ledger", "-1"], options);
    assert.equal(one.code, 0, one.stderr);
    assert.match(one.stderr, /Running downgrade dddddddddddd -> cccccccccccc, make dddddddddddd/);
    const two = await retort(["downgrade", "--from-ledger", "bbbb"], options);
    assert.equal(two.code, 0, two.stderr);
    assert.deepEqual(await ledger(database), [["aaaaaaaaaaaa"], ["bbbbbbbbbbbb"]]);
    const rest = await retort(["downgrade", "--from-ledger", "base"], options);
    assert.equal(rest.code, 0, rest.stderr);
    assert.deepEqual(await ledger(database), []);
    for (const id of IDS) await assert.rejects(database.sql(`SELECT * FROM t_${id}`));
  },
);

forEachDialect(
  "downgrade --from-ledger runs the text that was applied where the file has changed",
  async (database) => {
    await losing(database);
    const changed = D.replace("DROP TABLE t_dddddddddddd", "DROP TABLE t_of_another_name");
    await writeScripts(`${database.folder}/migrations`, { "d.sql": changed });
    const down = await retort(["downgrade", "--from-ledger", "-1"], optionsOf(database));
    assert.equal(down.code, 0, down.stderr);
    assert.deepEqual((await ledger(database)).flat(), IDS.slice(0, 3));
  },
);

forEachDialect("a text that the ledger does not keep is refused before anything runs", async (database) => {
  const options = optionsOf(database);
  await writeScripts(database.folder, { "retort.jsonc": '{ "ledger": { "storeScript": false } }' });
  await losing(database, "c.sql");
  const down = await retort(["downgrade", "--from-ledger", "base"], options);
  assert.equal(down.code, 4);
  assert.match(down.stderr, /The ledger keeps the checksum of revision cccccccccccc alone, not its text/);
  assert.match(down.stderr, /Bring migrations\/c\.sql back/);
  assert.deepEqual((await ledger(database)).flat(), IDS);
  const files = await retort(["downgrade", "--from-ledger", "cccc"], options);
  assert.equal(files.code, 0, files.stderr);
  assert.match(files.stdout, /Took back 1 revision/);
});

const TYPESCRIPT = `// fill
// revision: eeeeeeeeeeee
// down_revision: dddddddddddd
import type { Operations } from "./retort.d.ts";
import { NAME } from "./lib/name.ts";

export async function upgrade(op: Operations) {
  await op.execute(\`CREATE TABLE \${NAME} (id integer)\`);
}
export async function downgrade(op: Operations) {
  await op.execute(\`DROP TABLE \${NAME}\`);
}
`;

forEachDialect(
  "TypeScript is taken down from the ledger while its imports are what they were",
  async (database) => {
    const options = optionsOf(database);
    const migrations = `${database.folder}/migrations`;
    await writeScripts(migrations, { "e.ts": TYPESCRIPT, "lib/name.ts": 'export const NAME = "made";\n' });
    await losing(database, "e.ts");
    await writeScripts(migrations, { "lib/name.ts": 'export const NAME = "other";\n' });
    const refused = await retort(["downgrade", "--from-ledger", "-1"], options);
    assert.equal(refused.code, 4);
    assert.match(
      refused.stderr,
      /Revision eeeeeeeeeeee imports migrations\/lib\/name\.ts, which the ledger does not/,
    );

    await writeScripts(migrations, { "lib/name.ts": 'export const NAME = "made";\n' });
    const down = await retort(["downgrade", "--from-ledger", "-1"], options);
    assert.equal(down.code, 0, down.stderr);
    await assert.rejects(database.sql("SELECT * FROM made"));
    assert.deepEqual((await ledger(database)).flat(), IDS);
  },
);
