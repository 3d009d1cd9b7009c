import assert from "node:assert/strict";
import fc from "fast-check";
import { mysqlLexicon } from "../dialect/mysql/lexicon.ts";
import { postgresLexicon } from "../dialect/postgres/lexicon.ts";
import { sqliteLexicon } from "../dialect/sqlite/lexicon.ts";
import type { Lexicon } from "../sql/lexicon.ts";
import { RetortError } from "../util/errors.ts";
import { languageOf, parseHeader } from "./header.ts";
import { parseSections, sectionFor, statementsOf } from "./parse.ts";
import type { Script, Section } from "./script.ts";

const HEADER = "-- m\n-- revision: a1\n\n";

function scriptOf(text: string, path = "a.sql"): Script {
  const { header, bodyStart } = parseHeader(text, path);
  return { ...header, path, language: languageOf(path), text, bodyStart };
}

function sectionsOf(body: string, lexicon: Lexicon = sqliteLexicon): readonly Section[] {
  return parseSections(scriptOf(HEADER + body), lexicon);
}

function refused(action: () => unknown, message: RegExp, hint = /./, what = ""): void {
  assert.throws(action, (error: unknown) => {
    assert.ok(error instanceof RetortError, String(error));
    assert.match(error.message, message);
    assert.match(error.hint ?? "", hint);
    return true;
  }, what);
}

Deno.test("parseSections() cuts a file at its markers", () => {
  const text = HEADER +
    "-- migrate:up\nSELECT 1;\n\n-- migrate:down\nSELECT 2;\n-- migrate:verify\nSELECT 3;\n";
  const sections = parseSections(scriptOf(text), sqliteLexicon);
  assert.deepEqual(sections.map(({ kind, line }) => [kind, line]), [["up", 4], ["down", 7], ["verify", 9]]);
  assert.deepEqual(sections.map(({ span }) => text.slice(span.start, span.end)), [
    "-- migrate:up\nSELECT 1;\n\n",
    "-- migrate:down\nSELECT 2;\n",
    "-- migrate:verify\nSELECT 3;\n",
  ]);
  for (const { body } of sections) {
    assert.ok(body.kind === "sql");
    assert.equal(text.slice(body.span.start, body.span.end), body.text);
  }
});

Deno.test("parseSections() does not mind blanks, line endings and missing line ends", () => {
  for (
    const body of [
      "-- migrate:up\r\nSELECT 1;\r\n-- migrate:down\r\n",
      "--migrate:up\nSELECT 1;\n  --   migrate:down",
      "\t--\tmigrate:up \t\nSELECT 1;\n-- migrate:down\t",
    ]
  ) {
    assert.deepEqual(sectionsOf(body).map(({ kind }) => kind), ["up", "down"], JSON.stringify(body));
  }
});

Deno.test("parseSections() reads the options", () => {
  const [up] = sectionsOf("-- migrate:up  transaction:false foreign_keys:off\tdialect:mariadb\n");
  assert.deepEqual([up?.transaction, up?.foreignKeys, up?.dialect], [false, "off", "mariadb"]);
  const [plain] = sectionsOf("-- migrate:up transaction:true\n");
  assert.equal(plain?.transaction, true);
  assert.ok(plain !== undefined && !("dialect" in plain) && !("foreignKeys" in plain));
});

Deno.test("parseSections() reads why there is no way down", () => {
  const down = (marker: string) => sectionsOf(`-- migrate:up\n${marker}\n-- a comment\n`)[1];
  const irreversible = { kind: "irreversible", why: "data is gone" };
  assert.deepEqual(down('-- migrate:down irreversible "data is gone"')?.body, irreversible);
  assert.deepEqual(down("-- migrate:down irreversible 'data is gone'")?.body, irreversible);
  const none = down('-- migrate:down dialect:mysql none "a merge: transaction:x"');
  assert.deepEqual([none?.body, none?.dialect], [
    { kind: "nothing", why: "a merge: transaction:x" },
    "mysql",
  ]);
});

Deno.test("parseSections() refuses what it cannot understand, with the line and a way out", () => {
  const cases: readonly (readonly [string, RegExp, RegExp?])[] = [
    ["", /no `-- migrate:up` line \(a\.sql\)/, /Put `-- migrate:up`/],
    ["SELECT 1;\n", /no `-- migrate:up` line/],
    ["-- +goose Up\nSELECT 1;\n", /no `-- migrate:up` line/, /goose/],
    ["SELECT 1;\n-- migrate:up\n", /Text stands before the first marker \(a\.sql:4\)/],
    ["/* a\n-- migrate:up\n*/\n", /line 5 stands inside a comment that was opened on line 4 \(a\.sql:5\)/],
    ["-- migrate:down\n", /no up section/],
    ["-- migrate:dwon\n", /Unknown marker 'migrate:dwon' \(a\.sql:4\)/, /Did you mean 'migrate:down'/],
    ["-- migrate:\n", /Nothing stands after 'migrate:'/],
    ["-- migrate:up\n-- Migrate:Down\n", /'-- Migrate:Down' is not a marker \(a\.sql:5\)/, /-- migrate:down/],
    ["-- migrate:up\n-- +migrate Down\n", /'-- \+migrate Down' is not a marker/],
    ["-- migrate:up\n--migrate down\n", /is not a marker/],
    ["-- migrate:up transactoin:false\n", /Unknown option 'transactoin:false'/, /'transaction'/],
    ["-- migrate:up quickly\n", /Unknown option 'quickly' on marker 'migrate:up'/, /There are/],
    ["-- migrate:up transaction:no\n", /Option 'transaction' cannot be 'no'/, /transaction:true or/],
    ["-- migrate:up transaction\n", /Option 'transaction' cannot be ''/],
    ["-- migrate:up foreign_keys:on\n", /cannot be 'on'/, /foreign_keys:off/],
    ["-- migrate:up dialect:postgre\n", /cannot be 'postgre'/, /'postgres'/],
    ["-- migrate:up dialect:mysql dialect:mysql\n", /'dialect' stands twice/],
    ["-- migrate:up\n-- migrate:up\n", /'migrate:up' stands twice, on lines 4 and 5/],
    ["-- migrate:up dialect:mysql\n-- migrate:up dialect:mysql\n", /'migrate:up dialect:mysql' stands twice/],
    ['-- migrate:up irreversible "x"\n', /'irreversible' stands on a up marker/],
    ["-- migrate:up\n-- migrate:down irreversible\n", /says no reason/, /irreversible "why"/],
    ['-- migrate:up\n-- migrate:down none ""\n', /says no reason/],
    ['-- migrate:up\n-- migrate:down none "x"\nDROP TABLE a;\n', /holds statements \(a\.sql:6\)/],
    ["-- migrate:chunks table:a key:b\n-- migrate:up\n", /before the first section/],
    [
      "-- migrate:up\nSELECT '\n-- migrate:down\n';\n",
      /line 6 stands inside a string that was opened on line 5 \(a\.sql:6\)/,
    ],
    ["-- migrate:up\n/* x\n-- migrate:down\n*/\n", /inside a comment that was opened on line 5/],
  ];
  for (const [body, message, hint] of cases) refused(() => sectionsOf(body), message, hint, body);
});

Deno.test("parseSections() takes each engine's own quotes", () => {
  const dollars = "-- migrate:up\nSELECT $$\n-- migrate:down\n$$;\n";
  refused(
    () => sectionsOf(dollars, postgresLexicon),
    /inside a dollar-quoted string that was opened on line 5/,
  );
  assert.equal(sectionsOf(dollars, sqliteLexicon).length, 2);
});

Deno.test("parseSections() does not judge a section for one engine by the quotes of another", () => {
  const body = "-- migrate:up dialect:mysql\nSELECT 'it\\'s';\n-- migrate:up\nSELECT 1;\n-- migrate:down\n";
  assert.equal(sectionsOf(body, sqliteLexicon).length, 3);
  assert.equal(sectionsOf(body, mysqlLexicon).length, 3);
});

Deno.test("parseSections() finds what a TypeScript file exports, without running it", () => {
  const names = (body: string) =>
    parseSections(scriptOf(`// revision: a\n${body}`, "a.ts"), sqliteLexicon).map(({ body }) =>
      body.kind === "typescript" ? body.export : body.kind
    );
  const both = ["upgrade", "downgrade"];
  assert.deepEqual(
    names("export async function upgrade(op) {}\nexport async function downgrade(op) {}"),
    both,
  );
  assert.deepEqual(names("export const upgrade = async (op) => {};\nexport let downgrade = 1"), both);
  assert.deepEqual(names("function a() {}\nfunction b() {}\nexport { a as upgrade, b as downgrade };"), both);
  assert.deepEqual(names("export function upgrade() {}\n/*\nexport function downgrade() {}\n*/"), [
    "upgrade",
  ]);
  assert.deepEqual(names("export function upgrade() {}\n// export function downgrade() {}"), ["upgrade"]);
  refused(() => names("export function up() {}"), /exports no function `upgrade` \(a\.ts\)/);
});

Deno.test("sectionFor() takes the best name first, then the section for every engine", () => {
  const sections = sectionsOf(
    "-- migrate:up dialect:mysql\n-- migrate:up dialect:mariadb\n-- migrate:up\n-- migrate:down dialect:mysql\n",
  );
  const dialectFor = (names: readonly string[]) => sectionFor(sections, "up", names)?.dialect;
  assert.equal(dialectFor(["mariadb", "mysql"]), "mariadb");
  assert.equal(dialectFor(["mysql"]), "mysql");
  assert.equal(dialectFor(["sqlite"]), undefined);
  assert.equal(sectionFor(sections, "verify", ["sqlite"]), undefined);
  assert.equal(sectionFor(sections, "down", ["mariadb", "mysql"])?.dialect, "mysql");
  refused(
    () => sectionFor(sections, "down", ["sqlite"], "a.sql"),
    /No down section is for sqlite; there are sections for mysql \(a\.sql\)/,
    /migrate:down dialect:sqlite/,
  );
});

Deno.test("statementsOf() gives the statements with their place in the file", () => {
  const text = HEADER + "-- migrate:up\nSELECT 1; -- x\nSELECT ';';\n-- migrate:down\n";
  const [up] = parseSections(scriptOf(text), sqliteLexicon);
  assert.ok(up !== undefined);
  const statements = statementsOf(up, sqliteLexicon);
  assert.deepEqual(statements.map(({ sql }) => sql), ["SELECT 1", "SELECT ';'"]);
  for (const { sql, span } of statements) assert.equal(text.slice(span.start, span.end), sql);
});

Deno.test("statementsOf() reads the directive before a statement", () => {
  const text = HEADER + `-- migrate:up
SELECT 1;
-- migrate:chunks table:"my users" key:a,b size:5000 pause:50ms
-- a comment between
UPDATE u SET x = 1 WHERE id > :after AND id <= :upto;
-- migrate:chunks table:t key:id
DELETE FROM t;
`;
  const [up] = parseSections(scriptOf(text), sqliteLexicon);
  assert.ok(up !== undefined);
  const [first, second, third] = statementsOf(up, sqliteLexicon);
  assert.ok(first !== undefined && !("chunks" in first));
  const { span, ...chunks } = second?.chunks ?? assert.fail();
  assert.deepEqual(chunks, { table: '"my users"', key: ["a", "b"], size: 5000, pause: 50 });
  assert.match(text.slice(span.start, span.end), /^-- migrate:chunks table:"my users".*\n$/);
  assert.deepEqual([third?.chunks?.size, third?.chunks?.pause], [1000, 0]);
});

Deno.test("statementsOf() refuses directives that nobody can follow", () => {
  const chunks = "-- migrate:chunks table:t key:id";
  const cases: readonly (readonly [string, RegExp])[] = [
    [chunks, /has no statement after it \(a\.sql:5\)/],
    [`${chunks}\n${chunks}\nDELETE FROM t`, /A second migrate:chunks .*\(a\.sql:6\)/],
    [`${chunks}\nCREATE TABLE t (a)`, /before a statement that starts with CREATE/],
    ["-- migrate:chunks table:t\nDELETE FROM t", /does not say its key/],
    ["-- migrate:chunks\nDELETE FROM t", /does not say its table/],
    [`${chunks} sizee:1\nDELETE FROM t`, /Unknown option 'sizee'/],
    [`${chunks} size:0\nDELETE FROM t`, /'0' is no chunk size/],
    [`${chunks} pause:50\nDELETE FROM t`, /'50' is no pause/],
    [`${chunks} fast\nDELETE FROM t`, /'fast' is no option/],
    [`${chunks} size:1 size:2\nDELETE FROM t`, /'size' stands twice/],
    [`DELETE\n${chunks}\nFROM t`, /inside the statement that starts on line 5 \(a\.sql:6\)/],
    [`SELECT '\n${chunks}\n'`, /inside the statement that starts on line 5/],
    [`/*\n${chunks}\n*/ DELETE FROM t`, /inside the comment that starts on line 5/],
  ];
  for (const [body, message] of cases) {
    const [up] = sectionsOf(`-- migrate:up\n${body}`);
    assert.ok(up !== undefined);
    assert.throws(() => statementsOf(up, sqliteLexicon), message, body);
  }
  const [, verify] = sectionsOf(`-- migrate:up\n-- migrate:verify\n${chunks}\nDELETE FROM t`);
  assert.throws(() => statementsOf(verify ?? assert.fail(), sqliteLexicon), /stands in a verify section/);
});

Deno.test("statementsOf() names the file and the line of what is never closed", () => {
  const [up] = sectionsOf("-- migrate:up\nSELECT 1;\nSELECT 'x;\n");
  assert.ok(up !== undefined);
  assert.throws(() => statementsOf(up, sqliteLexicon), /string is never closed \(a\.sql:6\)/);
});

const LEXICONS: readonly Lexicon[] = [sqliteLexicon, postgresLexicon, mysqlLexicon];
const PIECES = fc.constantFrom(
  ..."-- |migrate:|up|down|verify|chunks|\n|\r\n|\t|;|'|\"|`|[|$$|$a$|/*|*/|/*!|table:t|key:id|size:1|pause:1s"
    .split("|"),
  ...'irreversible|none|"why"|dialect:mysql|transaction:false|UPDATE t|BEGIN|ATOMIC|END|DELIMITER //|//|\\|é|🐘'
    .split("|"),
);

Deno.test("sections and statements raise nothing but RetortError on mutilated files", () => {
  const runs = Number(Deno.env.get("RETORT_FUZZ_RUNS") ?? 500);
  fc.assert(
    fc.property(fc.array(PIECES, { maxLength: 40 }), fc.constantFrom(...LEXICONS), (pieces, lexicon) => {
      try {
        const script = scriptOf(`-- revision: a\n-- migrate:up\n${pieces.join("")}`);
        for (const section of parseSections(script, lexicon)) statementsOf(section, lexicon);
      } catch (error) {
        assert.ok(error instanceof RetortError, String(error));
      }
    }),
    { numRuns: runs },
  );
});

Deno.test("sections cover a file from its first marker to its end", () => {
  fc.assert(fc.property(fc.array(PIECES, { maxLength: 40 }), (pieces) => {
    const text = `-- revision: a\n-- migrate:up\n${pieces.join("")}`;
    try {
      const sections = parseSections(scriptOf(text), sqliteLexicon);
      assert.equal(sections.map(({ span }) => text.slice(span.start, span.end)).join(""), text.slice(15));
    } catch (error) {
      if (!(error instanceof RetortError)) throw error;
    }
  }));
});

const WHOLE = `-- add users, and what belongs to them
-- revision: b2
-- down_revision: a1
-- transaction: true

-- migrate:up dialect:mysql
DELIMITER //
CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.a = 'x;y'; END//
DELIMITER ;
-- migrate:up
CREATE TABLE "t" (a int /* one; /* two */ */, b text DEFAULT 'it''s'); -- c
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $f$ SELECT 1; $f$;
-- migrate:chunks table:t key:a size:10 pause:5ms
UPDATE t SET a = 1 WHERE a > :after AND a <= :upto;
-- migrate:down irreversible "gone"
-- migrate:verify
SELECT true;
`;

/** A file with a few pieces put in, in the place of a few characters. */
const mutated = fc.array(fc.tuple(fc.nat(WHOLE.length), fc.nat(6), PIECES), { minLength: 1, maxLength: 4 })
  .map((edits) =>
    edits.reduce((text, [at, length, piece]) => text.slice(0, at) + piece + text.slice(at + length), WHOLE)
  );

Deno.test("header, sections and statements raise nothing but RetortError on mutated files", () => {
  const runs = Number(Deno.env.get("RETORT_FUZZ_RUNS") ?? 500);
  let whole = 0;
  fc.assert(
    fc.property(mutated, fc.constantFrom(...LEXICONS), (text, lexicon) => {
      try {
        for (const section of parseSections(scriptOf(text), lexicon)) statementsOf(section, lexicon);
        whole++;
      } catch (error) {
        assert.ok(error instanceof RetortError, String(error));
      }
    }),
    { numRuns: runs },
  );
  assert.ok(whole > runs / 20, `${whole} of ${runs} files were still whole`);
});
