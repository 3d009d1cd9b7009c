/** One place where a file names another module. */
export interface Import {
  readonly specifier: string;
  /** What is left of it at run time: nothing, something at once, or something when it is reached. */
  readonly kind: "type" | "value" | "lazy";
  readonly node: Deno.lint.Node;
}

/** A visitor that hands every import, re-export, `import()` and `import("…")` type of a file to `visit`. */
export function importVisitor(visit: (found: Import) => void): Deno.lint.LintVisitor {
  const declared = (
    node: Deno.lint.ImportDeclaration | Deno.lint.ExportAllDeclaration,
    kind: "type" | "value",
  ) => visit({ specifier: node.source.value, kind, node });
  return {
    ImportDeclaration: (node) => declared(node, node.importKind),
    ExportAllDeclaration: (node) => declared(node, node.exportKind),
    ExportNamedDeclaration(node) {
      if (node.source !== null) visit({ specifier: node.source.value, kind: node.exportKind, node });
    },
    ImportExpression(node) {
      const specifier = literalText(node.source);
      if (specifier !== undefined) visit({ specifier, kind: "lazy", node });
    },
    TSImportType(node) {
      const specifier = literalText(node.argument);
      if (specifier !== undefined) visit({ specifier, kind: "type", node });
    },
  };
}

/** The text of a string literal, also where it stands as a type. */
export function literalText(node: Deno.lint.Node | null | undefined): string | undefined {
  if (node?.type === "TSLiteralType") return literalText(node.literal);
  return node?.type === "Literal" && typeof node.value === "string" ? node.value : undefined;
}

/** Whether a specifier names a file of this repository. */
export function isRelative(specifier: string): boolean {
  return specifier.startsWith("./") || specifier.startsWith("../");
}
