import assert from "node:assert/strict";
import { RetortError } from "../../util/errors.ts";
import { parseDatabaseUrl } from "../../util/database_url.ts";
import { connect } from "./driver.ts";
import { lock } from "./lock.ts";

const LEDGER = { table: "retort_ledger" };
const OPTIONS = { applicationName: "retort", connectTimeout: 1000 };

function withFolder(name: string, body: (folder: string) => Promise<void>): void {
  Deno.test(name, async () => {
    const folder = await Deno.makeTempDir();
    try {
      await body(folder);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

/** A process that runs `body` with `connection`, `lock`, `url` and `request` in scope. */
function start(path: string, body: string): Deno.ChildProcess {
  const script = `
    import { connect } from "${import.meta.resolve("./driver.ts")}";
    import { lock } from "${import.meta.resolve("./lock.ts")}";
    import { parseDatabaseUrl } from "${import.meta.resolve("../../util/database_url.ts")}";
    const url = parseDatabaseUrl("sqlite:${path}");
    const request = { ledger: { table: "retort_ledger" }, wait: 20000, onWait() {} };
    await using connection = await connect(url, { applicationName: "retort", connectTimeout: 1000 });
    ${body}
  `;
  return new Deno.Command(Deno.execPath(), {
    args: ["eval", "--quiet", "--no-check", script],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
}

const HOLD = `await lock(connection, url, request); console.log("held"); setTimeout(() => {}, 60000);`;

async function firstWords(child: Deno.ChildProcess): Promise<string> {
  const reader = child.stdout.getReader();
  const { value } = await reader.read();
  reader.releaseLock();
  return new TextDecoder().decode(value);
}

async function kill(child: Deno.ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await child.status;
  await child.stdout.cancel();
}

withFolder("lock() keeps another process out, names it, and is free when that is killed", async (folder) => {
  const path = `${folder}/app.db`;
  const url = parseDatabaseUrl(`sqlite:${path}`);
  const child = start(path, HOLD);
  assert.equal(await firstWords(child), "held\n");
  await using connection = await connect(url, OPTIONS);

  const holders: string[] = [];
  const onWait = (holder: string) => holders.push(holder);
  await assert.rejects(lock(connection, url, { ledger: LEDGER, wait: 60, onWait }), (error: RetortError) => {
    assert.equal(error.code, "lock-unavailable");
    assert.match(error.message, new RegExp(`at work on ${path}: pid ${child.pid} on \\S+ since 20`));
    return true;
  });
  assert.equal(holders.length, 1);
  assert.match(holders[0] ?? "", new RegExp(`^pid ${child.pid} on `));

  const waiting = lock(connection, url, { ledger: LEDGER, wait: 10_000, onWait });
  await kill(child);
  {
    await using _held = await waiting;
    const holder = await Deno.readTextFile(`${folder}/.app.db.retort-lock`);
    assert.ok(holder.startsWith(`pid ${Deno.pid} on `), holder);
    assert.deepEqual(await connection.query("SELECT 1 AS one"), [{ one: 1 }]);
  }
  const left = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
  assert.deepEqual(left, ["app.db"]);
});

withFolder("lock() lets one process at a time through, whatever path it came by", async (folder) => {
  const path = `${folder}/app.db`;
  await Deno.writeTextFile(`${folder}/count`, "0");
  await Deno.writeTextFile(path, "");
  await Deno.symlink(path, `${folder}/link.db`);
  const body = `
    for (let n = 0; n < 25; n++) {
      await using held = await lock(connection, url, request);
      const count = Number(Deno.readTextFileSync("${folder}/count"));
      await new Promise((resolve) => setTimeout(resolve, 1));
      Deno.writeTextFileSync("${folder}/count", String(count + 1));
    }
  `;
  const children = ["app.db", "link.db", "app.db"].map((name) => start(`${folder}/${name}`, body));
  for (const child of children) {
    assert.ok((await child.status).success);
    await child.stdout.cancel();
  }
  assert.equal(await Deno.readTextFile(`${folder}/count`), "75");
});

withFolder("lock() excludes a second connection of the same process", async (folder) => {
  const url = parseDatabaseUrl(`sqlite:${folder}/app.db`);
  await using one = await connect(url, OPTIONS);
  await using two = await connect(url, OPTIONS);
  const request = { ledger: LEDGER, wait: 0, onWait: () => {} };
  const held = await lock(one, url, request);
  await assert.rejects(lock(two, url, request), /Another retort is at work/);
  await held[Symbol.asyncDispose]();
  await using _again = await lock(two, url, request);
});

withFolder("lock() says why it cannot lock", async (folder) => {
  const url = parseDatabaseUrl(`sqlite:${folder}/app.db`);
  await using connection = await connect(url, OPTIONS);
  await Deno.mkdir(`${folder}/.app.db.retort-lock`);
  const request = { ledger: LEDGER, wait: 0, onWait: () => {} };
  await assert.rejects(lock(connection, url, request), (error: RetortError) => {
    assert.equal(error.code, "lock-unavailable");
    assert.match(error.message, /^Cannot lock .*\.app\.db\.retort-lock: /);
    assert.match(error.hint ?? "", /allowed to write to that folder/);
    return true;
  });
});

Deno.test("lock() needs nothing in memory", async () => {
  const url = parseDatabaseUrl("sqlite::memory:");
  await using connection = await connect(url, OPTIONS);
  const request = { ledger: LEDGER, wait: 0, onWait: () => {} };
  await using _one = await lock(connection, url, request);
  await using _two = await lock(connection, url, request);
});
