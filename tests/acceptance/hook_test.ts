import assert from "node:assert/strict";
import { chain } from "../support/chain.ts";
import { forEachDialect } from "../support/for_each_dialect.ts";
import { retort } from "../support/retort.ts";
import { writeScripts } from "../support/write_scripts.ts";

const [FIRST = "", SECOND = ""] = chain(["aaaaaaaaaaaa", "bbbbbbbbbbbb"]);

const CONFIG = `import type { Config } from "./migrations/retort.d.ts";
const note = (line: string) => Deno.writeTextFileSync("calls.txt", line + "\\n", { append: true });
export default {
  url: ({ x, tag, profile }) => x["database"] ?? \`sqlite:\${tag ?? profile ?? "none"}.db\`,
  profiles: { production: {} },
  beforeUpgrade({ revisions, dialect, tag, x }) {
    note(["before", dialect, tag, ...revisions.map(({ revision }) => revision)].join(" "));
    if (x["stop"] === "before") throw new Error("the window is closed");
  },
  async afterStep({ revision, direction, durationMs, tag, x }) {
    await Promise.resolve();
    note(["after", direction, revision, tag, durationMs >= 0].join(" "));
    if (x["stop"] === revision) throw new Error("nobody listens");
  },
} satisfies Config;
`;

forEachDialect("beforeUpgrade and afterStep see what runs, with --tag and -x", async (database) => {
  await writeScripts(database.folder, {
    "migrations/a.sql": FIRST,
    "migrations/b.sql": SECOND,
    "retort.config.ts": CONFIG,
  });
  const run = (...args: string[]) =>
    retort(["-x", `database=${database.url}`, ...args], { cwd: database.folder });
  const calls = async () => {
    const text = await Deno.readTextFile(`${database.folder}/calls.txt`).catch(() => "");
    await Deno.writeTextFile(`${database.folder}/calls.txt`, "");
    return text.split("\n").slice(0, -1);
  };
  const stopped = await run("-x", "stop=before", "upgrade");
  assert.equal(stopped.code, 1);
  assert.match(
    stopped.stderr,
    /beforeUpgrade of retort\.config\.ts failed: the window is closed\nhint: Nothing was run/,
  );
  await assert.rejects(database.sql("SELECT * FROM t_aaaaaaaaaaaa"));
  await calls();

  const half = await run("-x", "stop=aaaaaaaaaaaa", "upgrade", "--tag", "night");
  assert.equal(half.code, 1);
  assert.match(half.stderr, /afterStep of retort\.config\.ts failed: nobody listens/);
  assert.deepEqual(await calls(), [
    `before ${database.engine} night aaaaaaaaaaaa bbbbbbbbbbbb`,
    "after upgrade aaaaaaaaaaaa night true",
  ]);
  assert.match((await run("current")).stdout, /^aaaaaaaaaaaa/);

  assert.equal((await run("upgrade", "--dry-run")).code, 0);
  assert.deepEqual(await calls(), []);
  assert.equal((await run("upgrade")).code, 0);
  assert.equal((await run("downgrade", "-1")).code, 0);
  assert.deepEqual(await calls(), [
    `before ${database.engine}  bbbbbbbbbbbb`,
    "after upgrade bbbbbbbbbbbb  true",
    "after downgrade bbbbbbbbbbbb  true",
  ]);
  assert.match((await run("upgrade")).stdout, /^Applied 1 revision/);
  await calls();
  assert.match((await run("upgrade")).stdout, /^Nothing to do/);
  assert.deepEqual(await calls(), []);
});

forEachDialect("with --transaction all, afterStep is called when all is committed", async (database) => {
  const failing = SECOND.replace("CREATE TABLE", "CREATE TABEL");
  await writeScripts(database.folder, {
    "migrations/a.sql": FIRST,
    "migrations/b.sql": failing,
    "retort.config.ts": CONFIG,
  });
  const run = () =>
    retort(["-x", `database=${database.url}`, "upgrade", "--transaction", "all"], { cwd: database.folder });
  assert.equal((await run()).code, 1);
  const calls = () => Deno.readTextFile(`${database.folder}/calls.txt`);
  assert.doesNotMatch(await calls(), /after/);
  await writeScripts(database.folder, { "migrations/b.sql": SECOND });
  assert.equal((await run()).code, 0);
  assert.equal([...(await calls()).matchAll(/^after upgrade/gm)].length, 2);
}, { engines: ["sqlite", "postgres"] });

Deno.test("a URL function is told the tag and the profile", async () => {
  const folder = await Deno.makeTempDir({ prefix: "retort_test_" });
  await writeScripts(folder, { "migrations/a.sql": FIRST, "retort.config.ts": CONFIG });
  for (const [args, file] of [[["--tag", "night"], "night.db"], [[], "production.db"]] as const) {
    const { code, stderr } = await retort(["-n", "production", "upgrade", ...args], { cwd: folder });
    assert.equal(code, 0, stderr);
    assert.ok((await Deno.stat(`${folder}/${file}`)).isFile);
  }
  await Deno.remove(folder, { recursive: true });
});
