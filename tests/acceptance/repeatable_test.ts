import assert from "node:assert/strict";
import { chain } from "../support/chain.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { violations } from "../support/json_schema.ts";
import { holdLock } from "../support/lock_holder.ts";
import { retort, ROOT } from "../support/retort.ts";
import { runScript } from "../support/script_client.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";

const [FIRST = "", SECOND = ""] = chain(["aaaaaaaaaaaa", "bbbbbbbbbbbb"]);

/** A view that any engine makes anew. */
function view(name: string, query: string, header = `-- ${name}\n`): string {
  return `${header}
-- migrate:up dialect:sqlite
DROP VIEW IF EXISTS ${name};
CREATE VIEW ${name} AS ${query};

-- migrate:up
CREATE OR REPLACE VIEW ${name} AS ${query};
`;
}

const INNER = view("inner_view", "SELECT id FROM t_aaaaaaaaaaaa");
const OUTER = view("outer_view", "SELECT id FROM inner_view", "-- outer\n-- depends_on: views/z.sql\n");
const FILES = {
  "migrations/a.sql": FIRST,
  "migrations/b.sql": SECOND,
  "migrations/repeatable/outer.sql": OUTER,
  "migrations/repeatable/views/z.sql": INNER,
};

function commandLine({ folder, url }: TestDatabase) {
  return (...args: string[]) => retort(args, { cwd: folder, env: { DATABASE_URL: url } });
}

/** The command, which must succeed. */
function succeeding(database: TestDatabase) {
  const run = commandLine(database);
  return async (...args: string[]) => {
    const result = await run(...args);
    assert.equal(result.code, 0, result.stderr + result.stdout);
    return result;
  };
}

/** What ran of repeatables, in order. */
function ran(stderr: string): string[] {
  return [...stderr.matchAll(/^Running repeatable (\S+?),? .*\((.*)\)$/gm)].map(([, name, why]) =>
    `${name}: ${why}`
  );
}

async function recorded({ sql }: TestDatabase): Promise<string[]> {
  const rows = await sql("SELECT name, checksum FROM retort_repeatable ORDER BY name");
  return rows.map(([name]) => name ?? "");
}

forEachDialect(
  "repeatables run after the revisions, by dependency, and when they change",
  async (database) => {
    await writeScripts(database.folder, FILES);
    const run = succeeding(database);
    const first = await run("upgrade");
    assert.deepEqual(ran(first.stderr), ["views/z.sql: new", "outer.sql: new"]);
    assert.match(first.stdout, /^Applied 2 revisions in \d+ ms, ran 2 repeatables in \d+ ms: /);
    assert.deepEqual(await database.sql("SELECT count(*) FROM outer_view"), [["0"]]);
    assert.deepEqual(await recorded(database), ["outer.sql", "views/z.sql"]);
    const rows = await database.sql(
      "SELECT count(*) FROM retort_repeatable WHERE duration_ms >= 0 AND checksum_version = 1",
    );
    assert.deepEqual(rows, [["2"]]);

    const again = await run("upgrade");
    assert.deepEqual(ran(again.stderr), []);
    assert.match(again.stdout, /^Nothing to do: /);

    const path = `${database.folder}/migrations/repeatable`;
    await Deno.writeTextFile(`${path}/outer.sql`, `${OUTER}-- once more\n`);
    assert.deepEqual(ran((await run("upgrade")).stderr), ["outer.sql: changed"]);
    await Deno.writeTextFile(`${path}/views/z.sql`, INNER.replaceAll("SELECT id", "SELECT id + 0 AS id"));
    if (database.engine === "postgres") {
      // What OR REPLACE cannot change there.
      await Deno.writeTextFile(`${path}/views/z.sql`, `${INNER}-- once more\n`);
    }
    const both = await run("upgrade");
    assert.deepEqual(ran(both.stderr), ["views/z.sql: changed", "outer.sql: what it depends on ran"]);
    assert.match(both.stdout, /^Ran 2 repeatables in \d+ ms: the database is at bbbbbbbbbbbb$/m);

    await Deno.writeTextFile(`${path}/outer.sql`, `${OUTER}-- once more\n`.replaceAll("\n", "\r\n"));
    assert.deepEqual(ran((await run("upgrade")).stderr), [], "line endings do not count");
    const log = await database.sql("SELECT count(*) FROM retort_log WHERE direction = 'repeatable'");
    assert.deepEqual(log, [["5"]]);

    // The way down leaves them as they are.
    await run("downgrade", "-1");
    assert.deepEqual(await recorded(database), ["outer.sql", "views/z.sql"]);
    assert.deepEqual(ran((await run("upgrade")).stderr), []);
  },
);

forEachDialect("repeatables wait until no revision is pending", async (database) => {
  await writeScripts(database.folder, FILES);
  const run = succeeding(database);
  const below = await run("upgrade", "aaaa", "--verbose");
  assert.deepEqual(ran(below.stderr), []);
  assert.match(below.stderr, /^Repeatables wait: 1 of the revisions are pending$/m);
  await assert.rejects(database.sql("SELECT * FROM retort_repeatable"));
  assert.deepEqual(ran((await run("upgrade", "+1")).stderr).length, 2);
});

forEachDialect("a directory without the folder has no table for it", async (database) => {
  await writeScripts(database.folder, { "migrations/a.sql": FIRST });
  const run = succeeding(database);
  await run("upgrade");
  await assert.rejects(database.sql("SELECT * FROM retort_repeatable"));
  const json = JSON.parse((await run("status", "--deep", "--json")).stdout);
  assert.deepEqual(json.repeatables, []);
});

forEachDialect("a failure says where, what was kept, and loses no dependant", async (database) => {
  const breaking = (text: string) => text.replaceAll(/(CREATE .*)$/gm, "$1\nSELECT nothing FROM nowhere;");
  await writeScripts(database.folder, FILES);
  const run = commandLine(database);
  assert.equal((await run("upgrade")).code, 0);
  const path = `${database.folder}/migrations/repeatable/views/z.sql`;
  await Deno.writeTextFile(path, breaking(INNER));
  const failed = await run("upgrade");
  assert.equal(failed.code, 1);
  const [line, ordinal] = database.engine === "sqlite" ? [6, "3 of 3"] : [10, "2 of 2"];
  assert.match(
    failed.stderr,
    new RegExp(`at migrations/repeatable/views/z\\.sql:${line}:\\d+ \\(repeatable`),
  );
  assert.match(failed.stderr, new RegExp(`\\(repeatable views/z\\.sql, statement ${ordinal}\\)`));
  assert.match(failed.stderr, /^ +\| +\^/m);
  assert.match(failed.stderr, /the database stands at bbbbbbbbbbbb/);
  assert.match(
    failed.stderr,
    /hint: Mend migrations\/repeatable\/views\/z\.sql, and run `retort upgrade` again/,
  );
  const alone = database.engine === "mysql";
  assert.match(
    failed.stderr,
    alone
      ? /kept: 1 statement of 2 of repeatable views\/z\.sql; the next run begins with its first one/
      : /rolled back: repeatable views\/z\.sql, nothing of it was kept/,
  );
  // What cannot be rolled back is not taken for what ran before, even if its old text comes back.
  assert.deepEqual(await recorded(database), alone ? [] : ["outer.sql", "views/z.sql"]);

  // Its dependant fails after it is done: it is due at the next run too.
  await Deno.writeTextFile(path, `${INNER}-- mended\n`);
  const outer = `${database.folder}/migrations/repeatable/outer.sql`;
  await Deno.writeTextFile(outer, breaking(OUTER));
  const second = await run("upgrade");
  assert.equal(second.code, 1);
  assert.match(second.stderr, /kept: 1 repeatable before it/);
  await Deno.writeTextFile(outer, OUTER);
  const last = await run("upgrade");
  assert.equal(last.code, 0, last.stderr);
  assert.deepEqual(ran(last.stderr), ["outer.sql: new"]);
  const json = JSON.parse((await run("status", "--json")).stdout);
  assert.deepEqual(json.repeatables, []);
});

forEachDialect("status tells what is due and what is gone", async (database) => {
  await writeScripts(database.folder, FILES);
  const run = commandLine(database);
  const before = JSON.parse((await run("status", "--json")).stdout);
  assert.deepEqual(before.repeatables, ["views/z.sql", "outer.sql"]);
  await run("upgrade");
  assert.equal((await run("status")).code, 0);
  const path = `${database.folder}/migrations/repeatable`;
  await Deno.writeTextFile(`${path}/views/z.sql`, `${INNER}-- changed\n`);
  const changed = await run("status");
  assert.equal(changed.code, 3);
  assert.match(changed.stdout, /^repeatable views\/z\.sql: has changed since it ran$/m);
  assert.match(changed.stdout, /^repeatable outer\.sql: runs again after what it depends on$/m);
  await Deno.writeTextFile(`${path}/views/z.sql`, INNER);
  await Deno.remove(`${path}/outer.sql`);
  const gone = await run("status");
  assert.equal(gone.code, 0);
  assert.match(gone.stdout, /^gone +outer\.sql: ran once, and is no longer there$/m);
  const forgotten = await run("upgrade");
  assert.match(forgotten.stderr, /outer\.sql is no longer there: what it made stays/);
  assert.deepEqual(await recorded(database), ["views/z.sql"]);
  assert.deepEqual(await database.sql("SELECT count(*) FROM outer_view"), [["0"]]);
  assert.doesNotMatch((await run("status")).stdout, /gone/);
});

forEachDialect("a script runs all of them after the range, and records them", async (database) => {
  await writeScripts(database.folder, FILES);
  const { folder, engine, url } = database;
  const script = async (...args: string[]) => {
    const { code, stdout, stderr } = await retort([...args, "--sql"], {
      cwd: folder,
      env: { RETORT_DIALECT: engine },
    });
    assert.equal(code, 0, stderr);
    return stdout;
  };
  assert.doesNotMatch(await script("upgrade", "aaaa"), /[Rr]epeatable/);
  const up = await runScript(engine, url, await script("upgrade"));
  assert.equal(up.code, 0, up.stderr);
  const status = await commandLine(database)("status");
  assert.equal(status.code, 0, status.stdout);
  const once = await database.sql("SELECT applied_at FROM retort_repeatable ORDER BY name");
  const alone = await runScript(engine, url, await script("upgrade", "head:head"));
  assert.equal(alone.code, 0, alone.stderr);
  const twice = await database.sql("SELECT applied_at FROM retort_repeatable ORDER BY name");
  assert.equal(twice.length, 2);
  assert.notDeepEqual(twice, once);
  assert.equal((await commandLine(database)("downgrade", "-1", "--yes")).code, 0);
  const wrong = await runScript(engine, url, await script("upgrade", "head:head"));
  assert.notEqual(wrong.code, 0);
  assert.match(wrong.stderr, /The ledger is not at bbbbbbbbbbbb/);
});

forEachDialect("a plan has them: it runs those, and only as they were reviewed", async (database) => {
  await writeScripts(database.folder, FILES);
  const run = commandLine(database);
  const dry = await run("upgrade", "--dry-run", "--out", "plan.json");
  assert.equal(dry.code, 0, dry.stderr);
  assert.match(dry.stdout, /^repeatable views\/z\.sql \(new\)$/m);
  assert.match(dry.stdout, /to bbbbbbbbbbbb, and 2 repeatables would run$/m);
  await assert.rejects(database.sql("SELECT * FROM retort_ledger"));
  const path = `${database.folder}/migrations/repeatable`;
  await Deno.writeTextFile(`${path}/views/z.sql`, `${INNER}-- changed\n`);
  const changed = await run("upgrade", "--plan", "plan.json");
  assert.equal(changed.code, 4);
  assert.match(changed.stderr, /migrations\/repeatable\/views\/z\.sql is not what was planned/);
  await assert.rejects(database.sql("SELECT * FROM t_aaaaaaaaaaaa"));
  await Deno.writeTextFile(`${path}/views/z.sql`, INNER);
  await Deno.writeTextFile(`${path}/later.sql`, view("later_view", "SELECT 1 AS one"));
  const done = await run("upgrade", "--plan", "plan.json");
  assert.equal(done.code, 0, done.stderr);
  assert.deepEqual(await recorded(database), ["outer.sql", "views/z.sql"]);
  const json = JSON.parse((await run("upgrade", "--dry-run", "--json", "--out", "plan.json")).stdout);
  assert.deepEqual(json.repeatables.map(({ name }: { name: string }) => name), ["later.sql"]);
  assert.equal((await run("upgrade", "--plan", "plan.json")).code, 0);
  assert.deepEqual(await recorded(database), ["later.sql", "outer.sql", "views/z.sql"]);
});

forEachDialect("their events are as they are documented", async (database) => {
  await writeScripts(database.folder, FILES);
  const schema: unknown = JSON.parse(await Deno.readTextFile(`${ROOT}/docs/events.schema.json`));
  const events = async (...args: string[]) => {
    const { stdout } = await commandLine(database)(...args, "--format", "ndjson");
    const found: { type: string; name?: string }[] = stdout.trimEnd().split("\n").map((line) =>
      JSON.parse(line)
    );
    for (const event of found) assert.deepEqual(violations(event, schema), [], JSON.stringify(event));
    return found;
  };
  const below = (await events("upgrade", "aaaa")).map(({ type }) => type);
  assert.ok(below.includes("repeatables-left"), below.join());
  const up = (await events("upgrade")).filter(({ type }) => type.startsWith("repeatable"));
  assert.deepEqual(up.map(({ type, name }) => `${type} ${name}`), [
    "repeatable-started views/z.sql",
    "repeatable-finished views/z.sql",
    "repeatable-started outer.sql",
    "repeatable-finished outer.sql",
  ]);
  await Deno.writeTextFile(`${database.folder}/migrations/repeatable/outer.sql`, "SELECT 1 FROM nowhere;\n");
  const failed = (await events("upgrade")).map(({ type }) => type);
  assert.deepEqual(failed, ["repeatable-started", "repeatable-failed", "error"]);
});

forEachDialect(
  "a repeatable may have no transaction, and the folder nothing but repeatables",
  async (database) => {
    await writeScripts(database.folder, {
      "migrations/repeatable/a.sql":
        "-- a\n-- transaction: false\nDROP TABLE IF EXISTS made;\nCREATE TABLE made (id integer);\n",
    });
    const run = succeeding(database);
    const up = await run("upgrade");
    assert.deepEqual(ran(up.stderr), ["a.sql: new"]);
    assert.match(up.stdout, /^Ran 1 repeatable in \d+ ms: the database is at base$/m);
    assert.deepEqual(await database.sql("SELECT count(*) FROM made"), [["0"]]);
    assert.deepEqual(ran((await run("--ledger-table", "other", "upgrade")).stderr), ["a.sql: new"]);
    assert.deepEqual(await database.sql("SELECT name FROM other_repeatable"), [["a.sql"]]);
  },
);

/** What makes something with semicolons inside of it, and what asks for its answer. */
const ROUTINES = {
  sqlite: [
    "DROP TRIGGER IF EXISTS twice;\nCREATE TRIGGER twice AFTER INSERT ON t_aaaaaaaaaaaa WHEN new.id < 10 BEGIN\n" +
    "  INSERT INTO t_aaaaaaaaaaaa VALUES (new.id + 10); SELECT 1;\nEND;\n",
    "INSERT INTO t_aaaaaaaaaaaa VALUES (4); SELECT max(id) FROM t_aaaaaaaaaaaa",
  ],
  postgres: [
    "CREATE OR REPLACE FUNCTION answer() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN\n  PERFORM 1;\n  RETURN 14;\nEND $$;\n",
    "SELECT answer()",
  ],
  mysql: [
    "DROP FUNCTION IF EXISTS answer;\nDELIMITER //\nCREATE FUNCTION answer() RETURNS int DETERMINISTIC\nBEGIN\n" +
    "  SET @one = 1;\n  RETURN 14;\nEND//\nDELIMITER ;\n",
    "SELECT answer()",
  ],
} as const;

forEachDialect("routines with bodies are made online and by a script", async (database) => {
  const [routine, question] = ROUTINES[database.engine];
  await writeScripts(database.folder, {
    "migrations/a.sql": FIRST,
    "migrations/repeatable/routine.sql": routine,
  });
  const run = succeeding(database);
  const { stdout } = await retort(["upgrade", "--sql"], {
    cwd: database.folder,
    env: { RETORT_DIALECT: database.engine },
  });
  const script = await runScript(database.engine, database.url, stdout);
  assert.equal(script.code, 0, script.stderr);
  assert.deepEqual(ran((await run("upgrade")).stderr), []);
  await Deno.writeTextFile(`${database.folder}/migrations/repeatable/routine.sql`, `-- again\n${routine}`);
  assert.deepEqual(ran((await run("upgrade")).stderr), ["routine.sql: changed"]);
  assert.deepEqual(await database.sql(question), [["14"]]);
});

forEachDialect("one that meets a lock is tried again, and told of", async (database) => {
  const schema: unknown = JSON.parse(await Deno.readTextFile(`${ROOT}/docs/events.schema.json`));
  await writeScripts(database.folder, {
    "migrations/a.sql": FIRST,
    "migrations/repeatable/a.sql": "UPDATE held SET id = id + 10;\n",
  });
  await database.sql("CREATE TABLE held (id integer); INSERT INTO held VALUES (1);");
  const run = commandLine(database);
  assert.equal((await run("upgrade")).code, 0);
  await Deno.writeTextFile(
    `${database.folder}/migrations/repeatable/a.sql`,
    "UPDATE held SET id = id + 20;\n",
  );
  await using _holder = await holdLock(database, ["UPDATE held SET id = 2"]);
  const { code, stdout } = await run(
    ...["upgrade", "--format", "ndjson", "--lock-timeout", "1s", "--lock-retries", "1"],
  );
  assert.equal(code, 6, stdout);
  const found: { type: string }[] = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
  for (const event of found) assert.deepEqual(violations(event, schema), [], JSON.stringify(event));
  const types = found.map(({ type }) => type);
  assert.ok(types.includes("repeatable-retried"), types.join());
  assert.deepEqual(types.slice(-2), ["repeatable-failed", "error"]);
}, { sanitizeOps: false, sanitizeResources: false });

forEachDialect("they stay when revisions share one transaction", async (database) => {
  await writeScripts(database.folder, FILES);
  const failed = await succeeding(database)("upgrade", "--transaction", "all");
  assert.deepEqual(ran(failed.stderr), ["views/z.sql: new", "outer.sql: new"]);
}, { engines: ["sqlite", "postgres"] });

forEachDialect("doctor reads them", async (database) => {
  await writeScripts(database.folder, FILES);
  const run = commandLine(database);
  assert.match((await run("doctor")).stdout, /^ok +files +2 repeatables can be read$/m);
  await writeScripts(database.folder, { "migrations/repeatable/outer.sql": "SELECT 1;\nSELECT 'open;\n" });
  const broken = await run("doctor");
  assert.equal(broken.code, 3);
  assert.match(broken.stdout, /^problem +files +.*migrations\/repeatable\/outer\.sql:2/m);
}, { engines: ["sqlite", "postgres"] });

Deno.test("repeatables that contradict each other end with exit code 4, before anything runs", async () => {
  const folder = await Deno.makeTempDir({ prefix: "retort_test_" });
  const options = { cwd: folder, env: { DATABASE_URL: "sqlite:a.db" } };
  const cases = [
    [
      { "a.sql": "-- depends_on: b.sql\n", "b.sql": "-- depends_on: a.sql\n" },
      /depend on each other: a\.sql, b\.sql, a\.sql/,
    ],
    [{ "a.sql": "-- depends_on: c.sql\n", "b.sql": "" }, /a\.sql depends on c\.sql, which is not there/],
  ] as const;
  for (const [files, message] of cases) {
    await writeScripts(`${folder}/migrations/repeatable`, files);
    await writeScripts(folder, { "migrations/one.sql": FIRST });
    for (const command of ["upgrade", "status"]) {
      const { code, stderr } = await retort([command], options);
      assert.equal(code, 4, stderr);
      assert.match(stderr, message);
    }
  }
  await Deno.remove(folder, { recursive: true });
});
