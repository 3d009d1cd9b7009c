import assert from "node:assert/strict";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort } from "../support/retort.ts";
import { writeScripts } from "../support/write_scripts.ts";

function revision(body: string, header = ""): string {
  return `// a change in code
// revision: aaaaaaaaaaaa
${header}import type { Operations } from "./retort.d.ts";

export async function upgrade(op: Operations): Promise<void> {
${body}
}

export async function downgrade(op: Operations): Promise<void> {
  await op.execute("DROP TABLE thing");
}
`;
}

const CREATE = `  await op.execute("CREATE TABLE thing (id integer PRIMARY KEY, name varchar(50))");`;

forEachDialect(
  "a TypeScript revision binds values, queries rows and imports a neighbour",
  async (database) => {
    await writeScripts(`${database.folder}/migrations`, {
      "lib/names.ts":
        `export const NAMES: readonly string[] = ["O'Brien; DROP TABLE thing", "\\u{1F600} émoji"];\n`,
      "a.ts": revision(`${CREATE}
  for (const [id, name] of NAMES.entries()) await op.execute(op.sql\`INSERT INTO thing VALUES (\${id}, \${name})\`);
  const rows = await op.query<{ id: number; name: string }>("SELECT id, name FROM thing ORDER BY id");
  if (rows.length !== 2 || rows[0]?.name !== NAMES[0]) throw new Error("rows: " + JSON.stringify(rows));`)
        .replace(
          "import type",
          'import { NAMES } from "./lib/names.ts";\nimport type',
        ),
    });
    const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
    const up = await retort(["upgrade"], options);
    assert.equal(up.code, 0, up.stderr);
    assert.deepEqual(await database.sql("SELECT name FROM thing ORDER BY id"), [
      ["O'Brien; DROP TABLE thing"],
      ["\u{1F600} émoji"],
    ]);
    assert.equal((await retort(["downgrade", "base"], options)).code, 0);
    await assert.rejects(database.sql("SELECT * FROM thing"));
  },
);

forEachDialect("a statement that fails in TypeScript is shown with the user's own line", async (database) => {
  await writeScripts(`${database.folder}/migrations`, {
    "a.ts": revision(`${CREATE}\n  await op.execute("INSERT INTO missing_table VALUES (1)");`),
  });
  const { code, stderr } = await retort(["upgrade"], {
    cwd: database.folder,
    env: { DATABASE_URL: database.url },
  });
  assert.equal(code, 1);
  assert.match(stderr, /at migrations\/a\.ts:7:\d+ \(revision aaaaaaaaaaaa\)/);
  assert.match(stderr, /INSERT INTO missing_table VALUES \(1\)/);
  if (database.engine === "mysql") {
    assert.match(stderr, /kept: 1 statement of revision aaaaaaaaaaaa, done and committed/);
    const again = await retort(["upgrade"], { cwd: database.folder, env: { DATABASE_URL: database.url } });
    assert.equal(again.code, 7);
    assert.match(again.stderr, /stopped half-way, after 1 statement/);
  } else {
    await assert.rejects(database.sql("SELECT * FROM thing"));
    assert.deepEqual(await database.sql("SELECT count(*) FROM retort_ledger"), [["0"]]);
  }
});

forEachDialect("what the revision itself throws keeps its file and line", async (database) => {
  await writeScripts(`${database.folder}/migrations`, {
    "a.ts": revision(`${CREATE}\n  throw new TypeError("the moon is full");`),
  });
  const { code, stderr } = await retort(["upgrade"], {
    cwd: database.folder,
    env: { DATABASE_URL: database.url },
  });
  assert.equal(code, 1);
  assert.match(stderr, /FAILED: TypeError: the moon is full \(migrations\/a\.ts:7:9\)/);
});

forEachDialect("what cannot run in a transaction is refused before it is sent", async (database) => {
  await writeScripts(`${database.folder}/migrations`, {
    "a.ts": revision(`${CREATE}\n  await op.execute("VACUUM");`),
  });
  const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
  const { code, stderr } = await retort(["upgrade"], options);
  assert.equal(code, 8);
  assert.match(stderr, /transaction: false/);
  await writeScripts(`${database.folder}/migrations`, {
    "a.ts": revision(`${CREATE}\n  await op.execute("VACUUM");`, "// transaction: false\n"),
  });
  const allowed = await retort(["upgrade"], options);
  assert.equal(allowed.code, 0, allowed.stderr);
}, { engines: ["sqlite", "postgres"] });

forEachDialect("op.dialect names the engine, -x reaches op.x", async (database) => {
  await writeScripts(`${database.folder}/migrations`, {
    "a.ts": revision(`${CREATE}
  await op.execute(op.sql\`INSERT INTO thing VALUES (1, \${op.dialect})\`);
  await op.execute(op.sql\`INSERT INTO thing VALUES (2, \${op.x.colour ?? "none"})\`);`),
  });
  const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
  const { code, stderr } = await retort(["-x", "colour=red", "upgrade"], options);
  assert.equal(code, 0, stderr);
  assert.deepEqual(await database.sql("SELECT name FROM thing ORDER BY id"), [[database.engine], ["red"]]);
});
