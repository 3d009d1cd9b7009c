import { type Import, importVisitor, isRelative } from "./imports.ts";
import { layerOf, resolvePath, type SourceFile, sourceFile } from "./source_file.ts";

/**
 * What a layer may import beside itself. `types` are erased, so they cost nothing at run time and make no
 * circle there.
 */
interface Layer {
  readonly may: readonly string[];
  readonly types?: readonly string[];
  readonly lazily?: readonly string[];
}

/** The table of layers: imports only point down. docs/architecture.md says why. */
const LAYERS: Readonly<Record<string, Layer>> = {
  util: { may: [] },
  sql: { may: ["util"] },
  schema: { may: ["util"] },
  revision: { may: ["util"] },
  operation: { may: ["schema", "sql", "util"] },
  diff: { may: ["operation", "schema", "sql", "util"] },
  lint: { may: ["revision", "schema", "sql", "util"], types: ["script"] },
  dialect: { may: ["operation", "schema", "sql", "util"], types: ["diff", "lint"] },
  script: { may: ["revision", "operation", "schema", "sql", "util"], types: ["dialect"] },
  config: { may: ["util"] },
  runtime: {
    may: ["script", "config", "dialect", "diff", "revision", "operation", "schema", "sql", "util"],
  },
  command: {
    may: [
      "runtime",
      "script",
      "config",
      "dialect",
      "diff",
      "lint",
      "revision",
      "operation",
      "schema",
      "sql",
      "util",
    ],
  },
  cli: { may: ["config", "util"], types: ["command"], lazily: ["command"] },
};

/** The one file of `command` that `cli` shares with it. */
const SHARED_WITH_CLI = "src/command/context.ts";

/** Folders form a DAG, imports only point down, and nothing in the program imports from tests. */
export const layers: Deno.lint.Rule = {
  create(context) {
    const file = sourceFile(context.filename);
    if (!file.source) return {};
    return importVisitor((found) => {
      if (!isRelative(found.specifier)) return;
      const message = offence(file, found, resolvePath(file.path, found.specifier));
      if (message !== undefined) context.report({ node: found.node, message, hint: HINT });
    });
  },
};

const HINT = "Move what both need down, or pass it in; the table of layers is in scripts/lint/layers.ts";

function offence(file: SourceFile, found: Import, target: string): string | undefined {
  if (sourceFile(target).test) return "The program never imports from tests";
  if (target.startsWith("scripts/")) return "The program never imports from scripts";
  if (file.layer === "" || layerOf(target) === file.layer) return siblingDialect(file.path, found, target);
  const layer = LAYERS[file.layer];
  if (layer === undefined) return `'${file.layer}' is not in the table of layers`;
  return allowed(layer, found, target) ? undefined : `${file.layer} may not import ${target}`;
}

function allowed(layer: Layer, found: Import, target: string): boolean {
  const goal = layerOf(target);
  if (goal === "" || layer.may.includes(goal)) return goal !== "";
  if (found.kind === "type" && layer.types?.includes(goal) === true) return true;
  if (found.kind === "lazy" && layer.lazily?.includes(goal) === true) return true;
  return layer.lazily?.includes(goal) === true && target === SHARED_WITH_CLI;
}

/**
 * Dialects know nothing of each other; what they share stands in `ansi`. Only the registry knows them all.
 */
function siblingDialect(path: string, found: Import, target: string): string | undefined {
  const [own, other] = [dialectOf(path), dialectOf(target)];
  if (other === undefined || own === other) return undefined;
  if (own === undefined) {
    if (other === "ansi" || (path === "src/dialect/registry.ts" && found.kind === "lazy")) return undefined;
    return layerOf(path) === "dialect" ? `Only the registry loads ${other}, by import()` : undefined;
  }
  return other === "ansi" ? undefined : `Dialect ${own} may not import its sibling ${other}`;
}

function dialectOf(path: string): string | undefined {
  return /^src\/dialect\/([^/]+)\//.exec(path)?.[1];
}
