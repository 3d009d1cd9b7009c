import assert from "node:assert/strict";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { runProcess } from "../support/process.ts";
import { cleanEnvironment, retort, retortCommand, ROOT } from "../support/retort.ts";
import type { TestDatabase } from "../support/test_database.ts";

const PAGE = await Deno.readTextFile(`${ROOT}/docs/production.md`);

/** The fenced blocks of the page: what stands behind the fence, and the text. */
const BLOCKS = [...PAGE.matchAll(/^```([^\n]*)\n([\s\S]*?)^```$/gm)].map(([, info = "", text = ""]) => ({
  info,
  text,
}));

/** `sh` is for all engines, `sh postgres mysql` for those two. */
function isFor(info: string, engine: string): boolean {
  const [language, ...engines] = info.split(" ");
  return language === "sh" && (engines.length === 0 || engines.includes(engine));
}

/** A folder as the page's reader has it: retort on PATH, the sample's files, the clients' settings. */
async function prepare({ engine, url, folder }: TestDatabase): Promise<Record<string, string>> {
  const { program, leading } = retortCommand();
  const words = [program, ...leading].map((word) => `'${word}'`).join(" ");
  await Deno.mkdir(`${folder}/bin`);
  await Deno.writeTextFile(`${folder}/bin/retort`, `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o755 });
  await runProcess("cp", ["-r", `${ROOT}/migrations`, `${folder}/migrations`]);
  const settings = BLOCKS.find(({ info }) => info === "jsonc")?.text ?? assert.fail();
  await Deno.writeTextFile(`${folder}/retort.jsonc`, settings);
  const clean = cleanEnvironment();
  const env = { ...clean, PATH: `${folder}/bin:${clean.PATH}` };
  if (engine === "sqlite") return { ...env, DATABASE_URL: "sqlite:app.db", COPY_URL: "sqlite:copy.db" };
  const { username, password, hostname, port, pathname } = new URL(url);
  const options = { user: username, password: `"${decodeURIComponent(password)}"`, host: hostname, port };
  const lines = Object.entries(options).map(([key, value]) => `${key}=${value}\n`).join("");
  await Deno.writeTextFile(`${folder}/shop.cnf`, `[client]\n${lines}protocol=tcp\n`);
  const DATABASE = pathname.slice(1);
  const COPY = `${DATABASE}_copy`;
  return { ...env, DATABASE_URL: url, DATABASE, COPY, COPY_URL: url.replace(/[^/]*$/, COPY) };
}

forEachDialect("the runbook of docs/production.md runs as it is written", async (database) => {
  const { engine, folder: cwd, sql } = database;
  const env = await prepare(database);
  const run = await retort(["upgrade", "51c0d7a9e3b2"], { cwd, env });
  assert.equal(run.code, 0, run.stderr);
  const script = BLOCKS.filter(({ info }) => isFor(info, engine)).map(({ text }) => text);
  assert.ok(script.length >= 9, "the page has all its steps");
  try {
    const options = { cwd, env, clearEnv: true };
    const { code, stdout, stderr } = await runProcess("sh", ["-e", "-c", script.join("\n")], options);
    assert.equal(code, 0, `${stderr}\n${stdout}`);
    assert.match(stdout, /^pending {3}7$/m);
    assert.match(stdout, /^Took back 7 revisions in .*: the database is at 51c0d7a9e3b2$/m);
    assert.equal(await Deno.readTextFile(`${cwd}/before.revision`), "51c0d7a9e3b2\n");
    assert.match(await Deno.readTextFile(`${cwd}/upgrade.log`), /^20\S+Z info {4}Running upgrade /m);
    assert.match(await Deno.readTextFile(`${cwd}/upgrade.sql`), /priority/);
    const after = await retort(["current"], { cwd, env });
    assert.equal(after.stdout, "51c0d7a9e3b2\n", "the backup was restored");
  } finally {
    if (env.COPY !== undefined) await sql(`DROP DATABASE IF EXISTS ${env.COPY}`);
  }
});

Deno.test("docs/production.md explains messages that retort has", async () => {
  const files = await runProcess("grep", ["-rh", "--include=*.ts", "", `${ROOT}/src`]);
  const source = files.stdout.replace(/` \+\s*`|" \+\s*"/g, "");
  const messages = [...PAGE.slice(PAGE.indexOf("## Messages")).matchAll(/^\| `([^`]+)` /gm)];
  assert.ok(messages.length > 10);
  for (const [, message = ""] of messages) assert.ok(source.includes(message), message);
});
