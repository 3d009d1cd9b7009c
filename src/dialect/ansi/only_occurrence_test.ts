import assert from "node:assert/strict";
import { onlyOccurrence } from "./only_occurrence.ts";

Deno.test("onlyOccurrence() finds a name, quoted or qualified, that stands once", () => {
  const sql = "SELECT 漢, `a.b`, nope FROM Person p JOIN person_role r";
  const cases: readonly (readonly [string, string | undefined])[] = [
    ["nope", "nope FROM"],
    ["app.person", "Person p"],
    ['"nope"', "nope FROM"],
    ["`nope`", "nope FROM"],
    ["person_role", "person_role r"],
    ["missing", undefined],
    ["", undefined],
  ];
  for (const [name, found] of cases) {
    const at = onlyOccurrence(sql, name);
    assert.equal(at === undefined ? undefined : sql.slice(at).startsWith(found ?? "\0"), found && true, name);
  }
  assert.equal(onlyOccurrence("SELECT x, x FROM t", "x"), undefined);
});
