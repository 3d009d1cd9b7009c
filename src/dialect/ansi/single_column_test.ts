import assert from "node:assert/strict";
import { postgresLexicon } from "../postgres/lexicon.ts";
import { hasSingleColumn } from "./single_column.ts";

const CASES: readonly (readonly [sql: string, single: boolean])[] = [
  ["SELECT count(*) = 0 FROM task", true],
  ["SELECT 1", true],
  ["select (select 1, 2) is null from a, b", true],
  ["WITH a (x, y) AS (SELECT 1, 2) SELECT x * y FROM a", true],
  ["SELECT DISTINCT a FROM b", true],
  ["SELECT a, b FROM c", false],
  ["SELECT * FROM c", false],
  ["SELECT c.* FROM c", false],
  ["SELECT DISTINCT * FROM c", false],
  ["VALUES (1, 2)", false],
  ["SHOW search_path", false],
];

Deno.test("hasSingleColumn() counts the columns of the outermost select list", () => {
  for (const [sql, single] of CASES) assert.equal(hasSingleColumn(sql, postgresLexicon), single, sql);
});
