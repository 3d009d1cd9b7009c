import assert from "node:assert/strict";
import fc from "fast-check";
import { DEFAULT_FILE_TEMPLATE, fileName, slugOf } from "./file_name.ts";

const date = new Date("2026-11-21T09:12:44.567Z");

function name(template: string, message = "Add users", revision = "8f3a1c9be2d4"): string {
  return fileName(template, { revision, message, date, language: "sql" });
}

Deno.test("fileName() fills every token in, in UTC", () => {
  assert.equal(name(DEFAULT_FILE_TEMPLATE), "20261121091244_8f3a1c9be2d4_add_users.sql");
  assert.equal(name("{year}-{month}-{day}T{hour}.{minute}.{second}"), "2026-11-21T09.12.44.sql");
  assert.equal(name("{epoch}_{slug}"), "1795252364_add_users.sql");
  assert.equal(name("{year}/{month}/{revision}"), "2026/11/8f3a1c9be2d4.sql");
  assert.equal(
    fileName("{revision}", { revision: "a", message: "", date, language: "typescript" }),
    "a.ts",
  );
});

Deno.test("fileName() leaves no blank behind for a missing message, and no time twice", () => {
  assert.equal(name(DEFAULT_FILE_TEMPLATE, ""), "20261121091244_8f3a1c9be2d4.sql");
  assert.equal(name("{slug}_{revision}", "!!!"), "8f3a1c9be2d4.sql");
  assert.equal(name(DEFAULT_FILE_TEMPLATE, "x", "20261121091244"), "20261121091244_x.sql");
});

Deno.test("fileName() stays inside the directory, whatever message and id say", () => {
  assert.equal(name("{slug}", "../../etc/passwd\n\0"), "etc_passwd.sql");
  assert.equal(name("{revision}_{slug}", "x", "../a/b"), "a_b_x.sql");
  fc.assert(fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (message, revision) => {
    const made = name(DEFAULT_FILE_TEMPLATE, message, revision);
    assert.doesNotMatch(made, /[\/\\\0\n"'\s]|\.\./);
    assert.ok(new TextEncoder().encode(made).length < 255 || revision.length > 20, made);
  }));
});

Deno.test("fileName() refuses templates that cannot work", () => {
  const refused = (template: string, message: RegExp) => assert.throws(() => name(template), message);
  refused("{rev}_{slug}", /Unknown token '\{rev\}'/);
  refused("../{slug}", /gives a name without letters or digits/);
  refused("/{slug}", /gives a name without/);
  refused("", /gives a name without/);
});

Deno.test("slugOf() keeps letters and digits of every script and cuts at a whole word", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["Add  users-table!", "add_users_table"],
    ["Größe ändern", "größe_ändern"],
    ["表を追加 2", "表を追加_2"],
    ["🐘 elephant", "elephant"],
    ["🐘", ""],
    ["", ""],
    ["a".repeat(50), "a".repeat(40)],
    ["one two three four five six seven eight nine ten", "one_two_three_four_five_six_seven_eight"],
  ];
  for (const [message, slug] of cases) assert.equal(slugOf(message), slug);
});
