import assert from "node:assert/strict";
import { RetortError } from "../util/errors.ts";
import { writeResult } from "./write_result.ts";

const POSIX = Deno.build.os !== "windows";

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "wr ité-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function names(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
}

Deno.test("writeResult() writes a file once, and leaves it alone where it says so already", () =>
  inFolder(async (folder) => {
    const path = `${folder}/a b 🎉.sql`;
    await Deno.writeTextFile(`${path}.new`, "mine");
    assert.equal(await writeResult(path, "é"), true);
    await Deno.utime(path, 1, 1);
    assert.equal(await writeResult(path, "é"), false);
    assert.equal((await Deno.stat(path)).mtime?.getTime(), 1000);
    assert.equal(await writeResult(path, "e"), true);
    assert.equal(await Deno.readTextFile(path), "e");
    assert.equal(await Deno.readTextFile(`${path}.new`), "mine");
    assert.deepEqual(names(folder), ["a b 🎉.sql", "a b 🎉.sql.new"]);
  }));

Deno.test({
  name: "writeResult() keeps a file's mode and a link, also one that leads nowhere yet",
  ignore: !POSIX,
  fn: () =>
    inFolder(async (folder) => {
      await Deno.writeTextFile(`${folder}/real`, "old");
      await Deno.chmod(`${folder}/real`, 0o640);
      await Deno.symlink("real", `${folder}/link`);
      await Deno.symlink("later", `${folder}/dangling`);
      await writeResult(`${folder}/link`, "new");
      await writeResult(`${folder}/dangling`, "new");
      assert.equal(await Deno.readTextFile(`${folder}/real`), "new");
      assert.equal(await Deno.readTextFile(`${folder}/later`), "new");
      assert.equal(((await Deno.stat(`${folder}/real`)).mode ?? 0) & 0o777, 0o640);
      await writeResult(`${folder}/fresh`, "new");
      assert.equal(((await Deno.stat(`${folder}/fresh`)).mode ?? 0) & 0o777, 0o666 & ~Deno.umask());
      assert.deepEqual(names(folder), ["dangling", "fresh", "later", "link", "real"]);
    }),
});

Deno.test({
  name: "writeResult() writes to a pipe and to a device without reading it first",
  ignore: !POSIX,
  fn: () =>
    inFolder(async (folder) => {
      const pipe = `${folder}/pipe`;
      await new Deno.Command("mkfifo", { args: [pipe] }).output();
      const [read] = await Promise.all([Deno.readTextFile(pipe), writeResult(pipe, "text")]);
      assert.equal(read, "text");
      assert.deepEqual(names(folder), ["pipe"]);
      assert.equal(await writeResult("/dev/null", "text"), true);
    }),
});

Deno.test("writeResult() refuses a folder, a folder that is not there, and a full disk", () =>
  inFolder(async (folder) => {
    const impossible = [folder, `${folder}/`, `${folder}/gone/x.sql`, "", ...(POSIX ? ["/dev/full"] : [])];
    for (const path of impossible) {
      await assert.rejects(
        writeResult(path, "text"),
        (error) => error instanceof RetortError && error.code === "file-unwritable",
        path,
      );
    }
    assert.deepEqual(names(folder), []);
  }));
