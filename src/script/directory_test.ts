import assert from "node:assert/strict";
import { readDirectories, readScript, readText, writeScript } from "./directory.ts";
import { RetortError } from "../util/errors.ts";

/** Runs a test in a folder of its own, with the working directory there. */
function inFolder(name: string, body: (folder: string) => void): void {
  Deno.test(name, () => {
    const before = Deno.cwd();
    const folder = Deno.realPathSync(Deno.makeTempDirSync());
    Deno.chdir(folder);
    try {
      body(folder);
    } finally {
      Deno.chdir(before);
      Deno.removeSync(folder, { recursive: true });
    }
  });
}

function put(path: string, text = `-- revision: ${path.replace(/\W+/g, "_")}\n-- migrate:up\n`): void {
  const slash = path.lastIndexOf("/");
  if (slash > 0) Deno.mkdirSync(path.slice(0, slash), { recursive: true });
  Deno.writeTextFileSync(path, text);
}

function paths(directories: readonly string[], warnings: string[] = []): readonly string[] {
  return readDirectories(directories, (line) => warnings.push(line)).map(({ path }) => path);
}

function refused(action: () => unknown, message: RegExp, hint = /./): void {
  assert.throws(action, (error: unknown) => {
    assert.ok(error instanceof RetortError, String(error));
    assert.match(error.message, message);
    assert.match(error.hint ?? "", hint);
    return true;
  });
}

inFolder("readDirectories() reads sub-directories in the order of the names", () => {
  for (const name of ["m/b.sql", "m/a.sql", "m/sub/c.sql", "m/z.sql", "m/sub/deep/d.sql"]) put(name);
  put("m/t.ts", "// revision: t\nexport function upgrade() {}\n");
  const scripts = readDirectories(["m"]);
  assert.deepEqual(
    scripts.map(({ path }) => path),
    ["m/a.sql", "m/b.sql", "m/sub/c.sql", "m/sub/deep/d.sql", "m/t.ts", "m/z.sql"],
  );
  assert.deepEqual(scripts.map(({ language }) => language)[4], "typescript");
  assert.equal(scripts[0]?.id, "m_a_sql");
  assert.equal(scripts[0]?.text.slice(scripts[0].bodyStart), "-- migrate:up\n");
});

inFolder("readDirectories() leaves alone what is no revision", () => {
  put("m/a.sql");
  for (
    const name of [
      "m/_template.sql",
      "m/_template.ts",
      "m/retort.d.ts",
      "m/other.d.ts",
      "m/.a.sql",
      "m/a.sql~",
      "m/#a.sql#",
      "m/#b.sql",
      "m/.a.sql.swp",
      "m/README.md",
      "m/repeatable/view.sql",
      "m/.git/x.sql",
      "m/node_modules/x/y.sql",
    ]
  ) put(name, "nothing");
  put("m/lib.ts", "// a library\nexport const x = 1;\n");
  assert.deepEqual(paths(["m"]), ["m/a.sql"]);
});

inFolder("readDirectories() reads a `repeatable` directory that is not at the top", () => {
  put("m/sub/repeatable/a.sql");
  assert.deepEqual(paths(["m"]), ["m/sub/repeatable/a.sql"]);
});

inFolder("readDirectories() takes names as they are", () => {
  const names = ["a b.sql", "a'b\".sql", "é🐘.sql", "100%.sql", "[x]{y}.sql", "-a.sql"];
  for (const name of names) put(`m/${name}`, `-- revision: r${names.indexOf(name)}\n-- migrate:up\n`);
  assert.deepEqual(paths(["m"]).toSorted(), names.map((name) => `m/${name}`).toSorted());
});

inFolder("readDirectories() shows paths as the user would write them", (folder) => {
  put("m/a.sql");
  Deno.mkdirSync("below");
  for (const written of ["m", "m/", "m//", `${folder}/m`, `${folder}/m/`]) {
    assert.deepEqual(paths([written]), ["m/a.sql"]);
  }
  assert.deepEqual(paths(["./m"]), ["./m/a.sql"]);
  Deno.chdir("below");
  assert.deepEqual(paths(["../m"]), ["../m/a.sql"]);
  assert.deepEqual(paths([`${folder}/m`]), [`${folder}/m/a.sql`]);
});

inFolder("readDirectories() loads a file once that two directories hold", () => {
  put("m/sub/a.sql");
  const warnings: string[] = [];
  assert.deepEqual(paths(["m", "m/sub"], warnings), ["m/sub/a.sql"]);
  assert.match(
    warnings.join(),
    /^File m\/sub\/a\.sql is loaded once: it is the same file as m\/sub\/a\.sql$/,
  );
  assert.deepEqual(paths(["m", "m"]), ["m/sub/a.sql"]);
});

inFolder("readDirectories() follows links inside the directory", () => {
  put("m/..data/a.sql");
  Deno.symlinkSync("..data/a.sql", "m/a.sql");
  assert.deepEqual(paths(["m"]), ["m/a.sql"]);
  Deno.symlinkSync("a.sql", "m/b.sql");
  const warnings: string[] = [];
  assert.deepEqual(paths(["m"], warnings), ["m/a.sql"]);
  assert.equal(warnings.length, 1);
  Deno.symlinkSync("m", "link");
  assert.deepEqual(paths(["link"]), ["link/a.sql"]);
});

inFolder("readDirectories() does not walk in circles", () => {
  put("m/a/x.sql");
  put("m/b/y.sql");
  Deno.symlinkSync("../b", "m/a/to_b");
  Deno.symlinkSync("../a", "m/b/to_a");
  Deno.symlinkSync(".", "m/self");
  assert.deepEqual(paths(["m"]).length, 2);
});

inFolder("readDirectories() refuses links that lead out or nowhere", (folder) => {
  put("other/a.sql");
  put("m/b.sql");
  Deno.symlinkSync("../other/a.sql", "m/a.sql");
  refused(() => paths(["m"]), /^The link m\/a\.sql leads out of the script directories, to .*other\/a\.sql$/);
  assert.deepEqual(paths(["m", `${folder}/other`]), ["m/a.sql", "m/b.sql"]);
  Deno.removeSync("m/a.sql");
  Deno.symlinkSync("nowhere.sql", "m/c.sql");
  refused(() => paths(["m"]), /^Cannot follow the link m\/c\.sql: no such file/);
  Deno.removeSync("m/c.sql");
  Deno.symlinkSync("c.sql", "m/c.sql");
  refused(() => paths(["m"]), /^Cannot follow the link m\/c\.sql/);
});

inFolder("readDirectories() says what is wrong with a directory", () => {
  refused(() => paths(["migrations"]), /^There is no script directory migrations$/, /retort init/);
  put("file");
  refused(() => paths(["file"]), /^file is not a directory$/);
  Deno.mkdirSync("empty");
  assert.deepEqual(paths(["empty"]), []);
  Deno.mkdirSync("m/x.sql", { recursive: true });
  refused(() => paths(["m"]), /^m\/x\.sql is a directory, and its name is a revision file's$/);
});

inFolder("readDirectories() says what is wrong with a file", () => {
  put("m/a.sql", "SELECT 1;\n");
  refused(() => paths(["m"]), /no revision id \(m\/a\.sql\)/);
  put("m/a.sql", "// not SQL\n// revision: a\n");
  refused(() => paths(["m"]), /no revision id/);
  Deno.removeSync("m/a.sql");
  put("m/a.ts", "export async function upgrade() {}\n");
  refused(() => paths(["m"]), /no revision id \(m\/a\.ts\)/);
  put("m/a.ts", "// revison: a\n");
  refused(() => paths(["m"]), /Unknown header key 'revison'/);
});

inFolder("readText() refuses what is not UTF-8", () => {
  Deno.writeFileSync("a.sql", new Uint8Array([0x2d, 0x2d, 0x0a, 0x41, 0xff]));
  refused(() => readText("a.sql"), /^The file is not valid UTF-8 \(a\.sql:2\)$/, /Save it as UTF-8/);
  Deno.writeFileSync("a.sql", new Uint8Array([0xff, 0xfe, 0x2d, 0x00]));
  refused(() => readText("a.sql"), /^The file is UTF-16/);
  Deno.writeTextFileSync("a.sql", "\ufeff-- \ufffd is a character too");
  assert.equal(readText("a.sql"), "-- \ufffd is a character too");
});

inFolder("readScript() takes 50 MB", () => {
  const body = `INSERT INTO t VALUES ('${"x".repeat(1000)}');\n`.repeat(50_000);
  put("big.sql", `-- revision: big\n-- migrate:up\n${body}`);
  assert.equal(readScript("big.sql")?.id, "big");
});

inFolder("writeScript() writes a file and its folders, and leaves nothing else", () => {
  Deno.mkdirSync("m");
  assert.equal(writeScript("m/", "2026/a.sql", "text"), "m/2026/a.sql");
  assert.equal(Deno.readTextFileSync("m/2026/a.sql"), "text");
  assert.deepEqual([...Deno.readDirSync("m/2026")].map(({ name }) => name), ["a.sql"]);
});

inFolder("writeScript() never overwrites", () => {
  put("m/a.sql", "mine");
  refused(() => writeScript("m", "a.sql", "other"), /^File m\/a\.sql is there already$/);
  assert.equal(Deno.readTextFileSync("m/a.sql"), "mine");
  Deno.symlinkSync("nowhere", "m/b.sql");
  refused(() => writeScript("m", "b.sql", "other"), /is there already/);
});

inFolder("writeScript() leaves nothing behind where it cannot write", () => {
  put("m", "a file");
  assert.throws(() => writeScript("m", "a.sql", "text"), { code: "file-unwritable" });
  assert.throws(() => writeScript("/dev/full", "a.sql", "text"), { code: "file-unwritable" });
  Deno.mkdirSync("long");
  assert.throws(() => writeScript("long", `${"x".repeat(300)}.sql`, "text"), { code: "file-unwritable" });
  assert.deepEqual([...Deno.readDirSync("long")], []);
});
