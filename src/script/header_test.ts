import assert from "node:assert/strict";
import fc from "fast-check";
import { cleanMessage, hasHeader, parseHeader, renderHeader } from "./header.ts";
import type { Header } from "./script.ts";
import { ScriptError } from "./script_error.ts";

const EXAMPLE = `-- add priority to tasks
-- revision: 8f3a1c9be2d4
-- down_revision: 51c0d7a9e3b2
-- created: 2026-11-21T09:12:44Z

-- migrate:up
SELECT 1;
`;

const BASE: Header = {
  id: "a1",
  downRevisions: [],
  dependsOn: [],
  branchLabels: [],
  message: "",
  replaces: [],
};

Deno.test("parseHeader() reads the example of the manual", () => {
  const { header, bodyStart } = parseHeader(EXAMPLE, "a.sql");
  assert.deepEqual(header, {
    ...BASE,
    id: "8f3a1c9be2d4",
    downRevisions: ["51c0d7a9e3b2"],
    message: "add priority to tasks",
    created: "2026-11-21T09:12:44Z",
  });
  assert.equal(EXAMPLE.slice(bodyStart), "-- migrate:up\nSELECT 1;\n");
});

Deno.test("parseHeader() reads every key", () => {
  const text = `-- m
-- revision: a
-- down_revision: b, c
-- branch_labels: core,billing
-- depends_on: d
-- created: 2026-11-21
-- replaces: x, y
-- phase: expand
-- transaction: false
`;
  assert.deepEqual(parseHeader(text, "a.sql").header, {
    id: "a",
    downRevisions: ["b", "c"],
    branchLabels: ["core", "billing"],
    dependsOn: ["d"],
    message: "m",
    created: "2026-11-21",
    replaces: ["x", "y"],
    phase: "expand",
    transaction: false,
  });
});

Deno.test("parseHeader() does not mind marks, blanks and line endings", () => {
  const same: readonly string[] = [
    "-- m\n-- revision: a1\n",
    "-- m\r\n-- revision: a1\r\n\r\n",
    "\ufeff-- m\n-- revision: a1",
    "--m\n--revision:a1",
    "--\tm\t\n--\trevision\t:\ta1\t\n",
    "\n\n-- m\n\n-- revision: a1\n\n\n",
    "/* a licence\n   of two lines */\n-- m\n-- revision: a1\n",
    "-- m\n-- revision: a1\n-- note: something else\n-- and prose\nSELECT 1",
    "-- revision: a1\n".replace(/^/, "-- m\n"),
  ];
  for (const text of same) {
    assert.deepEqual(parseHeader(text, "a.sql").header, { ...BASE, message: "m" }, JSON.stringify(text));
  }
});

Deno.test("parseHeader() takes the message until the first key", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["-- revision: a1\n-- not the message\n", ""],
    ["-- one\n-- two\n--\n--   - three\n-- revision: a1\n", "one\ntwo\n\n  - three"],
    ["-- lint:allow-file x: y\n-- one\n-- revision: a1\n", "one"],
    ["-- \\phase: one\n-- revision: a1\n", "phase: one"],
    ["-- \\o/ yes\n-- revision: a1\n", "\\o/ yes"],
    ["-- Decision: go\n-- revision: a1\n", "Decision: go"],
  ];
  for (const [text, message] of cases) assert.equal(parseHeader(text, "a.sql").header.message, message, text);
});

Deno.test("parseHeader() reads TypeScript comments", () => {
  const text = "// deno-lint-ignore-file\n// m\n// revision: a1\nimport type { X } from './x.ts';\n";
  const { header, bodyStart } = parseHeader(text, "a.ts");
  assert.deepEqual(header, { ...BASE, message: "m" });
  assert.ok(text.slice(bodyStart).startsWith("import"));
});

Deno.test("parseHeader() refuses what it cannot trust, with the line", () => {
  const cases: readonly (readonly [string, RegExp, RegExp?])[] = [
    ["SELECT 1;", /no revision id \(a\.sql\)/, /-- revision: <id>/],
    ["", /no revision id/],
    ["SELECT 1;\n-- revision: a", /below the body \(a\.sql:2\)/],
    ["-- m\n-- revison: a", /Unknown header key 'revison' \(a\.sql:2\)/, /Did you mean 'revision'/],
    ["-- Revision ID: a", /Unknown header key 'Revision ID'/, /'revision'/],
    ["-- revision: a\n-- Revises: b", /'Revises' \(a\.sql:2\)/, /'down_revision'/],
    ["-- revision: a\n-- depends-on: b", /'depends-on'/, /'depends_on'/],
    ["-- revision: a\n-- own_revision: b", /'own_revision'/, /'down_revision'/],
    ["-- revision: a\n-- revision: b", /'revision' stands twice, on lines 1 and 2/],
    ["-- revision:", /revision id is empty/],
    ["-- revision: a b", /Character ' ' is not allowed in revision id 'a b'/],
    ["-- revision: a@b", /Character '@'/],
    ["-- revision: a-b", /Character '-'/],
    ["-- revision: a+b", /Character '\+'/],
    ["-- revision: a:b", /Character ':'/],
    ["-- revision: head", /'head' is not a revision id/],
    ["-- revision: a\n-- down_revision: None", /'None' is not/, /leave the `down_revision:` line out/],
    ["-- revision: a\n-- down_revision: b,,c", /id is empty/],
    ["-- revision: a\n-- down_revision: b, b", /'b' stands twice in down_revision/],
    ["-- revision: a\n-- phase: later", /Unknown phase 'later'/],
    ["-- revision: a\n-- transaction: no", /'no' is neither true nor false/],
    ["-- revision: a\n-- created: yesterday", /'yesterday' is not a time/],
    ["-- revision: a\nSELECT '\0'", /NUL character \(a\.sql:2\)/],
  ];
  for (const [text, message, hint] of cases) {
    assert.throws(() => parseHeader(text, "a.sql"), (error: unknown) => {
      assert.ok(error instanceof ScriptError, String(error));
      assert.match(error.message, message);
      assert.match(error.hint ?? "", hint ?? /./);
      return true;
    }, JSON.stringify(text));
  }
});

Deno.test("hasHeader() tells revisions from their libraries", () => {
  assert.equal(hasHeader("// a library\nexport const x = 1;\n", "a.ts"), false);
  assert.equal(hasHeader("// down_revision: x\nexport const x = 1;\n", "a.ts"), true);
});

const id = fc.stringMatching(/^[0-9a-z_]{1,12}$/).filter((name) => name !== "head" && name !== "base");
const ids = fc.uniqueArray(id, { maxLength: 3 });
const message = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.array(
    fc.constantFrom("phase: x", "\\revision: y", "migrate:up", "lint:allow a", "", "  - b", "a\u2028b"),
  ).map((lines) => lines.join("\n")),
);

Deno.test("parseHeader() reads back what renderHeader() writes", () => {
  fc.assert(
    fc.property(
      fc.record(
        {
          id,
          downRevisions: ids,
          dependsOn: ids,
          branchLabels: ids,
          message,
          replaces: ids,
          created: fc.constant("2026-11-21T09:12:44Z"),
          phase: fc.constantFrom("expand" as const, "contract" as const),
          transaction: fc.boolean(),
        },
        { requiredKeys: ["id", "downRevisions", "dependsOn", "branchLabels", "message", "replaces"] },
      ),
      fc.constantFrom("sql" as const, "typescript" as const),
      (header, language) => {
        const path = language === "sql" ? "a.sql" : "a.ts";
        const text = renderHeader(header, language);
        assert.deepEqual(parseHeader(text, path).header, {
          ...header,
          message: cleanMessage(header.message),
        });
        assert.deepEqual(parseHeader(text, path).bodyStart, text.length);
      },
    ),
  );
});

Deno.test("parseHeader() raises nothing but ScriptError on mutilated files", () => {
  const piece = fc.constantFrom(
    "-- ",
    "revision: a",
    "\n",
    "\r",
    "/*",
    "*/",
    "\\",
    "phase:",
    "\0",
    ",",
    "a b",
    ":",
  );
  fc.assert(fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 3 }))), (pieces) => {
    try {
      parseHeader(pieces.join(""), "a.sql");
    } catch (error) {
      assert.ok(error instanceof ScriptError, String(error));
    }
  }));
});
