import assert from "node:assert/strict";
import * as fc from "fast-check";
import { RetortError } from "../util/errors.ts";
import { parseDotenv } from "./dotenv.ts";

const CASES: readonly (readonly [text: string, expected: Record<string, string>])[] = [
  ["A=1\nB=two\n", { A: "1", B: "two" }],
  ["\uFEFFA=1\r\nB=2\r\n", { A: "1", B: "2" }],
  ["export A=1\n  export\tB = 2", { A: "1", B: "2" }],
  ["# comment\n\n   # another\nA=1", { A: "1" }],
  ["A=\nB= \nC=''\nD=\"\"", { A: "", B: "", C: "", D: "" }],
  ["A=one two  \n", { A: "one two" }],
  ["A=one # comment\nB=p#ss\nC=#comment\nD=a#b # c", { A: "one", B: "p#ss", C: "", D: "a#b" }],
  ["A='one # two' # comment\nB=\"x#y\"", { A: "one # two", B: "x#y" }],
  [`A='it\\n$HOME "x"'`, { A: `it\\n$HOME "x"` }],
  [`A="a\\nb\\t\\"c\\" \\\\ \\$x \\q"`, { A: `a\nb\t"c" \\ $x \\q` }],
  ["A=\"one\ntwo\nthree\" # c\nB='x\ny'\nC=`z`", { A: "one\ntwo\nthree", B: "x\ny", C: "z" }],
  ["A=$HOME ${X}\n", { A: "$HOME ${X}" }],
  ["A=1\nA=2", { A: "2" }],
  ["DATABASE_URL=postgres://u:p=a#b@h/db?x=y", { DATABASE_URL: "postgres://u:p=a#b@h/db?x=y" }],
  ["__proto__=1\nconstructor=2", Object.fromEntries([["__proto__", "1"], ["constructor", "2"]])],
  ["A=a'b\"c", { A: `a'b"c` }],
];

for (const [text, expected] of CASES) {
  Deno.test(`parseDotenv() reads ${JSON.stringify(text)}`, () => {
    assert.deepEqual(parseDotenv(text, ".env"), expected);
  });
}

Deno.test("parseDotenv() names the line that it cannot read, without its text", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["A=1\nhunter2", "Line 2 of .env is no NAME=value"],
    ['A=1\n\nB="hunter2\nx', 'Line 3 of .env opens a " that is never closed'],
    ["B='hunter2' hunter2", "Line 1 of .env goes on behind the closing quote"],
    ["=hunter2", "Line 1 of .env is no NAME=value"],
    ["1A=hunter2", "Line 1 of .env is no NAME=value"],
  ];
  for (const [text, message] of cases) {
    assert.throws(() => parseDotenv(text, ".env"), { message, code: "config-invalid" });
  }
});

Deno.test("parseDotenv() reads back any value in quotes", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (value) => {
    const quoted = value.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
    assert.deepEqual(parseDotenv(`A="${quoted}" # c\nB=1`, ".env"), { A: value, B: "1" });
  }));
});

Deno.test("parseDotenv() ends on any text, with variables or an error", () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(..."AB= \n\r\"'`#\\:$x") }), (text) => {
    try {
      parseDotenv(text, ".env");
    } catch (error) {
      assert.ok(error instanceof RetortError, String(error));
    }
  }));
});
