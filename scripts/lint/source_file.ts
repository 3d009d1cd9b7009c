/** A file as the rules see it. */
export interface SourceFile {
  /** From the repository's root, with slashes. */
  readonly path: string;
  /** The folder under `src`, the unit of layers; "" for files that stand in `src` itself or outside. */
  readonly layer: string;
  /** A test, or something that only tests use: it may import anything. */
  readonly test: boolean;
  /** Part of the program. */
  readonly source: boolean;
}

/** Without the slash before a drive's letter. */
const ROOT = new URL("../../", import.meta.url).pathname.replace(/^\/(?=[A-Za-z]:)/, "");

/** The file that a rule is looking at, from the absolute path that Deno gives, or a path from the root. */
export function sourceFile(filename: string): SourceFile {
  const slashed = filename.replaceAll("\\", "/").replace(/^file:\/\/(?:\/(?=[A-Za-z]:))?/, "");
  const path = slashed.startsWith(ROOT) ? slashed.slice(ROOT.length) : slashed;
  const test = path.endsWith("_test.ts") || path.startsWith("tests/");
  return {
    path,
    layer: layerOf(path),
    test,
    source: !test && (path.startsWith("src/") || path === "main.ts"),
  };
}

/** The folder under `src` that a path is in, or "". */
export function layerOf(path: string): string {
  return /^src\/([^/]+)\//.exec(path)?.[1] ?? "";
}

/** The path that a relative specifier means, from the root. */
export function resolvePath(from: string, specifier: string): string {
  return new URL(specifier, `file:///${from}`).pathname.slice(1);
}
