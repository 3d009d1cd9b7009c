import { RetortError } from "../util/errors.ts";
import { fileUrl, pathOf, readImported, readText } from "./directory.ts";
import { importedPath, importsOf, isRelative } from "./imports.ts";
import { positionAt } from "../sql/position.ts";
import type { Operations } from "./operations.ts";
import { scriptFailure } from "./script_failure.ts";
import { withoutColour } from "../util/harmless.ts";
import { ScriptError, type ScriptPlace } from "./script_error.ts";

/** What a TypeScript revision exports. */
export interface ScriptModule {
  readonly upgrade?: (op: Operations) => unknown;
  readonly downgrade?: (op: Operations) => unknown;
}

/**
 * Imports a TypeScript revision from disk.
 *
 * @throws {ScriptError} `file-invalid` for a file that cannot be loaded, `script-failed` where it throws.
 *
 * @example
 * ```ts
 * const { upgrade } = await loadModule("migrations/20261121_9b2e_avatars.ts");
 * ```
 */
export async function loadModule(path: string): Promise<ScriptModule> {
  return scriptModule(await loadExports(path), path);
}

/**
 * Imports a TypeScript file of the user's from disk. `RETORT_TS_LOADER=import|hooks` takes one way to do it;
 * otherwise the runtime's own import is tried, and where it refuses the file, module hooks that take the types off.
 *
 * @throws {ScriptError} `file-invalid` for a file that cannot be loaded, `script-failed` where it throws.
 */
export async function loadExports(path: string): Promise<unknown> {
  const url = fileUrl(path);
  switch (Deno.env.get("RETORT_TS_LOADER")) {
    case "hooks":
      return await importByHooks(url).catch((error) => refuse(error, path));
    case "import":
      return await importPlainly(url).catch((error) => refuse(error, path));
    default:
      return await importEitherWay(url, path);
  }
}

async function importPlainly(url: string): Promise<unknown> {
  // deno-lint-ignore retort/literal-imports -- the file is the user's, and known only when it is to run
  return await import(url);
}

async function importEitherWay(url: string, path: string): Promise<unknown> {
  try {
    return await importPlainly(url);
  } catch (error) {
    if (!isRefusal(error)) refuse(error, path);
    const reason = refusalOf(error, path);
    if (reason !== undefined) throw reason;
    return await importByHooks(url).catch((second) => refuse(second, path));
  }
}

/** Imports with the types taken off by node:module; loaded only when it is needed. */
async function importByHooks(url: string): Promise<unknown> {
  const { registerHooks, stripTypeScriptTypes } = await import("node:module");
  const failures: RetortError[] = [];
  const importers = new Map<string, Importer>();
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const parent = context.parentURL;
      if (parent?.startsWith("file:") && isRelative(specifier)) {
        importers.set(new URL(specifier, parent).href, { path: pathOf(parent), specifier });
      }
      return next(specifier, context);
    },
    load(asked, context, next) {
      if (!asked.startsWith("file:") || !asked.endsWith(".ts")) return next(asked, context);
      try {
        const code = stripTypeScriptTypes(readText(pathOf(asked)), { mode: "transform", sourceMap: true });
        return { format: "module", source: withSource(code, asked), shortCircuit: true };
      } catch (error) {
        failures.push(loadFailure(error, asked, importers.get(asked)));
        throw error;
      }
    },
  });
  try {
    return await importPlainly(url);
  } catch (error) {
    throw failures[0] ?? error;
  } finally {
    hooks.deregister();
  }
}

/** The file that imports another, and the words it does it with. */
interface Importer {
  readonly path: string;
  readonly specifier: string;
}

function loadFailure(error: unknown, url: string, importer: Importer | undefined): RetortError {
  if (importer === undefined || exists(pathOf(url))) return syntaxError(error, url);
  const place = placeOfImport(importer);
  return url.endsWith(".d.ts") ? typeImport(place, pathOf(url)) : absentImport(place, pathOf(url), error);
}

function absentImport(place: ScriptPlace, imported: string, cause: unknown): ScriptError {
  const hint = 'Relative imports name the file with its ending, as in "./avatar.ts"';
  return new ScriptError(`The file imports ${imported}, which is not there`, place, hint, { cause });
}

/** Where a file names what it imports. */
function placeOfImport({ path, specifier }: Importer): ScriptPlace {
  const text = readText(path);
  const at = ['"', "'"].map((quote) => text.indexOf(quote + specifier + quote)).find((offset) => offset >= 0);
  if (at === undefined) return { path };
  const { line, column } = positionAt(text, at);
  return { path, line, column };
}

/** Names the file in the source map, so that stacks do. */
function withSource(code: string, url: string): string {
  const mark = "sourceMappingURL=data:application/json;base64,";
  const at = code.lastIndexOf(mark);
  if (at < 0) return code;
  const bytes = Uint8Array.fromBase64(code.slice(at + mark.length).trim());
  const map: unknown = JSON.parse(new TextDecoder().decode(bytes));
  const named = new TextEncoder().encode(JSON.stringify(Object.assign({}, map, { sources: [url] })));
  return code.slice(0, at + mark.length) + named.toBase64();
}

function syntaxError(error: unknown, url: string): RetortError {
  if (error instanceof RetortError) return error;
  const message = withoutColour(error instanceof Error ? error.message : String(error));
  const [, line, column] = /stripTypeScriptTypes\.ts:(\d+):(\d+)/.exec(message) ?? [];
  const place = {
    path: pathOf(url),
    ...(line === undefined ? {} : { line: Number(line), column: Number(column) }),
  };
  return new ScriptError(firstLine(message), place, undefined, { cause: error });
}

/** The file of types that is imported without `type`, where that is why a file cannot be linked: none of it ran. */
function typesAsCode(error: unknown): string | undefined {
  if (!(error instanceof SyntaxError)) return undefined;
  return /^The requested module '([^']+\.d\.ts)' does not provide/.exec(error.message)?.[1];
}

function refuse(error: unknown, path: string): never {
  const types = typesAsCode(error);
  if (types !== undefined && error instanceof Error) {
    throw typeImport(placeIn(error.message) ?? { path }, types);
  }
  if (!isRefusal(error)) throw scriptFailure(error, path);
  throw refusalOf(error, path) ??
    new ScriptError(
      `The file cannot be loaded: ${firstLine(withoutColour(error.message))}`,
      { path },
      IMPORT_HINT,
      {
        cause: error,
      },
    );
}

const IMPORT_HINT =
  "The file can import other files by relative paths, `node:` modules, and types by `import type`";

/** Whether the runtime refused to load a module, so that no code of the user's ran. */
function isRefusal(error: unknown): error is Error {
  return error instanceof Error && "code" in error && typeof error.code === "string" &&
    error.code.startsWith("ERR_");
}

/** What is wrong with a file that the runtime refused; undefined when the file is not to blame. */
function refusalOf(error: Error, path: string): ScriptError | undefined {
  const message = withoutColour(error.message);
  const place = placeIn(message) ?? { path };
  if (/^(?:Uncaught )?SyntaxError|^The module's source code could not be parsed/.test(message)) {
    return new ScriptError(firstLine(message), place, undefined, { cause: error });
  }
  const missing = /^Module not found "(file:[^"]+)"/.exec(message)?.[1];
  if (missing === undefined) return foreignImport(path, error);
  if (missing.endsWith(".d.ts")) return typeImport(place, pathOf(missing));
  if (exists(pathOf(missing))) return undefined;
  return absentImport(place, pathOf(missing), error);
}

function typeImport(place: ScriptPlace, imported: string): ScriptError {
  const name = imported.slice(imported.lastIndexOf("/") + 1);
  return new ScriptError(
    `The file imports ${name} as code, and it holds nothing but types`,
    place,
    `Write \`import type { Operations } from "./${name}"\``,
  );
}

/**
 * Refuses a module that imports a package, itself or through its relative imports: found in the text, so that nothing
 * is downloaded and nothing has run.
 *
 * @throws {ScriptError} `file-invalid`, with the file and the line.
 */
export function refuseForeignImports(path: string): void {
  const seen = new Set<string>();
  const waiting = [path];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const text = seen.has(file) ? undefined : readImported(file);
    seen.add(file);
    if (text === undefined) continue;
    const specifiers = importsOf(text.replace(/^[ \t]*\/\*[^]*?\*\//gm, ""));
    const foreign = specifiers.find(isForeign);
    if (foreign !== undefined) throw foreignError(file, foreign);
    for (const specifier of specifiers.filter(isRelative)) waiting.push(importedPath(file, specifier));
  }
}

/** Whether an import needs a registry or an import map. */
function isForeign(specifier: string): boolean {
  return !isRelative(specifier) && !/^(?:\/|node:|file:|data:)/.test(specifier);
}

/** The first such import in the file that could not be loaded, or in what it imports. */
function foreignImport(path: string, cause: Error): ScriptError | undefined {
  const file = placeIn(withoutColour(cause.message))?.path ?? path;
  const text = exists(file) ? readText(file) : "";
  const foreign = importsOf(text).find(isForeign);
  return foreign === undefined ? undefined : foreignError(file, foreign);
}

function foreignError(file: string, specifier: string): ScriptError {
  return new ScriptError(
    `The file imports "${specifier}", which cannot be loaded here`,
    placeOfImport({ path: file, specifier }),
    `${IMPORT_HINT}; copy what is needed into a file beside it`,
  );
}

function placeIn(message: string): ScriptPlace | undefined {
  const match = /\bat (file:\/\/[^\n]+?):(\d+):(\d+)\s*$/m.exec(message);
  if (match === null) return undefined;
  return { path: pathOf(match[1] ?? ""), line: Number(match[2]), column: Number(match[3]) };
}

function firstLine(message: string): string {
  return message.replace(/^(?:(?:Uncaught )?SyntaxError: )+/, "Syntax error: ").split("\n")[0] ?? message;
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** A module's exports, looked at once: what is called `upgrade` or `downgrade` is a function. */
function scriptModule(module: unknown, path: string): ScriptModule {
  const upgrade = functionOf(module, "upgrade", path);
  const downgrade = functionOf(module, "downgrade", path);
  return { ...(upgrade && { upgrade }), ...(downgrade && { downgrade }) };
}

function functionOf(module: unknown, name: "upgrade" | "downgrade", path: string) {
  if (typeof module !== "object" || module === null) return undefined;
  const value: unknown = Reflect.get(module, name);
  if (value === undefined) return undefined;
  if (typeof value !== "function") {
    const hint = `Write \`export async function ${name}(op: Operations): Promise<void> { … }\``;
    throw new ScriptError(`The export \`${name}\` is no function`, { path }, hint);
  }
  return (op: Operations): unknown => Reflect.apply(value, undefined, [op]);
}
