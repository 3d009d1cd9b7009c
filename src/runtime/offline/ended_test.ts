import assert from "node:assert/strict";
import { postgresLexicon } from "../../dialect/postgres/lexicon.ts";
import { postgresOffline } from "../../dialect/postgres/offline.ts";
import { ended } from "./ended.ts";

Deno.test("ended() keeps a comment at a statement's end from taking the delimiter in", () => {
  const end = (statement: string) => ended(statement, postgresOffline, postgresLexicon);
  assert.equal(end("SELECT 1"), "SELECT 1;\n");
  assert.equal(end("SELECT 1 -- it's 'one'"), "SELECT 1 -- it's 'one'\n;\n");
  assert.equal(end("SELECT '--', '#fff'"), "SELECT '--', '#fff';\n");
});
