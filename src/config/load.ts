import { RetortError } from "../util/errors.ts";
import type { FileSettings } from "./file_settings.ts";
import {
  type ConfigLayers,
  type EnvironmentFile,
  resolveConfig,
  type ResolvedConfig,
  type Variables,
} from "./parse.ts";
import { joinPath } from "./relocate.ts";
import type { FlagValue } from "./setting_value.ts";

export { resolveSecret, resolveUrl } from "./reference.ts";

/** The configuration files that are looked for, in this order. */
const FILES = ["retort.jsonc", "retort.json", "retort.config.ts"];

/** The exports of a module. */
export type ModuleExports = Readonly<Record<string, unknown>>;

type ModuleLoader = (path: string) => Promise<ModuleExports>;

/** What `loadConfig` starts from. */
export interface LoadOptions {
  /** Parsed flags by camelCase name; those that are no settings are left alone. */
  readonly flags?: Readonly<Record<string, FlagValue | undefined>>;
  /** What a program gives to the library. */
  readonly api?: Readonly<Record<string, unknown>>;
  readonly env?: Variables;
  /** Where `.env` and the configuration file are looked for; the working directory where absent. */
  readonly directory?: string;
  /** Imports a TypeScript file, as revisions are imported; without it a `retort.config.ts` is refused. */
  readonly loadModule?: ModuleLoader;
}

/** The settings of a run, with the way to those of another profile. */
export interface LoadedConfig extends ResolvedConfig {
  /** The settings under another profile of the same file. */
  readonly forProfile: (name: string) => ResolvedConfig;
}

/**
 * Reads `.env` and the configuration file, where there are any, and resolves all settings.
 *
 * @throws RetortError `config-invalid`, `file-unreadable`
 */
export async function loadConfig(options: LoadOptions = {}): Promise<LoadedConfig> {
  const { directory = "", env = {}, flags, api } = options;
  const given = { env, ...(flags && { flags }), ...(api && { api }) };
  const namedFiles = namedEnvFiles(given);
  const before = namedFiles === undefined
    ? await readDefaultEnvFile(directory)
    : await readEnvFiles(namedFiles);
  const file = await readConfigFile(namedConfigFile(given, before), directory, options.loadModule);
  const fromFile = namedFiles === undefined ? file?.values.get("envFile")?.value : undefined;
  const envFiles = Array.isArray(fromFile) ? await readEnvFiles(fromFile.map(String)) : before;
  const layers = { ...given, envFiles, ...(file && { file }) };
  return {
    ...resolveConfig(layers),
    forProfile: (profile) => resolveConfig({ ...layers, profile }),
  };
}

type Given = Pick<ConfigLayers, "api" | "flags"> & { readonly env: Variables };

/** The environment files that were asked for; an empty list for none, undefined for the usual one. */
function namedEnvFiles({ api, flags, env }: Given): readonly string[] | undefined {
  const named = api?.["envFile"] ?? flags?.["envFile"] ?? env["RETORT_ENV_FILE"]?.split(",");
  return named === undefined
    ? undefined
    : [named].flat().map((path) => String(path).trim()).filter((path) => path !== "");
}

function namedConfigFile(
  { api, flags, env }: Given,
  envFiles: readonly EnvironmentFile[],
): string | undefined {
  const variables = [env, ...envFiles.map((file) => file.variables).reverse()];
  const named = api?.["config"] ?? flags?.["config"] ??
    variables.map((each) => each["RETORT_CONFIG"]).find((path) => path !== undefined && path !== "");
  return typeof named === "string" ? named : undefined;
}

async function readDefaultEnvFile(directory: string): Promise<EnvironmentFile[]> {
  const path = joinPath(directory, ".env");
  const text = await readIfThere(path);
  return text === undefined ? [] : [await parseEnvFile(path, text)];
}

async function readEnvFiles(paths: readonly string[]): Promise<EnvironmentFile[]> {
  return await Promise.all(paths.map(async (path) => {
    const text = await readIfThere(path);
    if (text !== undefined) return await parseEnvFile(path, text);
    throw new RetortError("file-unreadable", `Cannot find the environment file ${path}`, {
      hint: "It is named by --env-file, RETORT_ENV_FILE or `envFile` in the configuration file",
    });
  }));
}

async function parseEnvFile(path: string, text: string): Promise<EnvironmentFile> {
  const { parseDotenv } = await import("./dotenv.ts");
  return { path, variables: parseDotenv(text, path) };
}

async function readConfigFile(
  named: string | undefined,
  directory: string,
  loadModule: ModuleLoader = refuseModule,
): Promise<FileSettings | undefined> {
  for (const path of named === undefined ? FILES.map((name) => joinPath(directory, name)) : [named]) {
    const text = await readIfThere(path);
    if (text !== undefined) return await readContent(path, text, loadModule);
  }
  if (named === undefined) return undefined;
  throw new RetortError("file-unreadable", `Cannot find the configuration file ${named}`, {
    hint: "It is named by --config or RETORT_CONFIG; `retort init` writes one",
  });
}

async function readContent(
  path: string,
  text: string,
  loadModule: ModuleLoader,
): Promise<FileSettings> {
  const { readFileSettings } = await import("./file_settings.ts");
  const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) || "/" : "";
  if (/\.[cm]?[jt]s$/.test(path)) {
    return readFileSettings({ path, folder, data: exported(await loadModule(path), path) });
  }
  const { parseJsonc } = await import("./jsonc.ts");
  return readFileSettings({ path, folder, ...await parseJsonc(text, path) });
}

function exported(module: ModuleExports, path: string): unknown {
  const config = module["default"] ?? module["config"];
  if (config !== undefined) return config;
  throw new RetortError("config-invalid", `${path} exports no configuration`, {
    hint: "Write `export default { … } satisfies Config`, or `export const config: Config = { … }`",
  });
}

function refuseModule(path: string): Promise<ModuleExports> {
  const error = new RetortError("config-invalid", `${path} is code, and code is not loaded here`, {
    hint: "Use a retort.jsonc",
  });
  return Promise.reject(error);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return undefined;
    const reason = (error instanceof Error ? error.message : String(error)).replace(
      / \(os error \d+\).*$/s,
      "",
    );
    throw new RetortError("file-unreadable", `Cannot read ${path}: ${reason.toLowerCase()}`, {
      hint: "Name a text file that the user that runs retort may read",
    });
  }
}
