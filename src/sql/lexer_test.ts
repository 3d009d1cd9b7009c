import assert from "node:assert/strict";
import { mysqlLexicon } from "../dialect/mysql/lexicon.ts";
import { postgresLexicon } from "../dialect/postgres/lexicon.ts";
import { sqliteLexicon } from "../dialect/sqlite/lexicon.ts";
import { canonicalText, canonicalTokens } from "./canonical.ts";
import { openConstruct, tokenize } from "./lexer.ts";
import type { Lexicon } from "./lexicon.ts";

function tokens(source: string, lexicon: Lexicon): string {
  return [...tokenize(source, lexicon)].filter((token) => token.kind !== "space").map((token) =>
    `${token.kind} ${source.slice(token.start, token.end)}`
  ).join("\n");
}

Deno.test("tokenize() tells the kinds of tokens apart", () => {
  assert.equal(
    tokens("e'a' $1 $a$b$a$ 1.5e3 a$b \"c\" <-> =-1 ; -- d", postgresLexicon),
    [
      "string e'a'",
      "parameter $1",
      "dollarString $a$b$a$",
      "number 1.5e3",
      "word a$b",
      'quotedIdentifier "c"',
      "symbol <->",
      "symbol =",
      "symbol -",
      "number 1",
      "delimiter ;",
      "lineComment -- d",
    ].join("\n"),
  );
  assert.equal(
    tokens("[a] `b` $c /*+ d */ /* e */", sqliteLexicon),
    [
      "quotedIdentifier [a]",
      "quotedIdentifier `b`",
      "word $c",
      "hint /*+ d */",
      "blockComment /* e */",
    ].join("\n"),
  );
  assert.equal(
    tokens('/*!50003 a */ "b" #c\n--d\nDELIMITER ;;', mysqlLexicon),
    [
      "conditionalOpen /*!50003",
      "word a",
      "conditionalClose */",
      'string "b"',
      "lineComment #c",
      "symbol -",
      "symbol -",
      "word d",
      "word DELIMITER",
      "delimiter ;",
      "delimiter ;",
    ].join("\n"),
  );
  assert.equal(
    tokens("DELIMITER ;;\na;;", mysqlLexicon),
    ["delimiterCommand DELIMITER ;;", "word a", "delimiter ;;"].join("\n"),
  );
});

Deno.test("openConstruct() says what is open where a text ends", () => {
  assert.deepEqual(openConstruct("a 'b", postgresLexicon), { start: 2, end: 4, construct: "string" });
  assert.deepEqual(openConstruct("a /*! b", mysqlLexicon), {
    start: 2,
    end: 7,
    construct: "conditional comment",
  });
  assert.equal(openConstruct("a 'b' -- c '", postgresLexicon), undefined);
});

Deno.test("tokenize() takes time in proportion to the text, whatever it holds", () => {
  for (
    const hostile of [
      "+",
      "$",
      "'",
      "/*",
      "$a",
      "e'x'\n--\n",
      "DELIMITER ",
      "$a$ $b$",
      "--",
      "\\",
      "[",
      "/*!",
      "- ",
    ]
  ) {
    for (const lexicon of [sqliteLexicon, postgresLexicon, mysqlLexicon]) {
      // Some 20 ms; with the square of the length it would be minutes, on any machine.
      const start = performance.now();
      canonicalTokens(hostile.repeat(400_000 / hostile.length), lexicon);
      assert.ok(performance.now() - start < 15_000, hostile);
    }
  }
});

Deno.test("canonicalText() ignores what the engine ignores and nothing else", () => {
  const same = (a: string, b: string, lexicon: Lexicon) =>
    canonicalText(a, lexicon) === canonicalText(b, lexicon);
  assert.ok(same("SELECT  a -- x\n;", "select a".replace("select", "SELECT"), sqliteLexicon));
  assert.ok(same("SELECT 'a\r\nb';\r\n", "SELECT 'a\nb'", sqliteLexicon));
  assert.ok(
    same(
      "CREATE PROCEDURE p() BEGIN SELECT 1; END; SELECT 2",
      "DELIMITER $$\nCREATE PROCEDURE p() BEGIN SELECT 1; END$$\nDELIMITER ;\nSELECT 2;",
      mysqlLexicon,
    ),
  );
  assert.ok(!same("SELECT 'a b'", "SELECT 'a  b'", sqliteLexicon));
  assert.ok(!same("SELECT 1; SELECT 2", "SELECT 1 SELECT 2", sqliteLexicon));
  assert.ok(!same("DELIMITER $\nSELECT 1; SELECT 2$", "SELECT 1; SELECT 2", mysqlLexicon));
  assert.ok(!same("SELECT /*!50000 1 */ 2", "SELECT /* 50000 1 */ 2", mysqlLexicon));
  assert.ok(!same("SELECT ab", "SELECT a b", sqliteLexicon));
});
