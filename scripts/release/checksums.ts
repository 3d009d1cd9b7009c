/** A file of a release and its SHA-256 in hex. */
export interface ReleasedFile {
  readonly name: string;
  readonly checksum: string;
}

/** The executables of a release: one for each target of `deno compile` that retort is built for. */
export const EXECUTABLES: readonly { readonly name: string; readonly target: string }[] = [
  { name: "retort-linux-amd64", target: "x86_64-unknown-linux-gnu" },
  { name: "retort-linux-arm64", target: "aarch64-unknown-linux-gnu" },
  { name: "retort-macos-amd64", target: "x86_64-apple-darwin" },
  { name: "retort-macos-arm64", target: "aarch64-apple-darwin" },
  { name: "retort-windows-amd64.exe", target: "x86_64-pc-windows-msvc" },
];

/** The checksums of a folder's files, by name. */
export async function checksumsOf(folder: string, names: readonly string[]): Promise<ReleasedFile[]> {
  return await Promise.all(
    [...names].sort().map(async (name) => {
      const bytes = await Deno.readFile(`${folder}/${name}`);
      return { name, checksum: new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex() };
    }),
  );
}

/** The text that `sha256sum --check` reads. */
export function checksumText(files: readonly ReleasedFile[]): string {
  return files.map(({ name, checksum }) => `${checksum}  ${name}\n`).join("");
}
