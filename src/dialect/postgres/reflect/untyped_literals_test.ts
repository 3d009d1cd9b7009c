import assert from "node:assert/strict";
import { untypedLiterals } from "./untyped_literals.ts";

Deno.test("untypedLiterals() takes the type off literals that have no name", () => {
  assert.equal(
    untypedLiterals(` SELECT a.id,
    'x'::text AS kind,
    NULL::timestamp with time zone AS at
   FROM a
UNION ALL
 SELECT b.id,
    'it''s'::text,
    NULL::timestamp with time zone
   FROM b
UNION ALL
 SELECT '-1'::integer,
    'c'::character varying(20),
    '-1.5'::numeric`),
    ` SELECT a.id,
    'x'::text AS kind,
    NULL::timestamp with time zone AS at
   FROM a
UNION ALL
 SELECT b.id,
    'it''s',
    NULL
   FROM b
UNION ALL
 SELECT -1,
    'c',
    -1.5`,
  );
});

Deno.test("untypedLiterals() leaves literals alone that are no column of a list", () => {
  for (
    const query of [
      "SELECT ARRAY['a'::text, 'b'::text] AS x, f('a'::text, NULL::integer) FROM t WHERE 'a'::text = b",
      "SELECT x FROM ( VALUES ('a'::text,1), (NULL::text,2)) v(x, y) GROUP BY 'a'::text, x",
      "SELECT 'a'::text || 'b'::text, 'SELECT ''x''::text, '::text AS y, x COLLATE \"C\"",
      "SELECT x IS DISTINCT FROM 'a'::text FROM t",
    ]
  ) assert.equal(untypedLiterals(query), query);
});

Deno.test("untypedLiterals() sees subqueries and DISTINCT ON", () => {
  assert.equal(
    untypedLiterals(
      "SELECT DISTINCT ON ('a'::text) 'b'::text FROM t WHERE (EXISTS ( SELECT NULL::text FROM u))",
    ),
    "SELECT DISTINCT ON ('a'::text) 'b' FROM t WHERE (EXISTS ( SELECT NULL FROM u))",
  );
});
