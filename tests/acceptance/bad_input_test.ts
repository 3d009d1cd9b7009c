import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { runProcess } from "../support/process.ts";
import { cleanEnvironment, retort, retortCommand } from "../support/retort.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";

const FIRST = `-- first
-- revision: aaaaaaaaaaaa

-- migrate:up
CREATE TABLE first (id integer PRIMARY KEY, name varchar(200));

-- migrate:down
DROP TABLE first;
`;

function second(body: string, options = ""): string {
  return `-- second
-- revision: bbbbbbbbbbbb
-- down_revision: aaaaaaaaaaaa

-- migrate:up${options}
${body}
-- migrate:down none "a test"
`;
}

const SQLITE = { engines: ["sqlite"] } as const;

async function upgrade(database: TestDatabase, ...args: readonly string[]) {
  return await retort(["upgrade", ...args], {
    cwd: database.folder,
    env: { DATABASE_URL: database.url, USER: "ada" },
  });
}

async function heads(database: TestDatabase): Promise<string> {
  const { stdout } = await retort(["current"], { cwd: database.folder, env: { DATABASE_URL: database.url } });
  return stdout.trim();
}

forEachDialect(
  "a byte order mark, CRLF, tabs and no line break at the end change nothing",
  async (database) => {
    const odd = "\ufeff" + second("INSERT INTO\tfirst\nVALUES\t(1, 'é 🎉\t日本');").trimEnd()
      .replaceAll("\n", "\r\n");
    await writeScripts(`${database.folder}/migrations`, { "a.sql": FIRST, "b.sql": odd });
    assert.equal((await upgrade(database)).code, 0);
    assert.deepEqual(await database.sql("SELECT name FROM first"), [["é 🎉\t日本"]]);
    const unix = odd.replaceAll("\r\n", "\n").slice(1);
    await writeScripts(`${database.folder}/migrations`, { "b.sql": unix });
    const status = await retort(["status", "--json"], {
      cwd: database.folder,
      env: { DATABASE_URL: database.url },
    });
    assert.equal(status.code, 0, status.stderr);
    assert.deepEqual(JSON.parse(status.stdout).changed, []);
  },
);

forEachDialect("what fails in a section's own transaction is gone, and is done again", async (database) => {
  const body = `INSERT INTO first VALUES (1, 'outside');
BEGIN;
INSERT INTO first VALUES (2, 'inside');
INSERT INTO nowhere VALUES (3);
COMMIT;`;
  await writeScripts(`${database.folder}/migrations`, {
    "a.sql": FIRST,
    "b.sql": second(body, " transaction:false"),
  });
  const failed = await upgrade(database);
  assert.equal(failed.code, 1);
  assert.match(failed.stderr, /statement 4 of 5/);
  assert.match(failed.stderr, /kept: 1 statement of 5 of revision bbbbbbbbbbbb/);
  assert.match(failed.stderr, /leave the first statement as it is, .* goes on with statement 2/);
  assert.deepEqual(await database.sql("SELECT id FROM first"), [["1"]]);

  await writeScripts(`${database.folder}/migrations`, {
    "b.sql": second(body.replace("nowhere VALUES (3)", "first VALUES (3, 'mended')"), " transaction:false"),
  });
  const mended = await upgrade(database);
  assert.equal(mended.code, 0, mended.stderr);
  assert.match(mended.stderr, /Going on with statement 2 of 5/);
  assert.deepEqual(await database.sql("SELECT id FROM first ORDER BY id"), [["1"], ["2"], ["3"]]);
});

forEachDialect("a section that never commits is not told as applied", async (database) => {
  const body = "BEGIN;\nINSERT INTO first VALUES (1, 'lost');";
  await writeScripts(`${database.folder}/migrations`, {
    "a.sql": FIRST,
    "b.sql": second(body, " transaction:false"),
  });
  const failed = await upgrade(database);
  assert.equal(failed.code, 1);
  assert.match(failed.stderr, /^FAILED: The section ends inside a transaction that it began/m);
  assert.deepEqual(await database.sql("SELECT id FROM first"), []);
  assert.equal(await heads(database), "aaaaaaaaaaaa");

  await writeScripts(`${database.folder}/migrations`, {
    "b.sql": second(`${body}\nCOMMIT;`, " transaction:false"),
  });
  assert.equal((await upgrade(database)).code, 0);
  assert.deepEqual(await database.sql("SELECT id FROM first"), [["1"]]);
  assert.equal(await heads(database), "bbbbbbbbbbbb (head)");
});

forEachDialect(
  "BEGIN and COMMIT in a transactional section are refused before anything runs",
  async (database) => {
    await writeScripts(`${database.folder}/migrations`, {
      "a.sql": FIRST,
      "b.sql": second("INSERT INTO first VALUES (1, 'x');\nCOMMIT;"),
    });
    const { code, stderr } = await upgrade(database);
    assert.equal(code, 2);
    assert.match(stderr, /^FAILED: migrations\/b\.sql:7: COMMIT inside a transaction\nhint: /);
    await assert.rejects(database.sql("SELECT id FROM first"));
  },
  { engines: ["sqlite", "postgres"] },
);

forEachDialect("a file of 50 MB runs, and is recorded by its checksum", async (database) => {
  const row = `INSERT INTO first (name) VALUES ('${"x".repeat(170)}');\n`;
  const body = row.repeat(Math.ceil(50_000_000 / row.length));
  await writeScripts(`${database.folder}/migrations`, { "a.sql": FIRST, "b.sql": second(body) });
  const { code, stderr } = await upgrade(database);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /migrations\/b\.sql is recorded by its checksum alone: .*maxScriptBytes \(1048576\)/);
  const rows = await database.sql("SELECT revision, script IS NULL FROM retort_ledger ORDER BY revision");
  assert.deepEqual(rows, [["aaaaaaaaaaaa", "0"], ["bbbbbbbbbbbb", "1"]]);
  assert.deepEqual(await database.sql("SELECT count(*) FROM first"), [[String(body.split("\n").length - 1)]]);
}, SQLITE);

forEachDialect("an error in a line of 50 MB is shown in a line that can be read", async (database) => {
  const body = `INSERT INTO first (name) VALUES ('${"x".repeat(50_000_000)}') oops;`;
  await writeScripts(`${database.folder}/migrations`, { "a.sql": FIRST, "b.sql": second(body) });
  const { code, stderr } = await upgrade(database);
  assert.equal(code, 1);
  assert.match(stderr, /near "oops": syntax error/);
  assert.ok(stderr.length < 2000, `${stderr.length} characters`);
}, SQLITE);

forEachDialect(
  "a database that another connection holds is left alone, with exit code 6",
  async (database) => {
    await writeScripts(`${database.folder}/migrations`, { "a.sql": FIRST });
    assert.equal((await upgrade(database)).code, 0);
    await writeScripts(`${database.folder}/migrations`, {
      "b.sql": second("INSERT INTO first VALUES (1, 'x');"),
    });
    const other = new DatabaseSync(`${database.folder}/test.db`);
    try {
      for (const mode of ["EXCLUSIVE", "IMMEDIATE"]) {
        other.exec(`BEGIN ${mode}`);
        const { code, stderr } = await upgrade(database, "--lock-timeout", "200ms", "--lock-retries", "1");
        other.exec("ROLLBACK");
        assert.equal(code, 6, stderr);
        assert.match(stderr, /^FAILED: .*database is locked/m);
        assert.match(stderr, /^hint: /m);
      }
    } finally {
      other.close();
    }
    assert.equal(await heads(database), "aaaaaaaaaaaa");
    assert.equal((await upgrade(database)).code, 0);
  },
  SQLITE,
);

forEachDialect("a read-only SQLite file is read, and not written", async (database) => {
  await writeScripts(`${database.folder}/migrations`, { "a.sql": FIRST });
  assert.equal((await upgrade(database)).code, 0);
  await writeScripts(`${database.folder}/migrations`, {
    "b.sql": second("INSERT INTO first VALUES (1, 'x');"),
  });
  const before = await Deno.readFile(`${database.folder}/test.db`);
  const options = { cwd: database.folder, env: { DATABASE_URL: `${database.url}?mode=ro` } };
  const { code, stderr } = await retort(["upgrade"], options);
  assert.equal(code, 1);
  assert.match(stderr, /^FAILED: attempt to write a readonly database/m);
  assert.match(stderr, /write-protected, or the connection was opened for reading only/);
  assert.match(stderr, /nothing of it was kept/);
  assert.doesNotMatch(stderr, /Mend migrations/);
  assert.equal((await retort(["current"], options)).stdout, "aaaaaaaaaaaa\n");
  assert.deepEqual(await Deno.readFile(`${database.folder}/test.db`), before);
}, SQLITE);

/** Runs retort where no file may grow beyond `blocks` of 512 bytes (1,024 in bash); signals say so to no one. */
async function withoutSpace(database: TestDatabase, blocks: number, args: readonly string[]) {
  const { program, leading } = retortCommand();
  return await runProcess(
    "bash",
    ["-c", `trap '' XFSZ; ulimit -f ${blocks}; exec "$0" "$@"`, program, ...leading, ...args],
    { cwd: database.folder, env: { ...cleanEnvironment(), DATABASE_URL: database.url }, clearEnv: true },
  );
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
}

forEachDialect("where there is no space, no half a file is left", async (database) => {
  await writeScripts(`${database.folder}/migrations`, { "a.sql": FIRST });
  const revision = await withoutSpace(database, 0, ["revision", "-m", "no space"]);
  assert.equal(revision.code, 2, revision.stderr);
  assert.match(
    revision.stderr,
    /^FAILED: Cannot write migrations\/.*_no_space\.sql: file too large\nhint: /m,
  );
  assert.equal(revision.stdout, "");
  assert.deepEqual(await namesIn(`${database.folder}/migrations`), ["a.sql"]);

  const init = await withoutSpace(database, 0, ["init", "other"]);
  assert.equal(init.code, 2, init.stderr);
  assert.match(init.stderr, /^FAILED: Cannot write other\/retort\.d\.ts\n.*\nhint: /m);
  assert.deepEqual(await namesIn(`${database.folder}/other`), []);
  assert.equal((await retort(["init", "other"], { cwd: database.folder })).code, 0);
}, SQLITE);

forEachDialect("a database that cannot grow keeps what it had", async (database) => {
  await writeScripts(`${database.folder}/migrations`, { "a.sql": FIRST });
  assert.equal((await upgrade(database)).code, 0);
  await writeScripts(`${database.folder}/migrations`, {
    "b.sql": second(`INSERT INTO first VALUES (1, '${"x".repeat(100_000)}');`),
  });
  const { code, stderr } = await withoutSpace(database, 16, ["upgrade"]);
  assert.equal(code, 1, stderr);
  assert.match(stderr, /rolled back: revision bbbbbbbbbbbb, nothing of it was kept/);
  assert.equal(await heads(database), "aaaaaaaaaaaa");
  assert.deepEqual(await database.sql("PRAGMA integrity_check"), [["ok"]]);
  assert.equal((await upgrade(database)).code, 0);
}, SQLITE);
