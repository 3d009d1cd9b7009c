import { type Import, importVisitor, isRelative } from "./imports.ts";
import { type SourceFile, sourceFile } from "./source_file.ts";

/**
 * Which file may import which npm package: one door for each, so that each can be replaced, and be loaded
 * late.
 */
const PACKAGES: Readonly<Record<string, RegExp>> = {
  "commander": /^src\/cli\/program\.ts$/,
  "jsonc-parser": /^src\/config\/[a-z_]+\.ts$/,
  "postgres": /^src\/dialect\/postgres\/driver\.ts$/,
  "mariadb": /^src\/dialect\/mysql\/driver\.ts$/,
  "libpg-query": /^src\/dialect\/postgres\/parser\.ts$/,
};

/**
 * Each npm package is imported by the file that the list names, and by `import()` where it would cost the
 * start.
 */
export const packages: Deno.lint.Rule = {
  create(context) {
    const file = sourceFile(context.filename);
    return importVisitor((found) => {
      const message = offence(file, found);
      if (message !== undefined) context.report({ node: found.node, message, hint: HINT });
    });
  },
};

const HINT = "The list of packages and their doors is in scripts/lint/packages.ts";

function offence(file: SourceFile, found: Import): string | undefined {
  const { specifier } = found;
  if (isRelative(specifier) || specifier.startsWith("node:")) return undefined;
  if (/^[a-z]+:/.test(specifier)) {
    return `Import '${specifier}' by its name in deno.json, where its version is pinned`;
  }
  if (!file.source) return undefined;
  const door = PACKAGES[packageOf(specifier)];
  if (door === undefined || !door.test(file.path)) {
    return `${file.path} may not import the package '${specifier}'`;
  }
  if (found.kind === "value" && file.layer === "dialect") {
    return `Import '${specifier}' inside a function, by import(): nobody else should pay for it`;
  }
  return undefined;
}

function packageOf(specifier: string): string {
  return specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}
