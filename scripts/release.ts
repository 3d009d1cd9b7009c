// Writes what stands beside the executables of a release, into the folder that they are in:
//   deno task release --url=https://…/releases/download/v1.2.3 --homepage=https://… [--folder=dist]
// SHA256SUMS, install.sh, retort.rb (Homebrew's formula), retort.cdx.json (the bill of materials).
import { VERSION } from "../src/util/version.ts";
import { BuildError } from "./compile/build_error.ts";
import { ROOT } from "./compile/stage.ts";
import { checksumsOf, checksumText, EXECUTABLES } from "./release/checksums.ts";
import { formula } from "./release/formula.ts";
import { billOfMaterials } from "./release/sbom.ts";

interface ReleaseOptions {
  readonly url: string;
  readonly homepage: string;
  readonly folder: string;
}

const USAGE = "Usage: deno task release --url=URL --homepage=URL [--folder=FOLDER]";

function readOptions(args: readonly string[]): ReleaseOptions {
  const values = new Map(args.map((argument) => {
    const [, name, value] = /^--(url|homepage|folder)=(.+)$/.exec(argument) ?? [];
    if (name === undefined || value === undefined) throw new BuildError(`${argument}?\n${USAGE}`);
    return [name, value.replace(/\/+$/, "")];
  }));
  const [url, homepage] = [values.get("url"), values.get("homepage")];
  if (url === undefined || homepage === undefined) throw new BuildError(USAGE);
  return { url, homepage, folder: values.get("folder") ?? `${ROOT}/dist` };
}

async function release({ url, homepage, folder }: ReleaseOptions): Promise<readonly string[]> {
  const there = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
  const missing = EXECUTABLES.filter(({ name }) => !there.includes(name));
  if (missing.length > 0) {
    throw new BuildError(`${folder} lacks ${missing.map(({ name }) => name).join(", ")}`);
  }
  const executables = await checksumsOf(folder, EXECUTABLES.map(({ name }) => name));
  const script = await Deno.readTextFile(new URL("release/install.sh", import.meta.url));
  const texts: Readonly<Record<string, string>> = {
    "install.sh": fill(script, { VERSION, URL: url, CHECKSUMS: checksumText(executables).trimEnd() }),
    "retort.rb": formula({ version: VERSION, url, homepage, files: executables }),
    "retort.cdx.json": await billOfMaterials(VERSION),
  };
  for (const [name, text] of Object.entries(texts)) await Deno.writeTextFile(`${folder}/${name}`, text);
  const packages = there.filter((name) => name.endsWith(".tgz"));
  const all = await checksumsOf(folder, [
    ...EXECUTABLES.map(({ name }) => name),
    ...packages,
    ...Object.keys(texts),
  ]);
  await Deno.writeTextFile(`${folder}/SHA256SUMS`, checksumText(all));
  return ["SHA256SUMS", ...Object.keys(texts)].map((name) => `${folder}/${name}`);
}

function fill(template: string, words: Readonly<Record<string, string>>): string {
  return template.replace(/@([A-Z]+)@/g, (found, word: string) => words[word] ?? found);
}

async function main(args: readonly string[]): Promise<number> {
  const say = (text: string, stream: typeof Deno.stdout) =>
    stream.writeSync(new TextEncoder().encode(`${text}\n`));
  try {
    for (const path of await release(readOptions(args))) say(path, Deno.stdout);
    return 0;
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    say(`FAILED: ${error.message}`, Deno.stderr);
    return 1;
  }
}

if (import.meta.main) Deno.exit(await main(Deno.args));
