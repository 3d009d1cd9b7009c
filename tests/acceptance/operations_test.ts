import assert from "node:assert/strict";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { operationRevisions } from "../support/operation_revisions.ts";
import { retort } from "../support/retort.ts";
import { dumpDatabase, runScript } from "../support/script_client.ts";
import { createTestDatabase, type TestDatabase } from "../support/test_database.ts";
import { writeScripts } from "../support/write_scripts.ts";

async function run({ folder, url }: TestDatabase, ...args: string[]): Promise<void> {
  const { code, stderr } = await retort(args, { cwd: folder, env: { DATABASE_URL: url } });
  assert.equal(code, 0, stderr);
}

/** Writes a script without a connection and runs it as a person would. */
async function byHand({ engine, folder, url }: TestDatabase, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await retort([...args, "--sql"], {
    cwd: folder,
    env: { RETORT_DIALECT: engine },
  });
  assert.equal(code, 0, stderr);
  const ran = await runScript(engine, url, stdout);
  assert.equal(ran.code, 0, ran.stderr);
  return stdout;
}

forEachDialect(
  "every call of op runs up and down, and its script leaves the same database",
  async (online) => {
    await using offline = await createTestDatabase(online.engine);
    const dump = ({ engine, url }: TestDatabase) => dumpDatabase(engine, url);
    for (const { folder } of [online, offline]) {
      await writeScripts(`${folder}/migrations`, operationRevisions(online.engine));
    }
    await run(online, "upgrade", "aaaa");
    await byHand(offline, "upgrade", "base:aaaa");
    const first = await dump(online);
    assert.equal(await dump(offline), first);
    await run(online, "upgrade");
    await byHand(offline, "upgrade", "aaaa:head");
    assert.equal(await dump(offline), await dump(online));
    await run(online, "downgrade", "aaaa");
    await byHand(offline, "downgrade", "head:aaaa");
    const back = await dump(online);
    assert.equal(await dump(offline), back);
    await run(online, "upgrade");
    await run(online, "downgrade", "base");
    assert.doesNotMatch(await dump(online), /CREATE (?!TABLE.*(retort_|sqlite_))/);
  },
  { engines: ["postgres", "mysql"] },
);
