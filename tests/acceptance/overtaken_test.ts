import assert from "node:assert/strict";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort } from "../support/retort.ts";
import { startRetort } from "../support/running_retort.ts";
import { writeScripts } from "../support/write_scripts.ts";

const SLOW = `-- slow
-- revision: aaaaaaaaaaaa

-- migrate:up
CREATE TABLE one (id integer);
SELECT pg_sleep(3);
-- migrate:down
DROP TABLE one;
`;

forEachDialect("who runs without the lock and is overtaken says no more than it knows", async (database) => {
  const options = { cwd: database.folder, env: { DATABASE_URL: database.url } };
  await writeScripts(`${database.folder}/migrations`, { "a.sql": SLOW });
  assert.equal((await retort(["ensure_version"], options)).code, 0);
  const first = startRetort(["upgrade"], options).ended;
  const second = await startRetort(["upgrade", "--no-lock"], options).ended;
  const { code, stderr } = [await first, second].find((each) => each.code !== 0) ?? second;
  assert.equal(code, 1, stderr);
  assert.match(stderr, /^hint: Another runner was quicker: look at `retort status`/m);
  assert.doesNotMatch(stderr, /the database stands at/);
  assert.equal((await retort(["status"], options)).code, 0);
}, { engines: ["postgres"] });
