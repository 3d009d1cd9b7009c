import { sourceFile } from "./source_file.ts";

const VAGUE = new Set(["utils", "util", "helpers", "helper", "common", "types", "misc", "shared"]);

/** A thing is found by guessing its path. */
export const fileNames: Deno.lint.Rule = {
  create(context) {
    return {
      Program(node) {
        const { path } = sourceFile(context.filename);
        // Revision files are named by the template of the directory that they stand in.
        if (path.startsWith("migrations/")) return;
        const message = offence(path.slice(path.lastIndexOf("/") + 1));
        if (message !== undefined) context.report({ range: [node.range[0], node.range[0] + 1], message });
      },
    };
  },
};

function offence(name: string): string | undefined {
  const stem = name.replace(/(?:\.d)?\.(?:tsx?|js)$/, "");
  if (VAGUE.has(stem)) return `A file named '${stem}' holds no one idea: name it after its main export`;
  return /^[a-z][a-z0-9_]*(?:\.config)?$/.test(stem) ? undefined : `'${name}' is not snake_case`;
}

/** Every export says in one sentence what it is for. */
export const documentedExports: Deno.lint.Rule = {
  create(context) {
    if (!sourceFile(context.filename).source) return {};
    return {
      ExportNamedDeclaration(node) {
        if (node.declaration === null) return;
        const before = context.sourceCode.text.slice(0, node.range[0]).trimEnd();
        if (before.endsWith("*/") || overloaded(node, context.sourceCode.ast)) return;
        context.report({
          node: nameOf(node.declaration),
          message: "Say in `/** … */` what this export is for",
        });
      },
    };
  },
};

/** Overloads are documented once, at the first. */
function overloaded(node: Deno.lint.ExportNamedDeclaration, program: Deno.lint.Program): boolean {
  const before = program.body[program.body.findIndex((other) => other.range[0] === node.range[0]) - 1];
  return before?.type === "ExportNamedDeclaration" && before.declaration?.type === "TSDeclareFunction";
}

function nameOf(node: Deno.lint.Node): Deno.lint.Node {
  if (node.type === "VariableDeclaration") return node.declarations[0]?.id ?? node;
  return "id" in node && node.id !== null && typeof node.id === "object" ? node.id : node;
}
