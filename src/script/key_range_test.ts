import assert from "node:assert/strict";
import { mysqlLexicon } from "../dialect/mysql/lexicon.ts";
import { postgresLexicon } from "../dialect/postgres/lexicon.ts";
import { sqliteLexicon } from "../dialect/sqlite/lexicon.ts";
import type { Lexicon } from "../sql/lexicon.ts";
import { rangeTemplate, renderRange } from "./key_range.ts";

const LEXICONS = { mysql: mysqlLexicon, postgres: postgresLexicon, sqlite: sqliteLexicon };

function written(sql: string, key: readonly string[], first: boolean, lexicon: Lexicon): string {
  const template = rangeTemplate(sql, key, lexicon);
  if (template.kind === "flaw") return template.flaw.message;
  return renderRange(template.pieces, {
    first,
    write: ({ end, column, enclosed }) => `${end}[${column ?? "*"}${enclosed ? "()" : ""}]`,
  }).sql;
}

const RANGES: readonly (readonly [sql: string, key: string, later: string, first: string])[] = [
  [
    "DELETE FROM t WHERE id > :after AND id <= :upto",
    "id",
    "DELETE FROM t WHERE id > after[*] AND id <= upto[*]",
    "DELETE FROM t WHERE id >= after[*] AND id <= upto[*]",
  ],
  [
    "DELETE FROM t WHERE :after<id AND :upto>=id",
    "id",
    "DELETE FROM t WHERE after[*]<id AND upto[*]>=id",
    "DELETE FROM t WHERE after[*]<=id AND upto[*]>=id",
  ],
  [
    "UPDATE t SET n=':after', m = x > y WHERE (a, b) > ( :after ) AND (a, b) <= :UPTO -- :upto",
    "a,b",
    "UPDATE t SET n=':after', m = x > y WHERE (a, b) > ( after[*()] ) AND (a, b) <= upto[*] -- :upto",
    "UPDATE t SET n=':after', m = x > y WHERE (a, b) >= ( after[*()] ) AND (a, b) <= upto[*] -- :upto",
  ],
  [
    "DELETE FROM t WHERE a >= :after.a AND (a > :after.a OR b > :after.B) AND (a < :upto.a OR b <= :upto.b)",
    "a,b",
    "DELETE FROM t WHERE a >= after[0] AND (a > after[0] OR b > after[1]) AND (a < upto[0] OR b <= upto[1])",
    "DELETE FROM t WHERE a >= after[0] AND (a > after[0] OR b >= after[1]) AND (a < upto[0] OR b <= upto[1])",
  ],
];

Deno.test("renderRange() takes the beginning of the first range in, and leaves that of all others out", () => {
  for (const [name, lexicon] of Object.entries(LEXICONS)) {
    for (const [sql, key, later, first] of RANGES) {
      assert.equal(written(sql, key.split(","), false, lexicon), later, name);
      assert.equal(written(sql, key.split(","), true, lexicon), first, name);
    }
  }
});

const FLAWS: readonly (readonly [sql: string, message: string])[] = [
  ["DELETE FROM t", "The statement does not say where `:after` goes"],
  ["DELETE FROM t WHERE id > :after", "The statement does not say where `:upto` goes"],
  ["DELETE FROM t WHERE id >= :after AND id <= :upto", "`:after` does not stand behind `>`"],
  ["DELETE FROM t WHERE id > :after AND id < :upto", "`:upto` does not stand behind `<=`"],
  ["DELETE FROM t WHERE id BETWEEN :after AND :upto", "`:after` does not stand behind `>`"],
  ["DELETE FROM t WHERE id > :after.id2 AND id <= :upto", "The key has no column :after.id2"],
  ["DELETE FROM t WHERE id <> :after AND id <= :upto", "`:after` does not stand behind `>`"],
];

Deno.test("rangeTemplate() tells what is wrong with a range", () => {
  for (const [name, lexicon] of Object.entries(LEXICONS)) {
    for (const [sql, message] of FLAWS) assert.equal(written(sql, ["id"], true, lexicon), message, name);
  }
});

Deno.test("rangeTemplate() leaves casts and strings alone", () => {
  const sql = "UPDATE t SET a = b::after, c = $$:upto$$ WHERE id > :after AND id <= :upto";
  assert.equal(
    written(sql, ["id"], false, postgresLexicon),
    "UPDATE t SET a = b::after, c = $$:upto$$ WHERE id > after[*] AND id <= upto[*]",
  );
});

Deno.test("sourceOffset() finds a place of the rendered statement in the file", () => {
  const sql = "DELETE FROM t WHERE id > :after AND id <= :upto AND oops";
  const template = rangeTemplate(sql, ["id"], sqliteLexicon);
  if (template.kind === "flaw") throw new Error(template.flaw.message);
  const rendered = renderRange(template.pieces, { first: true, write: () => "CAST($1 AS bigint)" });
  for (const word of ["DELETE", "oops", "AND id"]) {
    assert.equal(rendered.sourceOffset(rendered.sql.indexOf(word)), sql.indexOf(word));
  }
  assert.equal(rendered.sourceOffset(rendered.sql.indexOf("bigint")), sql.indexOf(":after"));
});
