import assert from "node:assert/strict";
import { chain } from "../support/chain.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort } from "../support/retort.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";

const IDS = ["aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc"];

/** What is done to the row of the last revision, and what every command that reads the ledger then says. */
interface Strange {
  readonly change: string;
  readonly says: RegExp;
  /** `status` describes what the others refuse. */
  readonly status?: RegExp;
}

const WHERE = "WHERE revision = 'cccccccccccc'";
const STRANGE: Readonly<Record<string, Strange>> = {
  "an unknown revision": {
    change: `UPDATE retort_ledger SET revision = 'ffffffffffff' ${WHERE}`,
    says: /Can't locate revision identified by 'ffffffffffff'/,
    status: /missing {3}ffffffffffff/,
  },
  "an id that no target can name": {
    change: `UPDATE retort_ledger SET revision = 'a@b:c' ${WHERE}`,
    says: /Can't locate revision identified by 'a@b:c'/,
    status: /missing {3}a@b:c/,
  },
  "an id that differs by case and blanks": {
    change: `UPDATE retort_ledger SET revision = ' CCCCCCCCCCCC' ${WHERE}`,
    says: /Can't locate revision identified by ' CCCCCCCCCCCC'/,
    status: /unknown {3}" CCCCCCCCCCCC": a row that no file has; migrations\/c\.sql is "cccccccccccc"/,
  },
  "a row whose parents nobody knows": {
    change: `UPDATE retort_ledger SET revision = 'ffffffffffff', down_revisions = 'eeeeeeeeeeee' ${WHERE}`,
    says: /Can't locate revision identified by 'ffffffffffff'/,
    status: /missing {3}ffffffffffff: .*; nor is its parent eeeeeeeeeeee known/,
  },
  "a row that is its own parent": {
    change: `UPDATE retort_ledger SET revision = 'ffffffffffff', down_revisions = 'ffffffffffff' ${WHERE}`,
    says: /Can't locate revision identified by 'ffffffffffff'/,
    status: /missing {3}ffffffffffff/,
  },
  "an unknown state": {
    change: `UPDATE retort_ledger SET state = 'odd' ${WHERE}`,
    says: /The ledger's row of revision cccccccccccc has "odd" as state/,
  },
  "an unknown origin": {
    change: `UPDATE retort_ledger SET origin = '' ${WHERE}`,
    says: /The ledger's row of revision cccccccccccc has "" as origin/,
  },
  "a newer layout": {
    change: `UPDATE retort_ledger SET layout = 99, retort_version = '9.1.0' ${WHERE}`,
    says: /The ledger was written by retort 9\.1\.0 in layout 99; this retort reads up to layout \d+/,
  },
};

const COMMANDS = [
  ["upgrade"],
  ["current"],
  ["status"],
  ["history", "-i"],
  ["downgrade", "-1"],
  ["pull"],
  [
    "status",
    "--deep",
  ],
  ["downgrade", "--from-ledger", "-1"],
  ["upgrade", "--allow-ahead"],
];

async function applied({ folder, url, sql }: TestDatabase) {
  const [a = "", b = "", c = ""] = chain(IDS);
  await writeScripts(`${folder}/migrations`, { "a.sql": a, "b.sql": b, "c.sql": c });
  const options = { cwd: folder, env: { DATABASE_URL: url } };
  const up = await retort(["upgrade"], options);
  assert.equal(up.code, 0, up.stderr);
  await sql("CREATE TABLE kept AS SELECT * FROM retort_ledger");
  return options;
}

forEachDialect(
  "no row of the ledger, however strange, is met with less than a message",
  async (database, t) => {
    const options = await applied(database);
    for (const [name, { change, says, status }] of Object.entries(STRANGE)) {
      await t.step(name, async () => {
        await database.sql(change);
        for (const command of COMMANDS.slice(0, status === undefined ? 5 : 4)) {
          const { code, stdout, stderr } = await retort(command, options);
          assert.equal(code, 4, `${command.join(" ")}: ${stdout}${stderr}`);
          const told = command[0] === "status" && status !== undefined ? status : says;
          assert.match(stdout + stderr, told, command.join(" "));
          assert.match(stdout + stderr, /hint: |^ {2}it was |put the row/m, command.join(" "));
        }
      });
      await database.sql("DELETE FROM retort_ledger");
      await database.sql("INSERT INTO retort_ledger SELECT * FROM kept");
    }
  },
);

forEachDialect("what looks past a strange row does not stumble over it either", async (database, t) => {
  const options = await applied(database);
  for (const [name, { change }] of Object.entries(STRANGE)) {
    await t.step(name, async () => {
      for (const command of COMMANDS.slice(5)) {
        await database.sql(change);
        const { code, stderr } = await retort([...command, "--json"], options);
        assert.ok([0, 1, 3, 4, 8].includes(code), `${command.join(" ")}: ${code} ${stderr}`);
        await Deno.remove(`${database.folder}/migrations`, { recursive: true });
        const [a = "", b = "", c = ""] = chain(IDS);
        await writeScripts(`${database.folder}/migrations`, { "a.sql": a, "b.sql": b, "c.sql": c });
        await database.sql("DELETE FROM retort_ledger");
        await database.sql("INSERT INTO retort_ledger SELECT * FROM kept");
      }
    });
  }
}, { engines: ["sqlite"] });

forEachDialect(
  "half a row, two rows of one revision, and a table that is no ledger are told apart",
  async (database) => {
    const options = await applied(database);
    await database.sql("DROP TABLE retort_ledger");
    await database.sql("CREATE TABLE retort_ledger AS SELECT * FROM kept");
    await database.sql("INSERT INTO retort_ledger SELECT * FROM kept WHERE revision = 'cccccccccccc'");
    for (const command of [["upgrade"], ["current"], ["status"]]) {
      const { code, stderr } = await retort(command, options);
      assert.equal(code, 4, stderr);
      assert.match(stderr, /The ledger has 2 rows of revision cccccccccccc/);
    }
    await database.sql("DELETE FROM retort_ledger");
    await database.sql("INSERT INTO retort_ledger SELECT * FROM kept");
    if (database.engine === "mysql") {
      await database.sql("ALTER TABLE retort_ledger MODIFY path text NULL, MODIFY checksum text NULL");
    }
    await database.sql(`UPDATE retort_ledger SET checksum = NULL, path = NULL ${WHERE}`);
    for (const command of [["upgrade"], ["current"], ["status"], ["pull"]]) {
      const { code, stderr } = await retort(command, options);
      assert.equal(code, 4, stderr);
      assert.match(stderr, /The ledger's row of revision cccccccccccc has NULL as path/);
    }
    await database.sql("DROP TABLE retort_ledger");
    await database.sql("CREATE TABLE retort_ledger (revision varchar(20), note varchar(20))");
    for (const command of [["upgrade"], ["current"], ["status"]]) {
      const { code, stderr } = await retort(command, options);
      assert.equal(code, 4, stderr);
      assert.match(stderr, /--ledger-table/);
    }
  },
);
