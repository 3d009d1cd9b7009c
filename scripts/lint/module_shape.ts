import { literalText } from "./imports.ts";
import { sourceFile } from "./source_file.ts";

/** One way to write a top-level function. */
export const functionDeclarations: Deno.lint.Rule = {
  create(context) {
    const check = (node: Deno.lint.VariableDeclarator) => {
      if (node.init?.type !== "ArrowFunctionExpression" && node.init?.type !== "FunctionExpression") return;
      context.report({
        node,
        message: "A top-level function is a declaration",
        hint: "Write `function name() { … }`",
      });
    };
    return {
      "Program > VariableDeclaration > VariableDeclarator": check,
      "Program > ExportNamedDeclaration > VariableDeclaration > VariableDeclarator": check,
    };
  },
};

/** A thing has one name, the same everywhere. */
export const namedExports: Deno.lint.Rule = {
  create(context) {
    const report = (node: Deno.lint.Node) =>
      context.report({ node, message: "Default exports have no name", hint: "Export it by name" });
    return {
      ExportDefaultDeclaration: report,
      ExportSpecifier(node) {
        const { exported } = node;
        if ((exported.type === "Identifier" ? exported.name : exported.value) === "default") report(node);
      },
    };
  },
};

/** Private means private at run time too. */
export const privateFields: Deno.lint.Rule = {
  create(context) {
    const check = (node: Deno.lint.PropertyDefinition | Deno.lint.MethodDefinition) => {
      if (node.accessibility !== "private") return;
      if (node.type === "MethodDefinition" && node.kind === "constructor") return;
      context.report({ node, message: "Private members are written `#name`" });
    };
    return { PropertyDefinition: check, MethodDefinition: check };
  },
};

/** What the program can load must be known from its text: bundling and the layers depend on it. */
export const literalImports: Deno.lint.Rule = {
  create(context) {
    return {
      ImportExpression(node) {
        if (sourceFile(context.filename).test || literalText(node.source) !== undefined) return;
        context.report({ node, message: "import() takes a literal", hint: "Spell the path out" });
      },
    };
  },
};

/** A module holds no state and does nothing when it is imported, so the order of imports never matters. */
export const quietModules: Deno.lint.Rule = {
  create(context) {
    const file = sourceFile(context.filename);
    if (!file.source || file.path === "main.ts") return {};
    const global = (node: Deno.lint.Node) =>
      context.report({ node, message: "This is a global", hint: "Pass what is needed as a parameter" });
    return {
      Program(program) {
        for (const node of program.body) {
          if (DECLARES.test(node.type)) continue;
          context.report({
            node,
            message: "This runs when the module is imported",
            hint: "Put it into a function",
          });
        }
      },
      "Program > VariableDeclaration[kind!='const']": global,
      "Program > ExportNamedDeclaration > VariableDeclaration[kind!='const']": global,
    };
  },
};

const DECLARES =
  /^(?:Import|Export\w+|Function|Class|Variable|TS\w+)Declaration$|^TSDeclareFunction$|^EmptyStatement$/;
