import { importVisitor } from "./imports.ts";
import { sourceFile } from "./source_file.ts";

/**
 * The files of the program that may touch the world: files, processes, the network, the clock. All others are
 * pure.
 */
const EFFECTFUL: readonly RegExp[] = [
  /^main\.ts$/,
  /^src\/[^/]+\.ts$/,
  /^src\/dialect\/[^/]+\/(?:[a-z_]+_)?(?:driver|backup)\.ts$/,
  /^src\/script\/(?:directory|load)\.ts$/,
  /^src\/config\/(?:load|reference)\.ts$/,
  /^src\/runtime\//,
  /^src\/cli\//,
];

/** Globals whose every use is an effect. */
const GLOBALS = new Set(["Deno", "console", "fetch", "process", "performance", "localStorage"]);

/** Calls whose answer differs from one time to the next. */
const CALLS = new Set(["Date.now", "Math.random", "crypto.randomUUID", "crypto.getRandomValues"]);

/** `Deno.*`, `node:`, the clock and random values stand only in the files that say so by their name. */
export const effects: Deno.lint.Rule = {
  create(context) {
    const file = sourceFile(context.filename);
    if (!file.source || EFFECTFUL.some((pattern) => pattern.test(file.path))) return {};
    const report = (node: Deno.lint.Node, what: string) =>
      context.report({ node, message: `${what} is an effect, and this file is pure`, hint: HINT });
    return {
      ...importVisitor((found) => {
        if (found.specifier.startsWith("node:") && found.kind !== "type") report(found.node, found.specifier);
      }),
      Identifier(node) {
        if (GLOBALS.has(node.name) && !isName(node)) report(node, node.name);
      },
      CallExpression(node) {
        const called = context.sourceCode.getText(node.callee);
        if (CALLS.has(called)) report(node, `${called}()`);
      },
      NewExpression(node) {
        if (context.sourceCode.getText(node) === "new Date()") report(node, "new Date()");
      },
    };
  },
};

const HINT = "Take the data, or a function, as a parameter; the list is in scripts/lint/effects.ts";

/** Whether an identifier names a property, a parameter's type or a key rather than the global. */
function isName(node: Deno.lint.Identifier): boolean {
  const { parent } = node;
  switch (parent.type) {
    case "MemberExpression":
      return parent.property === node && !parent.computed && !isGlobalThis(parent.object);
    case "Property":
      return parent.key === node && !parent.computed && !parent.shorthand;
    case "PropertyDefinition":
    case "MethodDefinition":
      return parent.key === node;
    default:
      return parent.type.startsWith("TS") && parent.type !== "TSAsExpression" &&
        parent.type !== "TSNonNullExpression";
  }
}

function isGlobalThis(node: Deno.lint.Node): boolean {
  return node.type === "Identifier" && node.name === "globalThis";
}
