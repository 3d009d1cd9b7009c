import assert from "node:assert/strict";
import { inLists } from "./in_lists.ts";

Deno.test("inLists() writes a varchar's list as a person does", () => {
  const list = "ARRAY['it''s'::character varying, E'\\\\'::character varying]";
  assert.equal(inLists(`"a b".state::text = ANY (${list}::text[])`), `"a b".state IN ('it''s', E'\\\\')`);
  assert.equal(inLists(`((state)::text <> ALL ((${list})::text[]))`), "(state NOT IN ('it''s', E'\\\\'))");
});

Deno.test("inLists() leaves alone what is no column with a list of varchars", () => {
  for (
    const sql of [
      "state = ANY (ARRAY['a'::text, 'b'::text])",
      "lower(state)::text = ANY (ARRAY['a'::character varying]::text[])",
      "state::text = ANY (names::text[])",
      "(a || b)::text = ANY (ARRAY['a'::character varying]::text[])",
    ]
  ) assert.equal(inLists(sql), sql);
});
