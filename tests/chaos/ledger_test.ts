import assert from "node:assert/strict";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort } from "../support/retort.ts";
import { writeScripts } from "../support/write_scripts.ts";
import { preparePieces, revisionId } from "./pieces.ts";

const REVISIONS = 3;
const LAST = revisionId(REVISIONS);

/** What somebody did to the ledger, and what is said of it. */
interface Spoilt {
  readonly name: string;
  readonly sql: string;
  readonly code: 3 | 4 | 7;
  readonly said: RegExp;
}

const COPIED = [
  "down_revisions, depends_on, branch_labels, path, script, checksum, checksum_version, file_digest",
  "origin, state, statements_done, journal, applied_at, applied_by, duration_ms, retort_version, layout",
].join(", ");

const CASES: readonly Spoilt[] = [
  {
    name: "a revision that no file has",
    sql: `INSERT INTO retort_ledger (revision, message, ${COPIED})
          SELECT 'ffffffffffff', 'from elsewhere', ${COPIED} FROM retort_ledger WHERE revision = '${LAST}'`,
    code: 4,
    said: /ffffffffffff/,
  },
  {
    name: "a state that there is not",
    sql: `UPDATE retort_ledger SET state = 'dancing' WHERE revision = '${LAST}'`,
    code: 4,
    said: new RegExp(`${LAST}[^]*dancing|dancing[^]*${LAST}`),
  },
  {
    name: "a half-done step without a journal",
    sql: `UPDATE retort_ledger SET state = 'upgrading' WHERE revision = '${LAST}'`,
    code: 4,
    said: new RegExp(`${LAST} has no readable journal`),
  },
  {
    name: "half a journal",
    sql: `UPDATE retort_ledger SET state = 'upgrading', journal = '{"chain":"' WHERE revision = '${LAST}'`,
    code: 4,
    said: new RegExp(`${LAST} has no readable journal`),
  },
  {
    name: "more statements done than there are",
    sql: `UPDATE retort_ledger SET state = 'upgrading', statements_done = 99,
          journal = '{"chain":"x","inFlight":null,"error":null}' WHERE revision = '${LAST}'`,
    code: 7,
    said: new RegExp(LAST),
  },
  {
    name: "a row in the middle that is gone",
    sql: `DELETE FROM retort_ledger WHERE revision = '${revisionId(2)}'`,
    code: 4,
    said: new RegExp(revisionId(2)),
  },
  {
    name: "a row of a later layout",
    sql: `UPDATE retort_ledger SET layout = 99 WHERE revision = '${LAST}'`,
    code: 4,
    said: /layout|newer/,
  },
];

for (const { name, sql, code, said } of CASES) {
  forEachDialect(`${name} in the ledger is told of, and nothing is run`, async (database) => {
    await preparePieces(database, REVISIONS + 1);
    const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
    assert.equal((await retort(["upgrade", `+${REVISIONS}`], options)).code, 0);
    await database.sql(sql);
    const read = () => database.sql("SELECT * FROM retort_ledger ORDER BY revision; SELECT * FROM trail;");
    const before = await read();
    const upgrade = await retort(["upgrade"], options);
    assert.equal(upgrade.code, code, upgrade.stderr);
    assert.match(upgrade.stderr, said);
    assert.match(upgrade.stderr, /^hint: /m);
    assert.deepEqual(await read(), before);
    // Whoever only looks is told too, and nothing ends as a bug of retort's.
    for (const args of [["status"], ["current"], ["downgrade", "base"]]) {
      const looked = await retort(args, options);
      assert.ok(looked.code < 70, `${args}: ${looked.code}\n${looked.stderr}`);
      if (args[0] === "status") assert.notEqual(looked.code, 0, looked.stdout);
    }
  });
}

forEachDialect(
  "what is half-done is gone on with, although the file says transaction by now",
  async (database) => {
    const file = (header: string, last: string) =>
      `-- turned\n-- revision: ${LAST}\n${header}\n-- migrate:up\nINSERT INTO trail VALUES ('up', 1);\n${last};\n`;
    await database.sql("CREATE TABLE trail (fact varchar(10), revision integer)");
    const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
    const scripts = `${database.folder}/migrations`;
    await writeScripts(scripts, {
      "a.sql": file("-- transaction: false\n", "INSERT INTO missing VALUES (1)"),
    });
    assert.equal((await retort(["upgrade"], options)).code, 1);
    await writeScripts(scripts, { "a.sql": file("", "INSERT INTO trail VALUES ('last', 1)") });
    if (database.engine !== "mysql") {
      const together = await retort(["upgrade", "--transaction", "all"], options);
      assert.equal(together.code, 7, together.stderr);
      assert.match(together.stderr, /stopped after 1 statement, and the rest cannot share a transaction/);
    }
    const { code, stderr } = await retort(["upgrade"], options);
    assert.equal(code, 0, stderr);
    assert.deepEqual(await database.sql("SELECT fact FROM trail ORDER BY fact"), [["last"], ["up"]]);
  },
);
