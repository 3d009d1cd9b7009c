import { createGzip } from "node:zlib";
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { BuildError } from "./build_error.ts";
import { launcherHead } from "./launcher_head.ts";
import { placeExecutable } from "./place_executable.ts";
import { stage } from "./stage.ts";

/** What `deno task compile --launcher` builds, and of which Deno. */
export interface LauncherOptions {
  readonly output: string;
  readonly version: string;
  /** The runtime to put in: a `deno` of any system, of the version that builds. */
  readonly deno: string;
}

/** Builds the one self-extracting file: head, runtime and program. */
export async function buildLauncher(options: LauncherOptions, work: string): Promise<void> {
  if (Deno.build.os === "windows") {
    throw new BuildError("A launcher is a shell script: Windows has only the compiled kind");
  }
  const folder = `${work}/app`;
  const names = await stage("scripts/compile/launcher.ts", folder);
  const [deno, app] = await Promise.all([
    gzip(createReadStream(options.deno, { highWaterMark: 1 << 20 })),
    gzip(Readable.from([unpackingModule(folder, names)])),
  ]);
  const payload = new Blob([deno, app]);
  const head = launcherHead(await Deno.readTextFile(new URL("launcher_head.sh", import.meta.url)), {
    version: options.version,
    checksum: await sha256(payload),
    denoSize: deno.length,
  });
  const built = `${work}/retort`;
  await Deno.writeFile(built, new Blob([head, payload]).stream());
  await placeExecutable(built, options.output);
}

/** One gzip member; without a name or a time, so that the same input gives the same bytes. */
async function gzip(source: Readable): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of source.pipe(createGzip({ level: 9 }))) pieces.push(new Uint8Array(piece));
  return await new Blob(pieces).bytes();
}

/** The bundle as one module that writes itself out: so no archive program is needed to unpack it. */
function unpackingModule(folder: string, names: readonly string[]): string {
  const files = names.map((name) => [name, Deno.readFileSync(`${folder}/${name}`).toBase64()]);
  return `const folder = Deno.args[0];
Deno.mkdirSync(folder);
for (const [name, text] of ${
    JSON.stringify(files)
  }) Deno.writeFileSync(folder + "/" + name, Uint8Array.fromBase64(text));
`;
}

async function sha256(payload: Blob): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", await payload.arrayBuffer())).toHex();
}
