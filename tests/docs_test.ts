import assert from "node:assert/strict";
import { cleanEnvironment, ROOT } from "./support/retort.ts";
import { runProcess } from "./support/process.ts";

/** The text of a page's fenced blocks of one kind. */
async function blocks(info: string, page = "README.md"): Promise<string[]> {
  const text = await Deno.readTextFile(`${ROOT}/${page}`);
  return [...text.matchAll(/^```([^\n]*)\n([\s\S]*?)^```$/gm)]
    .filter((match) => match[1] === info)
    .map((match) => match[2] ?? "");
}

const CODE = ["scripts", "src", "main.ts", "deno.json", "deno.lock"];

/** A folder that looks like a fresh clone, and may be written to. */
async function clone(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "retort_docs_" });
  for (const name of CODE) await Deno.symlink(`${ROOT}/${name}`, `${folder}/${name}`);
  await Deno.copyFile(`${ROOT}/.env`, `${folder}/.env`);
  await runProcess("cp", ["-r", `${ROOT}/migrations`, `${folder}/migrations`]);
  return folder;
}

Deno.test("the README's first command applies the sample, and says so when run again", async () => {
  const cwd = await clone();
  const [command = ""] = await blocks("sh");
  assert.equal(command, "sh scripts/run.sh upgrade head\n");
  const options = { cwd, env: cleanEnvironment(), clearEnv: true };
  const first = await runProcess("sh", ["-c", command], options);
  assert.equal(first.code, 0, first.stderr);
  assert.match(first.stdout, /^Applied 9 revisions in \d+ ms/);
  const again = await runProcess("sh", ["-c", command], options);
  assert.equal(again.stdout, "Nothing to do: the database is at 0a6f2be7d98c\n");
  await Deno.remove(cwd, { recursive: true });
});

Deno.test("the README's tour works when pasted", async () => {
  const cwd = await clone();
  const [tour = ""] = await blocks("sh tour");
  const options = { cwd, env: cleanEnvironment(), clearEnv: true };
  const { code, stdout, stderr } = await runProcess("sh", ["-e", "-c", tour], options);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^pending {3}9$/m);
  assert.match(stdout, /^exit code 3$/m);
  assert.match(stdout, /^c4d85e0b13f6$/m);
  assert.match(stdout, /^Applied 2 revisions in \d+ ms: the database is at d0e5a7c1f2b4$/m);
  assert.match(stdout, /^Took back 10 revisions/m);
  const left = (await Array.fromAsync(Deno.readDir(cwd), ({ name }) => name)).filter((name) =>
    !CODE.includes(name) && name !== ".tools"
  );
  assert.deepEqual(left.sort(), [".env", "migrations"]);
  await Deno.remove(cwd, { recursive: true });
});

Deno.test("docs/offline.md writes a script that sqlite3 runs", async () => {
  const cwd = await clone();
  const [commands = ""] = await blocks("sh offline", "docs/offline.md");
  const tour = `retort() { sh scripts/run.sh "$@"; }\n${commands}`;
  const options = { cwd, env: cleanEnvironment(), clearEnv: true };
  const { code, stdout, stderr } = await runProcess("sh", ["-e", "-c", tour], options);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^applied {3}9$/m);
  await Deno.remove(cwd, { recursive: true });
});

Deno.test("docs/plans.md writes a plan and runs it", async () => {
  const cwd = await clone();
  const commands = (await blocks("sh plan", "docs/plans.md")).join("");
  const tour = `retort() { sh scripts/run.sh "$@"; }\n${commands}`;
  const options = { cwd, env: cleanEnvironment(), clearEnv: true };
  const { code, stdout, stderr } = await runProcess("sh", ["-e", "-c", tour], options);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^Nothing was run: 3 revisions would take the database from base to 8f3a1c9be2d4$/m);
  assert.match(stdout, /^Applied 9 revisions in \d+ ms/m);
  await Deno.remove(cwd, { recursive: true });
});

Deno.test("docs/repair.md settles what stopped half-way", async () => {
  const cwd = await clone();
  const [commands = ""] = await blocks("sh repair", "docs/repair.md");
  const tour = `retort() { sh scripts/run.sh "$@"; }\nretort upgrade\n${commands}`;
  const options = { cwd, env: cleanEnvironment(), clearEnv: true };
  const { code, stdout, stderr } = await runProcess("sh", ["-e", "-c", tour], options);
  assert.equal(code, 0, stderr);
  assert.match(
    stdout,
    /^exit code 1\n[^]*^half-done d0e5a7c1f2b4: upgrading, 1 statement done$[^]*^exit code 7$/m,
  );
  assert.match(stderr, /^Recorded: statement 2 of 3 is done$/m);
  assert.match(stdout, /^Settled d0e5a7c1f2b4: run `retort upgrade` again to go on$/m);
  assert.match(stdout, /^Applied 1 revision in \d+ ms: the database is at d0e5a7c1f2b4$/m);
  await Deno.remove(cwd, { recursive: true });
});

Deno.test("docs/dump.md writes a schema that sqlite3 makes again", async () => {
  const cwd = await clone();
  const [commands = ""] = await blocks("sh dump", "docs/dump.md");
  const tour = `retort() { sh scripts/run.sh "$@"; }\n${commands}`;
  const env = { ...cleanEnvironment(), DATABASE_URL: "sqlite:dumped.db" };
  const { code, stdout, stderr } = await runProcess("sh", ["-e", "-c", tour], { cwd, env, clearEnv: true });
  assert.equal(code, 0, stdout + stderr);
  assert.match(await Deno.readTextFile(`${cwd}/schema.sql`), /^CREATE TABLE task \(\n {2}id /m);
  await Deno.remove(cwd, { recursive: true });
});

Deno.test("docs/operating.md brings a database up and takes it away", async () => {
  const cwd = await clone();
  const [up = "", down = ""] = await blocks("sh operate", "docs/operating.md");
  const [doctor = ""] = await blocks("sh doctor", "docs/operating.md");
  const commands = up + doctor + down;
  const tour = `retort() { sh scripts/run.sh "$@"; }\n${commands}`;
  const options = { cwd, env: cleanEnvironment(), clearEnv: true };
  const { code, stdout, stderr } = await runProcess("sh", ["-e", "-c", tour], options);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /^Created the database sample\.db$/m);
  assert.match(stdout, /^All is well$/m);
  assert.match(stdout, /^The database is at 0a6f2be7d98c\nDropped the database sample\.db$/m);
  await Deno.remove(cwd, { recursive: true });
});

Deno.test("docs/hooks.md has a configuration that works", async () => {
  const cwd = await clone();
  const [config = ""] = await blocks("ts hooks", "docs/hooks.md");
  const [commands = ""] = await blocks("sh hooks", "docs/hooks.md");
  await Deno.writeTextFile(`${cwd}/retort.config.ts`, config);
  await Deno.remove(`${cwd}/.env`);
  const tour = `retort() { sh scripts/run.sh "$@"; }\n${commands}`;
  const options = { cwd, env: cleanEnvironment(), clearEnv: true };
  const { code, stderr } = await runProcess("sh", ["-e", "-c", tour], options);
  assert.equal(code, 0, stderr);
  assert.equal([...stderr.matchAll(/^upgrade of \w{12}: quick$/gm)].length, 9);
  assert.ok((await Deno.stat(`${cwd}/acme.db`)).isFile);
  await Deno.remove(cwd, { recursive: true });
});

Deno.test("the README's revisions are revisions", async () => {
  const folder = await clone();
  const [sql = ""] = await blocks("sql");
  const [ts = ""] = await blocks("ts");
  for await (const { name } of Deno.readDir(`${folder}/migrations`)) {
    if (/8f3a1c9be2d4|9b2e77a01c55/.test(name)) await Deno.remove(`${folder}/migrations/${name}`);
  }
  await Deno.writeTextFile(`${folder}/migrations/a.sql`, sql);
  await Deno.writeTextFile(`${folder}/migrations/b.ts`, ts);
  for (const name of ["3d9e44b06a7c", "b7710fe5c2a8", "e02b96d1f4c5", "c4d85e0b13f6", "0a6f2be7d98c"]) {
    await removeMatching(`${folder}/migrations`, name);
  }
  const options = { cwd: folder, env: cleanEnvironment(), clearEnv: true };
  const up = await runProcess("sh", ["scripts/run.sh", "upgrade"], options);
  assert.equal(up.code, 0, up.stderr);
  const down = await runProcess("sh", ["scripts/run.sh", "downgrade", "base"], options);
  assert.equal(down.code, 0, down.stderr);
  await Deno.remove(folder, { recursive: true });
});

async function removeMatching(folder: string, part: string): Promise<void> {
  for await (const { name } of Deno.readDir(folder)) {
    if (name.includes(part)) await Deno.remove(`${folder}/${name}`);
  }
}

Deno.test("the README's failure is what a failure looks like", async () => {
  const cwd = await clone();
  const [shown = ""] = await blocks("text");
  for await (const { name } of Deno.readDir(`${cwd}/migrations`)) {
    if (!name.includes("8f3a1c9be2d4")) continue;
    const path = `${cwd}/migrations/${name}`;
    await Deno.writeTextFile(
      path,
      (await Deno.readTextFile(path)).replace("ALTER TABLE task ADD", "ALTER TABLE tsk ADD"),
    );
  }
  const options = { cwd, env: cleanEnvironment(), clearEnv: true };
  const { code, stderr } = await runProcess("sh", ["scripts/run.sh", "upgrade"], options);
  assert.equal(code, 1);
  assert.equal(stderr.slice(stderr.indexOf("FAILED")), shown);
  await Deno.remove(cwd, { recursive: true });
});
