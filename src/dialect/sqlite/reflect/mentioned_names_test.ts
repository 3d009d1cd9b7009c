import assert from "node:assert/strict";
import { mentionedNames } from "./mentioned_names.ts";

const CASES: readonly (readonly [string, ...string[]])[] = [
  ["CREATE VIEW v AS SELECT a, b FROM c, d AS e JOIN f ON g = h, i WHERE j IN k", "c", "d", "f", "i", "k"],
  [
    "CREATE VIEW v AS SELECT a FROM (b, (c JOIN [D d])), json_each(e.f, g) WHERE h IN (i, j)",
    "b",
    "c",
    "d d",
    "json_each",
  ],
  [
    "CREATE VIEW v AS SELECT a IS NOT DISTINCT FROM b, (SELECT max(c, d) FROM main.\"E\") FROM 'f' ORDER BY g, h",
    "e",
    "f",
  ],
  [
    "CREATE VIEW v AS WITH a AS (SELECT * FROM b), c(x, y) AS NOT MATERIALIZED (SELECT 1, 2 FROM a) SELECT * FROM a, c, main.a",
    "b",
    "a",
  ],
  ["CREATE VIEW v AS SELECT * FROM (WITH a AS (SELECT 1) SELECT * FROM a) JOIN a", "a"],
  ["CREATE VIEW v AS SELECT 1 -- FROM a\n/* FROM b */ UNION SELECT 'FROM c' FROM d GROUP BY e, f", "d"],
  [
    "CREATE TRIGGER t AFTER DELETE ON a BEGIN INSERT OR REPLACE INTO b (c, d) SELECT 1, e FROM f WHERE true ON CONFLICT DO UPDATE SET g = h, i = j; " +
    "UPDATE OR IGNORE k SET l = m FROM n, o; DELETE FROM p WHERE q NOT IN r; REPLACE INTO s VALUES (1, t), (2, u); END",
    "b",
    "f",
    "k",
    "n",
    "o",
    "p",
    "r",
    "s",
  ],
];

Deno.test("mentionedNames() finds the tables that a text uses, and nothing else", () => {
  for (const [sql, ...names] of CASES) {
    const found = [...mentionedNames(sql)].filter((name) => !/^on$/.test(name));
    assert.deepEqual(found.sort(), names.sort(), sql);
  }
});
