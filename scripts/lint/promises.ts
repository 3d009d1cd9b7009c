/** A cast is a promise that nobody checks: `as const` alone is none. */
export const casts: Deno.lint.Rule = {
  create(context) {
    const report = (node: Deno.lint.Node) =>
      context.report({ node, message: "This cast is a promise that nobody checks", hint: HINT });
    return {
      TSAsExpression(node) {
        if (!/\bas\s+const$/.test(context.sourceCode.getText(node))) report(node);
      },
      TSTypeAssertion: report,
    };
  },
};

const HINT = "Narrow the type, or write `// deno-lint-ignore retort/casts -- why it holds` above it";

/** Whoever silences a rule says why. */
export const reasonedIgnores: Deno.lint.Rule = {
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (!/^\s*deno-lint-ignore/.test(comment.value) || / -- \S/.test(comment.value)) continue;
          context.report({
            range: comment.range,
            message: "This directive silences a rule without a reason",
            hint: "Write ` -- why` after the rule's name",
          });
        }
      },
    };
  },
};
