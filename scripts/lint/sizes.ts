import { sourceFile } from "./source_file.ts";

/** Lines. A table of cases may be long, so tests get more. */
const LIMITS = {
  program: { function: 50, file: 400 },
  test: { function: 150, file: 800 },
} as const;

type Sized = Deno.lint.FunctionDeclaration | Deno.lint.FunctionExpression | Deno.lint.ArrowFunctionExpression;

/** A long function is two ideas. */
export const functionSize: Deno.lint.Rule = {
  create(context) {
    const limit = limits(context.filename).function;
    const check = (node: Sized) => {
      const lines = countLines(context.sourceCode.getText(node));
      if (lines <= limit) return;
      context.report({
        node,
        message: `This function has ${lines} lines; the limit is ${limit}`,
        hint: "Take its second idea out",
      });
    };
    return { FunctionDeclaration: check, FunctionExpression: check, ArrowFunctionExpression: check };
  },
};

/** A long file is two files. */
export const fileSize: Deno.lint.Rule = {
  create(context) {
    return {
      Program(node) {
        // Declarations are written by `retort init`: their sources are what is read and edited.
        if (context.filename.endsWith(".d.ts")) return;
        const limit = limits(context.filename).file;
        const lines = countLines(context.sourceCode.text.trimEnd());
        if (lines <= limit) return;
        const message = `This file has ${lines} lines; the limit is ${limit}`;
        context.report({
          range: [node.range[0], node.range[0] + 1],
          message,
          hint: "Take its second idea out",
        });
      },
    };
  },
};

function limits(filename: string): { readonly function: number; readonly file: number } {
  return sourceFile(filename).test ? LIMITS.test : LIMITS.program;
}

function countLines(text: string): number {
  return text.split("\n").length;
}
