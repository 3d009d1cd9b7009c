import assert from "node:assert/strict";
import { plainColumn } from "../../../schema/column.ts";
import { tidyDefault } from "./tidy_default.ts";

function tidied(type: string, sql: string): string {
  const column = plainColumn("c", { kind: "native", sql: type });
  const { default: byDefault } = tidyDefault({ ...column, default: { kind: "expression", sql } });
  return byDefault.kind === "expression" ? byDefault.sql : "";
}

Deno.test("tidyDefault() takes casts away that the column implies", () => {
  assert.equal(tidied("character varying(20)", "'it''s'::character varying"), "'it''s'");
  assert.equal(tidied("character(4)", "'ab'::bpchar"), "'ab'");
  assert.equal(tidied("app.mood", "'ok'::app.mood"), "'ok'");
  assert.equal(tidied("text[]", "'{}'::text[]"), "'{}'");
});

Deno.test("tidyDefault() keeps casts to other types and all that is no literal", () => {
  for (const sql of ["'1'::text", "('a'::text || 'b'::text)", "now()", "'a'::text COLLATE x"]) {
    assert.equal(tidied("integer", sql), sql);
    assert.equal(tidied("text[]", sql), sql);
  }
});

Deno.test("tidyDefault() writes a negative number as one, if it is read back as the same type", () => {
  assert.equal(tidied("bigint", "'-1'::integer"), "-1");
  assert.equal(tidied("bigint", "'-9999999999'::bigint"), "-9999999999");
  assert.equal(tidied("integer", "'-1'::bigint"), "'-1'::bigint");
  assert.equal(tidied("numeric(10,2)", "'-1.5'::numeric"), "-1.5");
});
