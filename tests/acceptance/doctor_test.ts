import assert from "node:assert/strict";
import { chain } from "../support/chain.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort, ROOT } from "../support/retort.ts";
import { writeScripts } from "../support/write_scripts.ts";

interface Told {
  readonly problems: number;
  readonly findings: readonly {
    readonly check: string;
    readonly level: string;
    readonly message: string;
    readonly hint?: string;
  }[];
}

function told(stdout: string): Told {
  return JSON.parse(stdout);
}

const [FIRST = "", SECOND = ""] = chain(["aaaaaaaaaaaa", "bbbbbbbbbbbb"]);

forEachDialect("doctor finds a healthy place healthy, and changes nothing", async (database) => {
  const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
  const doctor = () => retort(["--dir", `${ROOT}/migrations`, "doctor"], options);
  const before = await doctor();
  assert.equal(before.code, 0, before.stdout);
  assert.match(before.stdout, /^note {5}ledger {9}There is no ledger yet$/m);
  assert.match(before.stdout, /All is well\n$/);
  await assert.rejects(database.sql("SELECT * FROM retort_ledger"));
  if (database.engine === "sqlite") await assert.rejects(Deno.stat(`${database.folder}/test.db.retort-lock`));
  assert.equal((await retort(["--dir", `${ROOT}/migrations`, "upgrade"], options)).code, 0);
  const after = await doctor();
  assert.equal(after.code, 0, after.stdout);
  assert.match(after.stdout, /^ok {7}ledger {9}9 applied, 0 pending$/m);
  assert.match(after.stdout, /^ok {7}files {10}9 revisions can be read$/m);
  assert.match(after.stdout, /^ok {7}rights {9}This user may create tables and keep the ledger$/m);
});

forEachDialect("doctor tells what is wrong with files and ledger, each with a way out", async (database) => {
  const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
  await writeScripts(`${database.folder}/migrations`, { "a.sql": FIRST, "b.sql": SECOND });
  assert.equal((await retort(["upgrade"], options)).code, 0);
  const other = SECOND.replaceAll("bbbbbbbbbbbb", "cccccccccccc").replace(
    "CREATE TABLE",
    "BEGIN; CREATE TABLE",
  );
  await writeScripts(`${database.folder}/migrations`, {
    "a.sql": FIRST.replace("integer", "bigint"),
    "c.sql": other,
  });
  await Deno.remove(`${database.folder}/migrations/b.sql`);
  const { code, stdout } = await retort(["doctor", "--json"], options);
  assert.equal(code, 3);
  const { problems, findings } = told(stdout);
  const wrong = findings.filter(({ level }) => level === "problem");
  assert.equal(problems, wrong.length);
  for (const { hint, message } of wrong) assert.ok(hint, message);
  const messages = wrong.map(({ message }) => message).join("\n");
  assert.match(messages, /changed aaaaaaaaaaaa/);
  assert.match(messages, /missing bbbbbbbbbbbb/);
  if (database.engine !== "mysql") assert.match(messages, /c\.sql:\d+: BEGIN inside a transaction/);
});

Deno.test("doctor looks at the rest where the database does not answer", async () => {
  const url = "postgres://nobody@127.0.0.1:1/none";
  const { code, stdout } = await retort(["--dir", `${ROOT}/migrations`, "--url", url, "doctor", "--json"]);
  assert.equal(code, 3);
  const { findings } = told(stdout);
  assert.deepEqual(findings.filter(({ level }) => level === "problem").map(({ check }) => check), [
    "connection",
  ]);
  assert.ok(findings.some(({ check, level }) => check === "files" && level === "ok"));
});

Deno.test("doctor sees passwords in plain text, and does not repeat them", async () => {
  const folder = await Deno.makeTempDir({ prefix: "retort_test_" });
  await writeScripts(folder, {
    "migrations/a.sql": FIRST,
    "retort.jsonc": '{ "url": "postgres://ada:s3same@127.0.0.1:1/none" }',
  });
  const { code, stdout, stderr } = await retort(["doctor"], { cwd: folder });
  assert.equal(code, 3);
  assert.match(
    stdout,
    /^problem {2}configuration {2}retort\.jsonc:1:\d+: `url` has its password in plain text$/m,
  );
  assert.match(stdout, /Write "env:NAME"/);
  assert.doesNotMatch(stdout + stderr, /s3same/);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("doctor sees that a user may not create tables", async () => {
  const { createTestDatabase } = await import("../support/test_database.ts");
  await using database = await createTestDatabase("postgres");
  const role = `retort_weak_${crypto.randomUUID().slice(0, 8)}`;
  await database.sql(`CREATE ROLE ${role}; REVOKE CREATE ON SCHEMA public FROM PUBLIC`);
  try {
    const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
    await database.sql(`GRANT ${role} TO CURRENT_USER`);
    const { code, stdout } = await retort(["--dir", `${ROOT}/migrations`, "--role", role, "doctor"], options);
    assert.equal(code, 3, stdout);
    assert.match(stdout, /^problem {2}rights {9}permission denied for schema public$/m);
  } finally {
    await database.sql(`DROP ROLE ${role}`);
  }
});
