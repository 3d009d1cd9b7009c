/**
 * A chunk of the bundle, changed so that starting stays quick: `node:module` is not loaded before a package asks
 * for a built-in module, and the targets of `import()` are not parsed before they are imported.
 *
 * @example
 * ```ts
 * rewriteChunk('await import("./mod-1.js")'); // 'await import((0,"./mod-1.js"))'
 * ```
 */
export function rewriteChunk(code: string): string {
  return code.replace(CREATE_REQUIRE, "var $2=a=>process.getBuiltinModule(a);")
    .replace(LAZY_IMPORT, 'import((0,"$1"))');
}

/** What `deno bundle` puts where packages call `require`; they call it for built-in modules only, all else is bundled. */
const CREATE_REQUIRE =
  /import\{createRequire as (__\w+)\}\s*from\s*"node:module";var (\w+)=\1\(import\.meta\.url\);/g;

/** An `import()` of another chunk. */
const LAZY_IMPORT = /\bimport\("(\.\/[\w.-]+\.js)"\)/g;

/** What a chunk must not have after all that: it is what makes every start slow. */
export function slowImport(code: string): string | undefined {
  return /import\{[^}]*\}\s*from\s*"node:module"|import\("\.\/[^"]*"\)/.exec(code)?.[0];
}
