import assert from "node:assert/strict";
import type { Engine } from "../support/engine.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { loseMark } from "../support/lost_mark.ts";
import { retort } from "../support/retort.ts";
import { startRetort } from "../support/running_retort.ts";
import { postgresVersion } from "../support/server_version.ts";
import type { TestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";

const ID = "aaaaaaaaaaaa";

async function write(
  { folder }: TestDatabase,
  up: readonly string[],
  down: readonly string[] = ["DROP TABLE one"],
): Promise<void> {
  const text = `-- a change\n-- revision: ${ID}\n\n-- migrate:up transaction:false\n${up.join(";\n")};\n` +
    `-- migrate:down transaction:false\n${down.join(";\n")};\n`;
  await writeScripts(`${folder}/migrations`, { "a.sql": text });
}

async function run({ folder, url }: TestDatabase, ...args: readonly string[]) {
  return await retort(args, { cwd: folder, env: { DATABASE_URL: url } });
}

/** Runs until something is seen, then kills the process; the server may go on. */
async function killWhen(database: TestDatabase, seen: string, ...args: readonly string[]): Promise<void> {
  const process = startRetort(args, { cwd: database.folder, env: { DATABASE_URL: database.url } });
  const deadline = Date.now() + 20_000;
  while ((await database.sql(seen))[0]?.[0] === "0") {
    assert.ok(Date.now() < deadline, "it never began");
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  process.kill("SIGKILL");
  assert.equal((await process.ended).signal, "SIGKILL");
}

/** A session of somebody else that is in the way until it is disposed. */
function holdLocks(database: TestDatabase, statements: string): AsyncDisposable {
  const { url } = database;
  const [program = "", ...args] = database.engine === "postgres"
    ? ["psql", "-X", "-q", url]
    : ["mariadb", "--no-defaults", "--protocol=tcp", "--skip-ssl", ...mariadbArgs(new URL(url))];
  const child = new Deno.Command(program, { args, stdin: "piped", stdout: "null", stderr: "null" }).spawn();
  const writer = child.stdin.getWriter();
  const written = writer.write(new TextEncoder().encode(`${statements}\n`));
  return {
    [Symbol.asyncDispose]: async () => {
      await written;
      await writer.close();
      await child.status;
    },
  };
}

function mariadbArgs({ hostname, port, username, password, pathname }: URL): string[] {
  const secret = password === "" ? [] : [`--password=${decodeURIComponent(password)}`];
  return ["-h", hostname, "-P", port, "-u", decodeURIComponent(username), ...secret, pathname.slice(1)];
}

/** For each: statements before, the one in flight, what proves it once. */
const LONE: Readonly<Record<Engine, readonly (readonly [before: string, lone: string, told: string])[]>> = {
  mysql: [
    ["SELECT 1", "ALTER TABLE one ADD extra int", "it was done"],
    ["SELECT 1", "CREATE TABLE two (id int)", "it was done"],
    ["SELECT 1", "CREATE INDEX one_a ON one (a)", "it was done"],
    ["CREATE TABLE two (id int)", "DROP TABLE two", "it was done"],
    ["CREATE TABLE two (id int)", "RENAME TABLE two TO three", "it was done"],
    ["INSERT INTO one VALUES (1, 1)", "TRUNCATE TABLE one", "it was done"],
    ["SELECT 1", "CREATE VIEW shown AS SELECT a FROM one", "it was done"],
    ["SELECT 1", "OPTIMIZE TABLE one", "it was not done"],
    ["SELECT 1", "CREATE TRIGGER t BEFORE INSERT ON one FOR EACH ROW SET NEW.a = 1", "it was done"],
  ],
  postgres: [
    ["SELECT 1", "CREATE INDEX CONCURRENTLY one_a ON one (a)", "it was done"],
    ["SELECT 1", "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS one_a ON public.one (a)", "it was done"],
    ["SELECT 1", "CREATE INDEX CONCURRENTLY ON one (a)", "it was done"],
    ['CREATE INDEX "One A" ON one (a)', 'DROP INDEX CONCURRENTLY public."One A"', "it was done"],
    ["CREATE INDEX one_a ON one (a)", "REINDEX INDEX CONCURRENTLY one_a", "it was not done"],
    ["SELECT 1", "VACUUM one", "it was not done"],
    [
      "CREATE TABLE p (id int) PARTITION BY LIST (id); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)",
      "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY",
      "it was done",
    ],
  ],
  sqlite: [["SELECT 1", "VACUUM", "it was not done"], [
    "SELECT 1",
    "PRAGMA user_version = 7",
    "it was not done",
  ]],
};

forEachDialect("a statement whose mark is lost is judged by what the database shows", async (database) => {
  const old = await postgresVersion(database) === 13;
  for (const [before, lone, told] of LONE[database.engine]) {
    if (old && lone.includes("DETACH")) continue;
    const first = before.split("; ");
    await write(database, [
      "CREATE TABLE one (id int, a int)",
      ...first,
      lone,
      "INSERT INTO one (id, a) VALUES (7, 7)",
    ]);
    const index = first.length + 1;
    await using cleanup = new AsyncDisposableStack();
    {
      await using _lost = await loseMark(database, index + 1);
      const failed = await run(database, "upgrade");
      assert.equal(failed.code, 1, failed.stderr);
      assert.match(failed.stderr, /the mark is lost/);
    }
    const { code, stderr } = await run(database, "upgrade");
    assert.equal(code, 0, `${lone}\n${stderr}`);
    assert.ok(stderr.includes(`Statement ${index + 1} of ${index + 2} was in flight`), `${lone}\n${stderr}`);
    assert.ok(stderr.includes(told), `${lone}\n${stderr}`);
    assert.deepEqual(await database.sql("SELECT count(*) FROM one WHERE id = 7"), [["1"]], lone);
    cleanup.defer(async () => await database.sql(undo(database.engine)).then(() => undefined));
  }
});

function undo(engine: Engine): string {
  const cascade = engine === "postgres" ? " CASCADE" : "";
  const gone = ["one", "two", "three", "p", "p1"].map((name) => `DROP TABLE IF EXISTS ${name}${cascade};`);
  return `DELETE FROM retort_ledger; DROP VIEW IF EXISTS shown${cascade}; ${gone.join(" ")}`;
}

forEachDialect("an ALTER that outlives its killed client is found done", async (database) => {
  const rows = "INSERT INTO one SELECT seq, seq FROM seq_1_to_800000";
  const alter = "ALTER TABLE one ADD b int DEFAULT 7, ALGORITHM=COPY";
  await write(database, [
    "CREATE TABLE one (id int, a int)",
    rows,
    alter,
    "INSERT INTO one VALUES (0, 0, 0)",
  ]);
  await killWhen(database, running("ALTER TABLE one ADD%"), "upgrade");
  const { code, stderr } = await run(database, "upgrade");
  assert.equal(code, 0, stderr);
  assert.match(stderr, /Statement 3 of 4 was in flight when the last run ended: it was done/);
  assert.deepEqual(await database.sql("SELECT b FROM one WHERE id < 2 ORDER BY id"), [["0"], ["7"]]);
}, { engines: ["mysql"] });

function running(pattern: string): string {
  return "SELECT count(*) FROM information_schema.processlist WHERE db = DATABASE() AND " +
    `id <> connection_id() AND info LIKE '${pattern}'`;
}

forEachDialect("an ALTER that was killed while it waited is found undone", async (database) => {
  await database.sql("CREATE TABLE one (id int, a int)");
  await write(database, ["SELECT 1", "ALTER TABLE one ADD b int", "INSERT INTO one VALUES (1, 1, 1)"]);
  {
    await using _reader = holdLocks(database, "BEGIN; SELECT * FROM one;");
    await killWhen(database, running("ALTER TABLE one ADD%"), "upgrade", "--lock-timeout", "60s");
    const [[id = ""] = []] = await database.sql(running("ALTER TABLE%").replace("count(*)", "max(id)"));
    await database.sql(`KILL ${id}`);
  }
  const { code, stderr } = await run(database, "upgrade");
  assert.equal(code, 0, stderr);
  assert.match(stderr, /Statement 2 of 3 was in flight when the last run ended: it was not done/);
  assert.deepEqual(await database.sql("SELECT b FROM one"), [["1"]]);
}, { engines: ["mysql"] });

const PROCEDURE: Readonly<Record<"postgres" | "mysql", string>> = {
  postgres:
    "CREATE PROCEDURE fill() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO one VALUES (2, 2); COMMIT; END $$",
  mysql: "CREATE PROCEDURE fill() INSERT INTO one VALUES (2, 2)",
};

forEachDialect("what leaves no trace is left to a person, with the three answers", async (database) => {
  if (database.engine === "sqlite") return;
  await write(database, [
    "CREATE TABLE one (id int, a int)",
    PROCEDURE[database.engine],
    "CALL fill()",
    "INSERT INTO one VALUES (7, 7)",
  ]);
  {
    await using _lost = await loseMark(database, 3);
    assert.equal((await run(database, "upgrade")).code, 1);
  }
  const { code, stderr } = await run(database, "upgrade");
  assert.equal(code, 7, stderr);
  assert.match(
    stderr,
    /^FAILED: The upgrade of revision aaaaaaaaaaaa died during statement 3 of 4, and how/m,
  );
  assert.match(
    stderr,
    /at migrations\/a\.sql:7 \(revision aaaaaaaaaaaa, statement 3 of 4\)\n.*7 \| CALL fill\(\)/,
  );
  for (const answer of ["--done", "--undone", "--resume"]) {
    assert.match(stderr, new RegExp(`^ +retort repair aaaaaaaaaaaa ${answer} `, "m"));
  }
  assert.deepEqual(await database.sql("SELECT id FROM one"), [["2"]]);
}, { engines: ["postgres", "mysql"] });

forEachDialect("a DROP that failed after a part of its work is told of", async (database) => {
  await write(database, [
    "CREATE TABLE one (id int)",
    "DROP TABLE one, missing",
    "CREATE TABLE two (id int)",
  ]);
  const failed = await run(database, "upgrade");
  assert.equal(failed.code, 1);
  assert.match(failed.stderr, /may have done a part of its work: `one` is gone, `missing` was not there/);
  assert.match(failed.stderr, /retort repair aaaaaaaaaaaa --done/);
  const again = await run(database, "upgrade");
  assert.equal(again.code, 7, again.stderr);
  assert.match(again.stderr, /failed at statement 2 of 3, and how that one stands cannot be told/);
  await write(database, [
    "CREATE TABLE one (id int)",
    "DROP TABLE IF EXISTS missing",
    "CREATE TABLE two (id int)",
  ]);
  const mended = await run(database, "upgrade");
  assert.equal(mended.code, 0, mended.stderr);
  assert.deepEqual(await database.sql("SELECT count(*) FROM two"), [["0"]]);
}, { engines: ["mysql"] });

function waiting(pattern: string): string {
  return "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND " +
    `query LIKE '${pattern}' AND wait_event_type = 'Lock'`;
}

/** A second or so after its client was killed; PostgreSQL 13 does not notice that by itself. */
async function untilGone(database: TestDatabase, seen: string): Promise<void> {
  await database.sql(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() " +
      "AND wait_event_type = 'Lock' AND current_setting('server_version_num')::int < 140000",
  );
  while ((await database.sql(seen))[0]?.[0] !== "0") await new Promise((resolve) => setTimeout(resolve, 50));
}

const INDEXES =
  "SELECT count(*), count(*) FILTER (WHERE indisvalid) FROM pg_index WHERE indrelid = 'one'::regclass";

forEachDialect("an INVALID index that an error left is dropped before the retry", async (database) => {
  await database.sql("CREATE TABLE one (id int); INSERT INTO one VALUES (1), (1)");
  await write(database, ["SELECT 1", "CREATE UNIQUE INDEX CONCURRENTLY one_id ON one (id)"]);
  const failed = await run(database, "upgrade");
  assert.equal(failed.code, 1);
  assert.match(
    failed.stderr,
    /cleared away by the next run: DROP INDEX CONCURRENTLY IF EXISTS public\.one_id/,
  );
  assert.deepEqual(await database.sql(INDEXES), [["1", "0"]]);
  await database.sql("DELETE FROM one");
  const { code, stderr } = await run(database, "upgrade");
  assert.equal(code, 0, stderr);
  assert.match(stderr, /Clearing away what the last try left behind: DROP INDEX CONCURRENTLY/);
  assert.deepEqual(await database.sql(INDEXES), [["1", "1"]]);
}, { engines: ["postgres"] });

forEachDialect("an INVALID index that a killed run left is dropped before the retry", async (database) => {
  await database.sql("CREATE TABLE one (id int)");
  await write(database, ["SELECT 1", "CREATE INDEX CONCURRENTLY one_id ON one (id)"]);
  {
    await using _writer = holdLocks(database, "BEGIN; INSERT INTO one VALUES (1);");
    await killWhen(
      database,
      waiting("CREATE INDEX CONC%"),
      "upgrade",
    );
    await untilGone(database, waiting("CREATE INDEX%"));
  }
  const { code, stderr } = await run(database, "upgrade");
  assert.equal(code, 0, stderr);
  assert.match(stderr, /Statement 2 of 2 was in flight when the last run ended: it was not done/);
  assert.match(stderr, /Clearing away what the last try left behind: DROP INDEX CONCURRENTLY/);
  assert.deepEqual(await database.sql(INDEXES), [["1", "1"]]);
}, { engines: ["postgres"] });

forEachDialect("what a failed REINDEX CONCURRENTLY leaves is dropped before the retry", async (database) => {
  await database.sql("CREATE TABLE one (id int); CREATE INDEX one_id ON one (id)");
  await write(database, ["SELECT 1", "REINDEX TABLE CONCURRENTLY one"]);
  {
    await using _writer = holdLocks(database, "BEGIN; INSERT INTO one VALUES (1);");
    await killWhen(
      database,
      waiting("REINDEX%"),
      "upgrade",
    );
    await untilGone(database, waiting("REINDEX%"));
  }
  const { code, stderr } = await run(database, "upgrade");
  assert.equal(code, 0, stderr);
  assert.match(stderr, /Clearing away what the last try left behind: DROP INDEX .*one_id_ccnew/);
  assert.deepEqual(await database.sql(INDEXES), [["1", "1"]]);
}, { engines: ["postgres"] });

forEachDialect("IF NOT EXISTS does not pass over an INVALID index", async (database) => {
  await database.sql("CREATE TABLE one (id int); INSERT INTO one VALUES (1), (1)");
  await assert.rejects(database.sql("CREATE UNIQUE INDEX CONCURRENTLY one_id ON one (id)"));
  await write(database, ["SELECT 1", "CREATE INDEX CONCURRENTLY IF NOT EXISTS one_id ON one (id)"]);
  const { code, stderr } = await run(database, "upgrade");
  assert.equal(code, 1, stderr);
  assert.match(stderr, /FAILED: Index public\.one_id is INVALID: IF NOT EXISTS has left it as it was/);
  assert.match(
    stderr,
    /hint: Drop it \(DROP INDEX CONCURRENTLY public\.one_id\), and run the same command again/,
  );
  await database.sql("DROP INDEX one_id");
  assert.equal((await run(database, "upgrade")).code, 0);
  assert.deepEqual(await database.sql(INDEXES), [["1", "1"]]);
}, { engines: ["postgres"] });

const ELSEWHERE: Readonly<Record<"postgres" | "mysql", readonly [set: string, lone: string, found: string]>> =
  {
    postgres: ["SET search_path TO away", "VACUUM", "away.two"],
    mysql: ["SET @name = 'x', SESSION sql_mode = 'ANSI_QUOTES'", "OPTIMIZE TABLE one", "two"],
  };

forEachDialect("what is gone on with finds the session as its section has set it up", async (database) => {
  const { engine } = database;
  if (engine === "sqlite") return;
  const [set, lone, found] = ELSEWHERE[engine];
  await database.sql(`CREATE TABLE one (id int)${engine === "postgres" ? "; CREATE SCHEMA away" : ""}`);
  await write(database, [set, lone, 'CREATE TABLE "two" (id int)']);
  {
    await using _lost = await loseMark(database, 2);
    assert.equal((await run(database, "upgrade")).code, 1);
  }
  const { code, stderr } = await run(database, "upgrade");
  assert.equal(code, 0, stderr);
  assert.deepEqual(await database.sql(`SELECT count(*) FROM ${found}`), [["0"]]);
}, { engines: ["postgres", "mysql"] });

forEachDialect(
  "a downgrade that stopped half-way is gone on with, and nothing else is run",
  async (database) => {
    const { engine } = database;
    const lone = { sqlite: "VACUUM", postgres: "VACUUM", mysql: "OPTIMIZE TABLE one" }[engine];
    const down = ["CREATE TABLE two (id int)", lone, "DROP TABLE two", "DROP TABLE one"];
    await write(database, ["CREATE TABLE one (id int)"], down);
    assert.equal((await run(database, "upgrade")).code, 0);
    {
      await using _lost = await loseMark(database, 2);
      assert.equal((await run(database, "downgrade", "base")).code, 1);
    }
    const up = await run(database, "upgrade");
    assert.equal(up.code, 7, up.stderr);
    assert.match(up.stderr, /The downgrade of revision aaaaaaaaaaaa stopped half-way, after 1 statement/);
    assert.match(up.stderr, /retort repair aaaaaaaaaaaa --resume/);
    const { code, stderr } = await run(database, "downgrade", "-1");
    assert.equal(code, 0, stderr);
    assert.match(stderr, /Statement 2 of 4 was in flight when the last run ended: it was not done/);
    assert.deepEqual(await database.sql("SELECT count(*) FROM retort_ledger"), [["0"]]);
    await assert.rejects(database.sql("SELECT * FROM one"));
  },
);
