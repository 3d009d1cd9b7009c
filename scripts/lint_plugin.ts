import { dialectNames } from "./lint/dialect_names.ts";
import { effects } from "./lint/effects.ts";
import { layers } from "./lint/layers.ts";
import {
  functionDeclarations,
  literalImports,
  namedExports,
  privateFields,
  quietModules,
} from "./lint/module_shape.ts";
import { documentedExports, fileNames } from "./lint/names_and_docs.ts";
import { packages } from "./lint/packages.ts";
import { casts, reasonedIgnores } from "./lint/promises.ts";
import { fileSize, functionSize } from "./lint/sizes.ts";

/** The habits of this house that a machine can check. Each rule's file says what it is for. */
const plugin: Deno.lint.Plugin = {
  name: "retort",
  rules: {
    "layers": layers,
    "effects": effects,
    "packages": packages,
    "dialect-names": dialectNames,
    "function-size": functionSize,
    "file-size": fileSize,
    "casts": casts,
    "reasoned-ignores": reasonedIgnores,
    "function-declarations": functionDeclarations,
    "named-exports": namedExports,
    "private-fields": privateFields,
    "literal-imports": literalImports,
    "quiet-modules": quietModules,
    "file-names": fileNames,
    "documented-exports": documentedExports,
  },
};

// deno-lint-ignore retort/named-exports -- Deno takes a plugin by its default export
export default plugin;
