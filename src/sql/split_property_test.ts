import assert from "node:assert/strict";
import * as fc from "fast-check";
import { mysqlLexicon } from "../dialect/mysql/lexicon.ts";
import { postgresLexicon } from "../dialect/postgres/lexicon.ts";
import { sqliteLexicon } from "../dialect/sqlite/lexicon.ts";
import { RetortError } from "../util/errors.ts";
import { canonicalText, canonicalTokens } from "./canonical.ts";
import { caretLine } from "./caret.ts";
import { isTrivia, openConstruct, tokenize } from "./lexer.ts";
import { positionAt } from "./position.ts";
import { split } from "./split.ts";
import { leadingWords, transactionControl } from "./statement_kind.ts";

/** A million in the long form: `deno task fuzz`. */
const RUNS = Number(Deno.env.get("RETORT_FUZZ_RUNS") ?? 1500);

const lexicon = fc.constantFrom(sqliteLexicon, postgresLexicon, mysqlLexicon);
const fragment = fc.constantFrom(
  ..."'|\"|`|[|]|;|;|\\|$$|$a$|$|$1|--|-- |#|/*|*/|/*!|/*!50003 |/*M!|/*+|(|)|.|:|,|@|=|+|-|E'|e'|N'|_utf8'|U&'|\n|\r\n|\r| |\t|é|日本|😀|\ud800|\0|\ufeff"
    .split("|"),
  ..."CREATE|OR|REPLACE|FUNCTION|PROCEDURE|TRIGGER|EVENT|RULE|TEMP|EXPLAIN|BEGIN|ATOMIC|NOT|END|CASE|WHEN|THEN|ELSE|IF|LOOP|WHILE|DO|REPEAT|UNTIL|FOR|ROW|DECLARE|HANDLER|COPY|FROM|STDIN|SET|AUTOCOMMIT|a|1|1e5|0x1F|:="
    .split("|").map((word) => ` ${word} `),
  "\nDELIMITER //\n",
  "\nDELIMITER $$\n",
  "\ndelimiter ;\n",
  "//",
  "\nDELIMITER\n",
  "\n\\d\n",
  "\n.mode x\n",
);
const soup = fc.array(fragment, { maxLength: 60, size: "max" }).map((parts) => parts.join(""));

/** Files as people write them, to be damaged. */
const FILES = [
  "-- add\n-- revision: 1\n\n-- migrate:up\nCREATE TABLE t (a text DEFAULT 'it''s; \\');\nCREATE INDEX i ON t (\"a;b\");\n\n-- migrate:down\nDROP TABLE t;\n",
  "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $fn$ BEGIN EXECUTE $$SELECT ';'$$; END $fn$;\nCREATE FUNCTION g() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; END;\nCREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT E'\\'');\n",
  "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT CASE 1 WHEN 1 THEN [a;b] END; /* END; */ DELETE FROM `t`; END;\nSELECT 1;",
  'DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT "a\\"//"; # //\nEND//\nDELIMITER ;\n/*!50003 CREATE*/ /*!50003 TRIGGER t BEFORE INSERT ON x FOR EACH ROW BEGIN SET @a = \'é\'; END */;\n',
  "CREATE PROCEDURE p() l: BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END; IF a THEN REPEAT SET x = 1; UNTIL x END REPEAT; ELSE SELECT 1; END IF; END l;\nBEGIN NOT ATOMIC SELECT 1; END;\n",
];
const damage = fc.record({
  at: fc.nat(400),
  cut: fc.nat(12),
  put: fc.oneof(fragment, fc.string({ maxLength: 4, unit: "binary" })),
});
const damaged = fc.tuple(fc.constantFrom(...FILES), fc.array(damage, { minLength: 1, maxLength: 6 })).map((
  [file, all],
) =>
  all.reduce(
    (text, { at, cut, put }) =>
      text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + cut),
    file,
  )
);
const source = fc.oneof(soup, damaged);

Deno.test("tokenize() never loses a character and joins to the source", () => {
  fc.assert(
    fc.property(source, lexicon, (text, lexicon) => {
      let at = 0;
      for (const token of tokenize(text, lexicon)) {
        assert.equal(token.start, at);
        assert.ok(token.end > at);
        at = token.end;
      }
      assert.equal(at, text.length);
    }),
    { numRuns: RUNS },
  );
});

Deno.test("split() gives statements in order with nothing meaningful between, or a RetortError", () => {
  fc.assert(
    fc.property(source, lexicon, (text, lexicon) => {
      canonicalTokens(text, lexicon);
      try {
        let at = 0;
        for (const { sql, span } of split(text, lexicon)) {
          assert.ok(span.start >= at && span.end > span.start);
          assert.equal(text.slice(span.start, span.end), sql);
          assert.equal(
            openConstruct(sql, lexicon)?.construct ?? "conditional comment",
            "conditional comment",
          );
          leadingWords(sql, lexicon, 5);
          transactionControl(sql, lexicon);
          at = span.end;
        }
      } catch (error) {
        if (!(error instanceof RetortError)) throw error;
      }
    }),
    { numRuns: RUNS },
  );
});

Deno.test("positionAt() and caretLine() take any offset of any text", () => {
  fc.assert(
    fc.property(source, fc.nat(80), fc.integer({ min: 1, max: 60 }), (text, offset, width) => {
      const { line, column, lineText } = positionAt(text, offset);
      assert.equal(line, text.slice(0, offset).split("\n").length);
      assert.ok(column >= 1 && column <= lineText.length + 2);
      const { text: shown, caret } = caretLine(text, offset, width);
      assert.match(caret, /^[ \t]*\^$/);
      assert.ok(!/[\n\r\0]/.test(shown));
    }),
    { numRuns: RUNS },
  );
});

const meaningful = fc.constantFrom(
  "SELECT",
  "'a;''b'",
  '"c;"',
  "1",
  "x",
  "+",
  "(",
  ")",
  ",",
  "/* ; ' */",
  "-- ;\n",
  "$t$",
  "''",
  "/**/",
);

Deno.test("split() gives back the statements that a source was joined from", () => {
  const text = fc.array(meaningful, { maxLength: 6 }).map((parts) =>
    `a ${parts.filter((part) => part !== "$t$").join(" ")} z`
  );
  fc.assert(
    fc.property(
      fc.array(text, { maxLength: 6 }),
      fc.constantFrom(";", " ;\n", ";--\n", "; /* ; */ ;"),
      lexicon,
      (texts, between, lexicon) => {
        assert.deepEqual(split(texts.join(between), lexicon).map(({ sql }) => sql), texts);
      },
    ),
    { numRuns: RUNS },
  );
});

Deno.test("canonicalTokens() is the same whatever the comments, white space, line endings and delimiters", () => {
  const gap = fc.constantFrom(" ", "\n", "\r\n", " /* x; */ ", " -- y '\n", "\t");
  const tokens = fc.array(
    fc.tuple(fc.constantFrom("a", "'b\nc'", "1", "(", ")", ",", "'d;'", '"e"', ";"), gap),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(tokens, lexicon, (parts, lexicon) => {
      const loose = parts.map(([token, gap]) => token.replaceAll("\n", "\r\n") + gap).join("");
      const strict = parts.map(([token]) => token).join("\n");
      assert.deepEqual(canonicalTokens(loose, lexicon), canonicalTokens(strict, lexicon));
      assert.equal(canonicalText(loose, lexicon), canonicalText(strict, lexicon));
      assert.deepEqual(canonicalTokens(`;; ${strict};`, lexicon), canonicalTokens(strict, lexicon));
    }),
    { numRuns: RUNS },
  );
});

Deno.test("isTrivia() holds for everything that split() leaves out but delimiters", () => {
  const text = "/* a */ SELECT 1 -- b\n;\nSELECT 2";
  const kinds = [...tokenize(text, sqliteLexicon)].filter((token) => isTrivia(token.kind)).map((
    { start, end },
  ) => text.slice(start, end));
  assert.deepEqual(
    kinds,
    ["/* a */", " ", " ", " ", "-- b", "\n", "\n", " "],
  );
});
