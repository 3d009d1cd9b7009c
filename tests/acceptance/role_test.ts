import assert from "node:assert/strict";
import { chain } from "../support/chain.ts";
import { createAccount } from "../support/accounts.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort } from "../support/retort.ts";
import { writeScripts } from "../support/write_scripts.ts";

forEachDialect("--role is taken on before the ledger is read, and owns what is made", async (database) => {
  const { folder, sql } = database;
  await using account = await createAccount(database, "s3cret", "connect");
  const role = `role_of_${account.name}`;
  await sql(`CREATE ROLE ${role}; GRANT ${role} TO ${account.name}; ALTER ROLE ${account.name} NOINHERIT;
    REVOKE ALL ON SCHEMA public FROM PUBLIC, ${account.name}; GRANT ALL ON SCHEMA public TO ${role}`);
  try {
    const [first = "", second = ""] = chain(["aaaaaaaaaaaa", "bbbbbbbbbbbb"]);
    await writeScripts(`${folder}/migrations`, { "a.sql": first, "b.sql": second });
    const env = { DATABASE_URL: account.urlWith(`${account.name}:s3cret`), RETORT_ROLE: role };
    for (const command of [["upgrade", "+1"], ["upgrade"], ["current"], ["status"], ["downgrade", "-1"]]) {
      const { code, stderr } = await retort(command, { cwd: folder, env });
      assert.equal(code, 0, `${command.join(" ")}: ${stderr}`);
    }
    assert.deepEqual(
      await sql("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"),
      [[role]],
    );
    const nobody = await retort(["current", "--role", "nobody_has_this"], { cwd: folder, env });
    assert.notEqual(nobody.code, 0);
    assert.match(
      nobody.stderr,
      /Cannot take on the role 'nobody_has_this': role "nobody_has_this" does not exist/,
    );
    assert.match(nobody.stderr, /^hint: Create the role/m);
  } finally {
    await sql(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  }
}, { engines: ["postgres"] });

forEachDialect(
  "a role that is gone in mid-run stops the step that needs it",
  async ({ folder, sql, url }) => {
    const role = `role_${crypto.randomUUID().slice(0, 8)}`;
    await sql(`CREATE ROLE ${role}; GRANT ALL ON SCHEMA public TO ${role}`);
    const [first = "", second = ""] = chain(["aaaaaaaaaaaa", "bbbbbbbbbbbb"]);
    const renamed = first.replace(
      "-- migrate:up\n",
      `-- migrate:up\nRESET ROLE;\nALTER ROLE ${role} RENAME TO ${role}_gone;\n`,
    );
    try {
      await writeScripts(`${folder}/migrations`, { "a.sql": renamed, "b.sql": second });
      const { code, stderr } = await retort(["upgrade", "--role", role], {
        cwd: folder,
        env: { DATABASE_URL: url },
      });
      assert.equal(code, 1, stderr);
      assert.match(stderr, new RegExp(`role "${role}" does not exist`));
      assert.deepEqual(await sql("SELECT revision FROM retort_ledger"), [["aaaaaaaaaaaa"]]);
    } finally {
      await sql(`DROP OWNED BY ${role}_gone; DROP ROLE ${role}_gone`);
    }
  },
  { engines: ["postgres"] },
);
