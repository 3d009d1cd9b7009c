import assert from "node:assert/strict";
import { formatArchive, parseArchive, section } from "./archive.ts";

const TEXT = "what it shows\n-- input --\nSELECT 1;\n-- not a marker\n-- empty --\n-- two words --\nlast\n";

Deno.test("parseArchive() gives the comment and the sections in order", () => {
  const archive = parseArchive(TEXT);
  assert.equal(archive.comment, "what it shows\n");
  assert.deepEqual([...archive.sections], [
    ["input", "SELECT 1;\n-- not a marker\n"],
    ["empty", ""],
    ["two words", "last\n"],
  ]);
});

Deno.test("formatArchive() writes what parseArchive() read", () => {
  assert.equal(formatArchive(parseArchive(TEXT)), TEXT);
});

Deno.test("formatArchive() ends a section's last line", () => {
  assert.equal(
    formatArchive({ comment: "c", sections: new Map([["a", "1"], ["b", "2"]]) }),
    "c\n-- a --\n1\n-- b --\n2\n",
  );
});

Deno.test("parseArchive() refuses a name that stands twice", () => {
  assert.throws(() => parseArchive("-- a --\n-- a --\n"), /The section 'a' stands twice/);
});

Deno.test("section() throws when the section is missing", () => {
  assert.throws(() => section(parseArchive(TEXT), "output"), /The section 'output' is missing/);
});
