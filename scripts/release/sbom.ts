import { runStep } from "../compile/run_step.ts";
import { ROOT } from "../compile/stage.ts";

/** A package that is in the executable. */
interface Component {
  readonly name: string;
  readonly version: string;
}

/** What `deno info` tells of the packages that `main.ts` reaches, and deno.lock of each. */
interface Known {
  readonly components: readonly Component[];
  readonly integrity: ReadonlyMap<string, string>;
}

/**
 * The software bill of materials: CycloneDX 1.5, with every package that the program reaches and the runtime. Neither
 * time nor serial number stands in it, so that the same source gives the same bytes.
 */
export async function billOfMaterials(version: string): Promise<string> {
  const { components, integrity } = await known();
  const packages = components.map(({ name, version }) => ({
    type: "library",
    "bom-ref": packageUrl(name, version),
    name,
    version,
    purl: packageUrl(name, version),
    ...hashOf(integrity.get(`${name}@${version}`)),
  }));
  const runtime = {
    type: "platform",
    "bom-ref": `pkg:github/denoland/deno@v${Deno.version.deno}`,
    name: "deno",
    version: Deno.version.deno,
    purl: `pkg:github/denoland/deno@v${Deno.version.deno}`,
  };
  const bill = {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: { component: { type: "application", "bom-ref": "retort", name: "retort", version } },
    components: [runtime, ...packages],
    dependencies: [{ ref: "retort", dependsOn: [runtime, ...packages].map((each) => each["bom-ref"]) }],
  };
  return `${JSON.stringify(bill, undefined, 2)}\n`;
}

function packageUrl(name: string, version: string): string {
  return `pkg:npm/${name.replace("@", "%40")}@${version}`;
}

function hashOf(integrity: string | undefined) {
  const sha512 = integrity === undefined ? undefined : /^sha512-(.+)$/.exec(integrity)?.[1];
  if (sha512 === undefined) return {};
  return { hashes: [{ alg: "SHA-512", content: Uint8Array.fromBase64(sha512).toHex() }] };
}

/** What `deno info --json` tells. */
interface ModuleGraph {
  readonly modules: readonly { readonly npmPackage?: string }[];
  readonly npmPackages: Readonly<Record<string, Component & { readonly dependencies: readonly string[] }>>;
}

async function known(): Promise<Known> {
  const told = await runStep("deno info", Deno.execPath(), ["info", "--json", "--frozen", "main.ts"], {
    cwd: ROOT,
  });
  const lock: { npm?: Record<string, { integrity?: string }> } = JSON.parse(
    await Deno.readTextFile(`${ROOT}/deno.lock`),
  );
  const integrity = new Map(Object.entries(lock.npm ?? {}).map(([id, entry]) => [id, entry.integrity ?? ""]));
  return { components: reachedPackages(JSON.parse(told)), integrity };
}

/** The packages that modules import, and those that they need; the lock has others, for tests. */
function reachedPackages({ modules, npmPackages }: ModuleGraph): Component[] {
  const reached = new Set(modules.flatMap(({ npmPackage }) => npmPackage === undefined ? [] : [npmPackage]));
  for (const id of reached) npmPackages[id]?.dependencies.forEach((dependency) => reached.add(dependency));
  return [...reached].sort().flatMap((id) => {
    const found = npmPackages[id];
    return found === undefined || isTypes(found.name) ? [] : [{ name: found.name, version: found.version }];
  });
}

/** Types are gone before the program runs. */
function isTypes(name: string): boolean {
  return name.startsWith("@types/") || name === "undici-types";
}
