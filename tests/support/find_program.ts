/** Folders that packages put servers into without adding them to PATH, newest first. */
async function serverFolders(): Promise<readonly string[]> {
  const folders: string[] = [];
  for (const base of ["/usr/lib/postgresql", "/usr/local/opt", "/opt/homebrew/opt"]) {
    try {
      for await (const entry of Deno.readDir(base)) folders.push(`${base}/${entry.name}/bin`);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return [...folders.sort().reverse(), "/usr/sbin", "/usr/local/sbin", "/usr/libexec"];
}

/**
 * The path of the first of `names` that is on PATH or where packages put servers; `first`, a folder, goes
 * before both. Throws with the way to get it: a missing engine fails, it never skips.
 */
export async function findProgram(
  names: readonly string[],
  packages: string,
  first?: string,
): Promise<string> {
  const path = (Deno.env.get("PATH") ?? "").split(":");
  for (const folder of [...(first === undefined ? [] : [first]), ...path, ...(await serverFolders())]) {
    for (const name of names) {
      const file = await Deno.stat(`${folder}/${name}`).catch(() => undefined);
      if (file?.isFile === true) return `${folder}/${name}`;
    }
  }
  throw new Error(
    `Cannot find ${names.join(" or ")}: install ${packages}, or run scripts/test.sh, which does`,
  );
}
