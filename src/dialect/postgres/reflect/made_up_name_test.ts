import assert from "node:assert/strict";
import { madeUpName } from "./made_up_name.ts";

Deno.test("madeUpName() joins what there is", () => {
  assert.equal(madeUpName("task", "owner_id", "fkey"), "task_owner_id_fkey");
  assert.equal(madeUpName("task", "", "pkey"), "task_pkey");
});

Deno.test("madeUpName() cuts the longer half first, as the server does", () => {
  const table = "long_names_long_names_long_names_long_names_long_names_long_n";
  const column = "a_very_long_column_name_that_goes_on_and_on_and_on_y";
  assert.equal(
    madeUpName(table, column, "key"),
    "long_names_long_names_long_na_a_very_long_column_name_that__key",
  );
  assert.equal(
    madeUpName(table, "id", "seq"),
    "long_names_long_names_long_names_long_names_long_names_l_id_seq",
  );
});

Deno.test("madeUpName() leaves no half of a character", () => {
  const name = madeUpName("é".repeat(31), "", "pkey");
  assert.equal(name, `${"é".repeat(29)}_pkey`);
  assert.ok(new TextEncoder().encode(name).length <= 63);
});
