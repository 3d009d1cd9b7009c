import assert from "node:assert/strict";
import { EXECUTABLES } from "../../scripts/release/checksums.ts";
import { VERSION } from "../../src/util/version.ts";
import { type ProcessOptions, runOrThrow, runProcess } from "../support/process.ts";
import { ROOT } from "../support/retort.ts";

/** A release of executables that do no more than say who they are, and a server that has its files. */
interface TestRelease extends AsyncDisposable {
  readonly folder: string;
  readonly home: string;
  install(options?: ProcessOptions): ReturnType<typeof runProcess>;
}

async function release(): Promise<TestRelease> {
  const root = await Deno.makeTempDir({ prefix: "retort release " });
  const [folder, home] = [`${root}/dist`, `${root}/ho me`];
  for (const path of [folder, home]) await Deno.mkdir(path);
  for (const { name } of EXECUTABLES) {
    await Deno.writeTextFile(`${folder}/${name}`, `#!/bin/sh\necho "retort ${VERSION} $1"\n# ${name}\n`);
  }
  await Deno.writeTextFile(`${folder}/retort-retort-${VERSION}.tgz`, "a package");
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
    const name = new URL(request.url).pathname.slice(1);
    const bytes = await Deno.readFile(`${folder}/${name}`).catch(() => undefined);
    return bytes === undefined ? new Response("not here", { status: 404 }) : new Response(bytes);
  });
  const url = `http://127.0.0.1:${server.addr.port}`;
  await runOrThrow(Deno.execPath(), [
    "run",
    "-A",
    `${ROOT}/scripts/release.ts`,
    `--url=${url}/`,
    "--homepage=https://retort.example",
    `--folder=${folder}`,
  ]);
  return {
    folder,
    home,
    install: (options = {}) =>
      runProcess("sh", [`${folder}/install.sh`], {
        clearEnv: true,
        ...options,
        env: { HOME: home, PATH: Deno.env.get("PATH") ?? "", ...options.env },
      }),
    async [Symbol.asyncDispose]() {
      await server.shutdown();
      await Deno.remove(root, { recursive: true });
    },
  };
}

async function namesIn(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder), ({ name }) => name)).sort();
}

/** A folder for PATH in which some programs are others than they are, and all else is as it was. */
async function pathWith(folder: string, programs: Readonly<Record<string, string>>): Promise<string> {
  await Deno.mkdir(folder);
  for (const [name, body] of Object.entries(programs)) {
    await Deno.writeTextFile(`${folder}/${name}`, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  }
  return `${folder}:${Deno.env.get("PATH")}`;
}

/** A folder for PATH with links to all that install.sh needs, and wget. */
async function pathWithoutCurl(folder: string): Promise<string> {
  await Deno.mkdir(folder);
  for (const name of ["sh", "uname", "sed", "mkdir", "mktemp", "rm", "chmod", "mv", "sha256sum", "wget"]) {
    await Deno.symlink((await runOrThrow("sh", ["-c", `command -v ${name}`])).trim(), `${folder}/${name}`);
  }
  return folder;
}

const LINUX = Deno.build.os === "linux";

Deno.test("deno task release writes checksums of all that is released", async () => {
  await using it = await release();
  const { code, stdout } = await runProcess("sha256sum", ["--check", "--strict", "SHA256SUMS"], {
    cwd: it.folder,
  });
  assert.equal(code, 0);
  assert.equal(stdout.split("\n").length - 1, (await namesIn(it.folder)).length - 1);
});

Deno.test("deno task release writes a bill of materials with the runtime and every package that is reached", async () => {
  await using it = await release();
  const bill = JSON.parse(await Deno.readTextFile(`${it.folder}/retort.cdx.json`));
  assert.equal(bill.bomFormat, "CycloneDX");
  const names: string[] = bill.components.map(({ name }: { name: string }) => name);
  for (const name of ["deno", "commander", "postgres", "mariadb", "lru-cache"]) {
    assert.ok(names.includes(name), name);
  }
  for (const name of ["fast-check", "yaml", "@types/node"]) assert.ok(!names.includes(name), name);
  const postgres = bill.components.find(({ name }: { name: string }) => name === "postgres");
  assert.match(postgres.hashes[0].content, /^[0-9a-f]{128}$/);
});

Deno.test("deno task release writes a formula that Ruby can read, with the checksums", async () => {
  await using it = await release();
  const text = await Deno.readTextFile(`${it.folder}/retort.rb`);
  const sums = await Deno.readTextFile(`${it.folder}/SHA256SUMS`);
  for (const { name } of EXECUTABLES.filter(({ name }) => !name.endsWith(".exe"))) {
    const sum = new RegExp(`^(\\S+) {2}${name}$`, "m").exec(sums)?.[1] ?? assert.fail(name);
    assert.match(text, new RegExp(`/${name}"\n +sha256 "${sum}"`));
  }
  const ruby = await runProcess("sh", ["-c", "command -v ruby >/dev/null || exit 0; ruby -c retort.rb"], {
    cwd: it.folder,
  });
  assert.equal(ruby.code, 0, ruby.stderr);
});

Deno.test("deno task release refuses a folder that lacks an executable", async () => {
  await using it = await release();
  await Deno.remove(`${it.folder}/retort-macos-arm64`);
  const args = [
    "run",
    "-A",
    `${ROOT}/scripts/release.ts`,
    "--url=x",
    "--homepage=y",
    `--folder=${it.folder}`,
  ];
  const { code, stderr } = await runProcess(Deno.execPath(), args);
  assert.equal(code, 1);
  assert.match(stderr, /lacks retort-macos-arm64$/m);
});

Deno.test({
  name: "install.sh installs what was released, over what was there, by curl or wget",
  ignore: !LINUX,
  async fn() {
    await using it = await release();
    const first = await it.install();
    assert.equal(first.code, 0, first.stderr);
    const target = `${it.home}/.local/bin/retort`;
    assert.match(first.stderr, /^Installed retort .*: .*\/\.local\/bin\/retort\nhint: .* is not on PATH/);
    assert.match(await runOrThrow(target, ["x"]), new RegExp(`^retort ${VERSION} x\n`));
    await Deno.writeTextFile(target, "an older one");
    const wget = await it.install({ env: { PATH: await pathWithoutCurl(`${it.home}/bin`) } });
    assert.equal(wget.code, 0, wget.stderr);
    assert.match(await runOrThrow(target, ["y"]), / y\n/);
    assert.deepEqual(await namesIn(`${it.home}/.local/bin`), ["retort"]);
  },
});

Deno.test({
  name: "install.sh refuses what is not what was released, and leaves what was there",
  ignore: !LINUX,
  async fn() {
    await using it = await release();
    assert.equal((await it.install()).code, 0);
    const target = `${it.home}/.local/bin/retort`;
    const before = await Deno.readTextFile(target);
    for (const { name } of EXECUTABLES) {
      await Deno.writeTextFile(`${it.folder}/${name}`, "#!/bin/sh\necho evil\n");
    }
    const { code, stderr } = await it.install();
    assert.equal(code, 1);
    assert.match(stderr, /its checksum differs\nhint: Nothing was installed/);
    assert.equal(await Deno.readTextFile(target), before);
    assert.deepEqual(await namesIn(`${it.home}/.local/bin`), ["retort"]);
    for (const { name } of EXECUTABLES) await Deno.remove(`${it.folder}/${name}`);
    assert.match((await it.install()).stderr, /FAILED: Cannot download retort-linux-/);
  },
});

Deno.test("install.sh says which systems there is nothing for, and does nothing when it is cut short", async () => {
  await using it = await release();
  const system = await pathWith(`${it.home}/sun`, { uname: "echo SunOS" });
  assert.match(
    (await it.install({ env: { PATH: system } })).stderr,
    /^FAILED: There is no executable for SunOS/,
  );
  const machine = await pathWith(`${it.home}/riscv`, {
    uname: '[ "$1" = -s ] && echo Linux || echo riscv64',
  });
  assert.match(
    (await it.install({ env: { PATH: machine } })).stderr,
    /^FAILED: There is no executable for riscv64/,
  );
  const text = await Deno.readTextFile(`${it.folder}/install.sh`);
  await Deno.writeTextFile(`${it.folder}/install.sh`, text.slice(0, text.lastIndexOf("install_retort")));
  assert.deepEqual(await it.install(), { code: 0, stdout: "", stderr: "" });
  assert.deepEqual(await namesIn(it.home), ["riscv", "sun"]);
});
