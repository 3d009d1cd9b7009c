import { literalText } from "./imports.ts";
import { sourceFile } from "./source_file.ts";

const NAMES = new Set(["sqlite", "postgres", "postgresql", "mysql", "mariadb"]);

/** All that engines differ in lives in `src/dialect`: nobody else asks which one it is. */
export const dialectNames: Deno.lint.Rule = {
  create(context) {
    const file = sourceFile(context.filename);
    if (!file.source || file.layer === "dialect") return {};
    const check = (node: Deno.lint.Node | null) => {
      const text = literalText(node);
      if (node === null || text === undefined || !NAMES.has(text)) return;
      context.report({ node, message: `'${text}' is compared outside src/dialect`, hint: HINT });
    };
    return {
      BinaryExpression(node) {
        if (!/^[!=]==?$/.test(node.operator)) return;
        check(node.left);
        check(node.right);
      },
      SwitchCase: (node) => check(node.test),
    };
  },
};

const HINT = "Add a member to Dialect that answers the question, and let each engine answer it";
