import assert from "node:assert/strict";
import { loadConfig, type LoadOptions } from "./load.ts";

/** Runs in a folder with the given files. */
async function inFolder(
  files: Readonly<Record<string, string>>,
  run: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, text] of Object.entries(files)) {
      if (name.includes("/")) await Deno.mkdir(`${folder}/${name.slice(0, name.lastIndexOf("/"))}`);
      await Deno.writeTextFile(`${folder}/${name}`, text);
    }
    await run(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function urlOf(options: LoadOptions): Promise<string | undefined> {
  return (await loadConfig(options)).config.url;
}

Deno.test("loadConfig() needs no file", async () => {
  await inFolder({}, async (directory) => {
    const { config } = await loadConfig({ directory, env: { DATABASE_URL: "sqlite:a.db" } });
    assert.deepEqual([config.url, config.directories, config.configFile], [
      "sqlite:a.db",
      ["migrations"],
      undefined,
    ]);
  });
});

Deno.test("loadConfig() finds retort.jsonc before retort.json before retort.config.ts", async () => {
  const files = {
    "retort.jsonc": `{ "url": "postgres://jsonc" }`,
    "retort.json": `{ "url": "postgres://json" }`,
    "retort.config.ts": `export const config: unknown = { url: "postgres://ts" };`,
  };
  await inFolder(files, async (directory) => {
    assert.equal(await urlOf({ directory }), "postgres://jsonc");
    await Deno.remove(`${directory}/retort.jsonc`);
    assert.equal(await urlOf({ directory }), "postgres://json");
    await Deno.remove(`${directory}/retort.json`);
    await assert.rejects(loadConfig({ directory }), { message: /code is not loaded here/ });
    assert.equal(
      await urlOf({ directory, loadModule: () => Promise.resolve({ default: { url: "x:" } }) }),
      "x:",
    );
    await assert.rejects(loadConfig({ directory, loadModule: () => Promise.resolve({}) }), {
      message: /exports no configuration/,
      code: "config-invalid",
    });
  });
});

Deno.test("loadConfig() reads the file that --config or RETORT_CONFIG names, with its paths", async () => {
  const files = {
    "conf/x.jsonc": `{ "dir": "m" }`,
    "retort.jsonc": "{}",
    ".env": "RETORT_CONFIG=none.jsonc",
  };
  await inFolder(files, async (directory) => {
    const config = `${directory}/conf/x.jsonc`;
    for (const how of [{ flags: { config } }, { env: { RETORT_CONFIG: config } }, { api: { config } }]) {
      const loaded = await loadConfig({ directory, ...how });
      assert.deepEqual(loaded.config.directories, [`${directory}/conf/m`]);
      assert.equal(loaded.config.configFile, config);
    }
    await assert.rejects(loadConfig({ directory }), {
      message: "Cannot find the configuration file none.jsonc",
      code: "file-unreadable",
    });
    await assert.rejects(loadConfig({ flags: { config: directory } }), { code: "file-unreadable" });
  });
});

Deno.test("loadConfig() reads .env, which never goes before a real variable", async () => {
  await inFolder(
    { ".env": "DATABASE_URL=sqlite:env.db\nRETORT_LOCK_WAIT=1s\nRETORT_LOCKWIAT=1s" },
    async (directory) => {
      const { config, origins, warnings } = await loadConfig({ directory, env: {} });
      assert.deepEqual([config.url, config.lockWait], ["sqlite:env.db", 1000]);
      assert.equal(origins.get("url"), `DATABASE_URL in ${directory}/.env`);
      assert.equal(warnings.length, 1);
      const env = { DATABASE_URL: "sqlite:real.db", RETORT_LOCK_WAIT: "2s" };
      const real = await loadConfig({ directory, env });
      assert.deepEqual([real.config.url, real.config.lockWait], ["sqlite:real.db", 2000]);
    },
  );
});

Deno.test("loadConfig() reads the environment files that are named instead of .env", async () => {
  const files = {
    ".env": "DATABASE_URL=sqlite:0",
    "a.env": "DATABASE_URL=sqlite:a\nA=1",
    "b.env": "DATABASE_URL=sqlite:b",
    "retort.jsonc": `{ "envFile": "a.env" }`,
  };
  await inFolder(files, async (directory) => {
    const both = [`${directory}/a.env`, `${directory}/b.env`];
    assert.equal(await urlOf({ directory, flags: { envFile: both } }), "sqlite:b");
    assert.equal(await urlOf({ directory, env: { RETORT_ENV_FILE: both.join(",") } }), "sqlite:b");
    assert.equal(await urlOf({ directory, env: {} }), "sqlite:a");
    assert.equal(await urlOf({ directory, env: { RETORT_ENV_FILE: "" } }), undefined);
    assert.equal(await urlOf({ directory, flags: { envFile: [""] } }), undefined);
    await assert.rejects(loadConfig({ directory, flags: { envFile: ["none.env"] } }), {
      message: "Cannot find the environment file none.env",
      code: "file-unreadable",
    });
  });
});

Deno.test("loadConfig() gives the settings of other profiles", async () => {
  const text =
    `{ "url": "sqlite:a", "profiles": { "b": { "url": "sqlite:b" }, "c": { "url": "sqlite:c" } } }`;
  await inFolder({ "retort.jsonc": text }, async (directory) => {
    const loaded = await loadConfig({ directory, flags: { name: "b" } });
    assert.equal(loaded.config.url, `sqlite:${directory}/b`);
    assert.deepEqual(loaded.config.profiles, ["b", "c"]);
    assert.equal(loaded.forProfile("c").config.url, `sqlite:${directory}/c`);
    assert.equal(loaded.origins.get("url"), `${directory}/retort.jsonc:1:43`);
  });
});

Deno.test("loadConfig() loads no parser and no npm package where there is no file", async () => {
  await inFolder({}, async (directory) => {
    const code = `
      const { loadConfig } = await import(${JSON.stringify(new URL("./load.ts", import.meta.url).href)});
      await loadConfig({ directory: ${JSON.stringify(directory)} });
    `;
    const deno = new Deno.Command(Deno.execPath(), {
      args: ["eval", "--no-config", "--log-level=debug", code],
      stdout: "null",
      stderr: "piped",
    });
    const loaded = new TextDecoder().decode((await deno.output()).stderr);
    assert.match(loaded, /config\/load\.ts/);
    assert.doesNotMatch(loaded, /jsonc-parser/);
  });
});
