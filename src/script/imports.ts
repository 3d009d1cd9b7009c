const STATEMENT =
  /(?:^|;)[ \t]*(?:import|export)\b(?!\s+type\b)[^'"`;()=]*?\bfrom\s*["']([^"'\n]+)["']|(?:^|;)[ \t]*import\s*["']([^"'\n]+)["']|(?<!\/\/[^\n]*)\bimport\s*\(\s*["']([^"'\n]+)["']\s*[,)]/gm;

/** What a module imports when it runs, found in its text; what it imports as types only is left out. */
export function importsOf(text: string): readonly string[] {
  const found: string[] = [];
  for (const match of text.matchAll(STATEMENT)) {
    const specifier = match[1] ?? match[2] ?? match[3];
    if (specifier !== undefined && !specifier.endsWith(".d.ts")) {
      found.push(specifier);
    }
  }
  return found;
}

/** Whether a specifier names a file beside the one that imports it. */
export function isRelative(specifier: string): boolean {
  return specifier.startsWith("./") || specifier.startsWith("../");
}

/** The path of the file that a relative import names; `importer` is the path of the file that it stands in. */
export function importedPath(importer: string, specifier: string): string {
  const parts = importer.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === ".") continue;
    const last = parts.at(-1);
    if (part !== "..") parts.push(decoded(part));
    else if (last === undefined || last === "..") parts.push("..");
    else parts.pop();
  }
  return parts.join("/");
}

/** A specifier is a URL, so that a `%20` in it is a blank in the file's name. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
