import { once } from "../../util/once.ts";
import { isLeftover, LEFTOVER_AGE, scratchName } from "../ansi/scratch_name.ts";
import type { ScratchDatabase, ScratchKeeper, ScratchRequest, ScratchServer } from "../scratch.ts";
import { connect } from "./driver.ts";
import { MEMORY } from "./path.ts";

/** The file in a scratch folder that its process keeps locked as long as it lives. */
const IN_USE = "in_use";

/** Scratch databases in memory, or in a folder of their own among the temporary files. */
export const sqliteScratch: ScratchKeeper = {
  async open(request) {
    if (request.shared) {
      await drop(left(request, LEFTOVER_AGE));
      return await openFile(request);
    }
    const url = { ...request.url, database: MEMORY, parameters: new Map<string, string>() };
    const connection = await connect(url, { ...request.options, readOnly: false });
    return {
      name: MEMORY,
      connection,
      url,
      limits: [],
      hidden: [],
      [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
    };
  },
  leftovers: (server, age) => Promise.resolve(left(server, age)),
  clean: (server, age) => drop(left(server, age)),
};

async function openFile({ url, options, now, id }: ScratchRequest): Promise<ScratchDatabase> {
  const name = scratchName(now, id);
  const folder = `${temporary()}/${name}`;
  await Deno.mkdir(folder, { mode: 0o700 });
  const held = await Deno.open(`${folder}/${IN_USE}`, { write: true, createNew: true });
  try {
    await held.lock(true);
    const own = { ...url, database: `${folder}/scratch.db`, parameters: new Map<string, string>() };
    const connection = await connect(own, { ...options, readOnly: false });
    return {
      name: folder,
      connection,
      url: own,
      limits: [],
      hidden: [],
      [Symbol.asyncDispose]: once(async () => {
        await connection[Symbol.asyncDispose]();
        held.close();
        await Deno.remove(folder, { recursive: true });
      }),
    };
  } catch (error) {
    held.close();
    await Deno.remove(folder, { recursive: true });
    throw error;
  }
}

function temporary(): string {
  const named = Deno.env.get("TMPDIR") ?? Deno.env.get("TEMP") ?? Deno.env.get("TMP");
  return (named || "/tmp").replace(/[\\/]+$/, "") || "/";
}

/** Folders of ours whose process has gone. */
function left({ now }: ScratchServer, age: number): readonly string[] {
  const there = [...Deno.readDirSync(temporary())].filter(({ isDirectory, name }) =>
    isDirectory && isLeftover(name, now, age)
  );
  return there.map(({ name }) => `${temporary()}/${name}`).filter((folder) => isOurs(folder)).sort();
}

/** A folder of somebody else's cannot be opened; one in use is locked. */
function isOurs(folder: string): boolean {
  try {
    using file = Deno.openSync(`${folder}/${IN_USE}`, { write: true });
    return file.tryLockSync(true);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied) return false;
    throw error;
  }
}

async function drop(folders: readonly string[]): Promise<string[]> {
  const dropped: string[] = [];
  for (const folder of folders) {
    try {
      await Deno.remove(folder, { recursive: true });
      dropped.push(folder);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied) continue;
      throw error;
    }
  }
  return dropped;
}
