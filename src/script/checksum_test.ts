import assert from "node:assert/strict";
import fc from "fast-check";
import { mysqlLexicon } from "../dialect/mysql/lexicon.ts";
import { postgresLexicon } from "../dialect/postgres/lexicon.ts";
import { CHECKSUM_VERSION, checksumOf, digest } from "./checksum.ts";
import { languageOf, parseHeader } from "./header.ts";

const postgres = { lexicon: postgresLexicon, sectionNames: () => ["postgres"] };
const mysql = { lexicon: mysqlLexicon, sectionNames: () => ["mysql"] };

function sum(text: string, path = "a.sql", dialect = postgres, files: Record<string, string> = {}): string {
  const { header, bodyStart } = parseHeader(text, path);
  const script = { ...header, path, language: languageOf(path), text, bodyStart };
  return checksumOf(script, dialect, "any", (name) => files[name]);
}

function up(body: string, options = ""): string {
  return sum(`-- revision: a\n-- migrate:up${options}\n${body}\n`);
}

Deno.test("checksumOf() stays the same from version to version", () => {
  assert.equal(CHECKSUM_VERSION, 1);
  assert.equal(up("SELECT 1;"), "d5b25ffe56dfff69d225e00992ab3fe2");
  assert.equal(
    sum("// revision: a\nexport const upgrade = 1;\n", "a.ts"),
    "382adfdee6717af05407394d28f8eb12",
  );
});

Deno.test("checksumOf() does not see what does not run", () => {
  const wanted = up("CREATE TABLE t (a int);\nSELECT 'a\nb';");
  const same: readonly string[] = [
    up("create".toUpperCase() + "   TABLE t\t(a int) ;\n\n\nSELECT 'a\nb'"),
    up("-- why\nCREATE TABLE t (a /* x */ int);;\nSELECT 'a\nb';"),
    up("CREATE TABLE t (a int);\r\nSELECT 'a\r\nb';"),
    sum(
      "-- other message\n-- revision: a\n-- phase: expand\n--migrate:up\nCREATE TABLE t (a int);SELECT 'a\nb'",
    ),
    up("CREATE TABLE t (a int);\nSELECT 'a\nb';\n-- migrate:down\nDROP TABLE t;"),
    up("-- lint:allow x: y\nCREATE TABLE t (a int);\nSELECT 'a\nb';\n-- migrate:up dialect:mysql\nSELECT 2"),
  ];
  for (const [index, other] of same.entries()) assert.equal(other, wanted, `${index}`);
});

Deno.test("checksumOf() sees what runs", () => {
  const chunks = "-- migrate:chunks table:t key:id\n";
  const sums = [
    up("SELECT 1;"),
    up("SELECT 2;"),
    up("SELECT 12;"),
    up("SELECT 1 2;"),
    up("SELECT; 1;"),
    up("SELECT '1';"),
    up('SELECT "1";'),
    up("select 1;"),
    up("SELECT 1;", " transaction:false"),
    up("SELECT 1;", " transaction:true"),
    up("SELECT 1;", " foreign_keys:off"),
    up("DELETE FROM t; DELETE FROM t"),
    up(`${chunks}DELETE FROM t; DELETE FROM t`),
    up(`DELETE FROM t;\n${chunks}DELETE FROM t`),
    up(`${chunks.replace("id", "id size:5")}DELETE FROM t; DELETE FROM t`),
    up(""),
  ];
  assert.equal(new Set(sums).size, sums.length);
});

Deno.test("checksumOf() reads a directive by what it says", () => {
  const one = "-- migrate:chunks table:t key:id size:1000 pause:60s\nDELETE FROM t";
  const other = "--  migrate:chunks key:id   table:t pause:1m\nDELETE FROM t";
  assert.equal(up(one), up(other));
});

Deno.test("checksumOf() takes conditional comments for what they are", () => {
  const comment = (text: string) => sum(`-- revision: a\n-- migrate:up\nSELECT 1 ${text};\n`, "a.sql", mysql);
  assert.notEqual(comment("/*!40000 +1 */"), comment("/*!40000 +2 */"));
  assert.equal(comment("/* +1 */"), comment("/* +2 */"));
});

Deno.test("checksumOf() takes the section that fits the engine", () => {
  const text = (mine: number, other: number) =>
    `-- revision: a\n-- migrate:up dialect:mysql\nSELECT ${mine};\n-- migrate:up\nSELECT ${other};\n`;
  assert.equal(sum(text(1, 2), "a.sql", mysql), sum(text(1, 3), "a.sql", mysql));
  assert.notEqual(sum(text(1, 2), "a.sql", mysql), sum(text(2, 2), "a.sql", mysql));
  assert.equal(sum(text(1, 2)), sum(text(3, 2)));
  assert.equal(sum(text(1, 2)), up("SELECT 2;"));
});

Deno.test("checksumOf() of TypeScript takes the text below the header, with what it imports", () => {
  const body = 'import { a } from "./lib/a.ts";\nexport const upgrade = a;\n';
  const files = { "m/lib/a.ts": 'import b from "../b.ts";\n', "m/b.ts": 'import "./lib/a.ts"; // b\n' };
  const of = (text: string, changed: Record<string, string> = {}) =>
    sum(text, "m/x.ts", postgres, { ...files, ...changed });
  const wanted = of(`// revision: a\n${body}`);
  assert.equal(of(`// other\n// revision: a\n// created: 2026-01-01\n\n${body}`), wanted);
  assert.equal(of(`// revision: a\r\n${body.replaceAll("\n", "\r\n")}`), wanted);
  assert.notEqual(of(`// revision: a\n${body} `), wanted);
  assert.notEqual(of(`// revision: a\n${body}`, { "m/b.ts": "changed" }), wanted);
  assert.notEqual(of(`// revision: a\n${body}`, { "m/lib/a.ts": "changed" }), wanted);
});

Deno.test("checksumOf() of TypeScript leaves types and other packages out", () => {
  const text = '// revision: a\nimport type { O } from "./retort.d.ts";\nimport fs from "node:fs";\n' +
    "export function upgrade() {}\n";
  assert.equal(sum(text, "a.ts"), sum(text, "a.ts", postgres, { "retort.d.ts": "new", "node:fs": "x" }));
});

Deno.test("digest() tells texts apart, and how they were cut", () => {
  assert.match(digest([]), /^[0-9a-f]{32}$/);
  assert.notEqual(digest(["ab", "c"]), digest(["a", "bc"]));
  assert.notEqual(digest(["", "a"]), digest(["a", ""]));
  fc.assert(fc.property(fc.array(fc.string()), fc.array(fc.string()), (one, other) => {
    const same = JSON.stringify(one) === JSON.stringify(other);
    assert.equal(digest(one) === digest(other), same);
  }));
});

Deno.test("digest() spreads: of 200,000 like texts no two share the half of their digits", () => {
  const halves = [new Set<string>(), new Set<string>()];
  for (let index = 0; index < 200_000; index++) {
    const hex = digest([`CREATE TABLE t_${index} (id int)`]);
    halves[0]?.add(hex.slice(0, 16));
    halves[1]?.add(hex.slice(16));
  }
  assert.deepEqual(halves.map(({ size }) => size), [200_000, 200_000]);
});
