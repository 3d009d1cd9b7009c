import assert from "node:assert/strict";
import plugin from "./lint_plugin.ts";

/** [what it shows, path, source, the rules that must speak] */
type Case = readonly [shows: string, path: string, source: string, ...rules: readonly string[]];

const LONG = "  one();\n".repeat(51);

const CASES: readonly Case[] = [
  ["a layer imports a lower one", "src/diff/a.ts", `import { b } from "../schema/b.ts";`],
  ["a layer imports itself", "src/diff/a.ts", `import { b } from "./b.ts";`],
  ["a layer imports a higher one", "src/schema/a.ts", `import { b } from "../diff/b.ts";`, "layers"],
  ["util imports anything", "src/util/a.ts", `import { b } from "../sql/b.ts";`, "layers"],
  ["a re-export points up", "src/util/a.ts", `export { b } from "../sql/b.ts";`, "layers"],
  ["a star re-export points up", "src/util/a.ts", `export * from "../sql/b.ts";`, "layers"],
  [
    "an import() points up",
    "src/sql/a.ts",
    `/** f */\nexport function f() { return import("../cli/b.ts"); }`,
    "layers",
  ],
  ["a type import points up", "src/sql/a.ts", `type B = import("../cli/b.ts").B;`, "layers"],
  ["a dialect imports lint's types", "src/dialect/dialect.ts", `import type { R } from "../lint/rule.ts";`],
  [
    "a dialect imports lint's values",
    "src/dialect/dialect.ts",
    `import { r } from "../lint/rule.ts";`,
    "layers",
  ],
  ["a command imports the runtime", "src/command/a.ts", `import { b } from "../runtime/b.ts";`],
  ["a command imports the command line", "src/command/a.ts", `import { b } from "../cli/b.ts";`, "layers"],
  ["the command line loads a command", "src/cli/a.ts", `function f() { return import("../command/b.ts"); }`],
  ["the command line imports a command", "src/cli/a.ts", `import { b } from "../command/b.ts";`, "layers"],
  ["the command line imports the context", "src/cli/a.ts", `import { b } from "../command/context.ts";`],
  ["the command line imports the runtime", "src/cli/a.ts", `import { b } from "../runtime/b.ts";`, "layers"],
  ["a new folder is not in the table", "src/misc/a.ts", `import { b } from "../util/b.ts";`, "layers"],
  ["the public API imports anything", "src/mod.ts", `import { b } from "./command/b.ts";`],
  ["the program imports a test", "src/mod.ts", `import { b } from "../tests/support/b.ts";`, "layers"],
  ["the program imports a unit test", "src/sql/a.ts", `import { b } from "./b_test.ts";`, "layers"],
  ["the program imports a script", "main.ts", `import { b } from "./scripts/b.ts";`, "layers"],
  ["a test imports anything", "src/util/a_test.ts", `import { b } from "../cli/b.ts";`],

  ["a dialect imports ansi", "src/dialect/mysql/a.ts", `import { b } from "../ansi/b.ts";`],
  [
    "a dialect imports its sibling",
    "src/dialect/mysql/a.ts",
    `import { b } from "../postgres/b.ts";`,
    "layers",
  ],
  ["ansi imports a dialect", "src/dialect/ansi/a.ts", `import { b } from "../postgres/b.ts";`, "layers"],
  [
    "the registry loads a dialect",
    "src/dialect/registry.ts",
    `function f() { return import("./mysql/mod.ts"); }`,
  ],
  [
    "the registry imports a dialect",
    "src/dialect/registry.ts",
    `import { m } from "./mysql/mod.ts";`,
    "layers",
  ],
  [
    "another root file loads a dialect",
    "src/dialect/a.ts",
    `function f() { return import("./mysql/b.ts"); }`,
    "layers",
  ],
  [
    "the runtime compares a name",
    "src/runtime/a.ts",
    `if (d.name === "mysql") f();`,
    "dialect-names",
    "quiet-modules",
  ],
  ["a name on the left", "src/runtime/a.ts", `const x = "postgres" !== d.name;`, "dialect-names"],
  [
    "a name in a switch",
    "src/cli/a.ts",
    `function f() { switch (d) { case "sqlite": return; } }`,
    "dialect-names",
  ],
  ["a dialect compares a name", "src/dialect/mysql/a.ts", `const x = d === "mariadb";`],
  ["a test compares a name", "tests/a_test.ts", `const x = d === "mariadb";`],

  ["Deno in a pure file", "src/sql/a.ts", `const x = Deno.args;`, "effects"],
  ["Deno handed on", "src/sql/a.ts", `const x = f(Deno);`, "effects"],
  ["Deno through globalThis", "src/sql/a.ts", `const x = globalThis.Deno;`, "effects"],
  ["node: in a pure file", "src/schema/a.ts", `import { x } from "node:path";`, "effects"],
  [
    "node: loaded late in a pure file",
    "src/schema/a.ts",
    `function f() { return import("node:fs"); }`,
    "effects",
  ],
  ["console in a command", "src/command/a.ts", `function f() { console.log(1); }`, "effects"],
  [
    "the clock in a pure file",
    "src/revision/a.ts",
    `const x = () => 1, y = [Date.now(), new Date()];`,
    "function-declarations",
    "effects",
    "effects",
  ],
  ["a date that is given", "src/revision/a.ts", `const y = new Date(0);`],
  [
    "random ids in a pure file",
    "src/script/a.ts",
    `const y = [crypto.randomUUID(), Math.random()];`,
    "effects",
    "effects",
  ],
  [
    "a key and a type named Deno",
    "src/sql/a.ts",
    `const y = { Deno: 1 }; type T = Deno.Command; const z = y.Deno;`,
  ],
  ["Deno in a driver", "src/dialect/sqlite/driver.ts", `const x = Deno.args;`],
  ["Deno in another file of a dialect", "src/dialect/sqlite/compiler.ts", `const x = Deno.args;`, "effects"],
  ["Deno in the script directory", "src/script/directory.ts", `const x = Deno.args;`],
  ["Deno in the runtime", "src/runtime/a.ts", `const x = Deno.args;`],

  [
    "a driver loads its client",
    "src/dialect/postgres/driver.ts",
    `function f() { return import("postgres"); }`,
  ],
  [
    "a driver imports its client's types",
    "src/dialect/postgres/driver.ts",
    `import type { Sql } from "postgres";`,
  ],
  [
    "a driver imports its client",
    "src/dialect/postgres/driver.ts",
    `import postgres from "postgres";`,
    "packages",
  ],
  [
    "a driver loads another's client",
    "src/dialect/mysql/driver.ts",
    `const x = import("postgres");`,
    "packages",
  ],
  ["a package that is not on the list", "src/sql/a.ts", `import { x } from "lodash";`, "packages"],
  ["commander in its file", "src/cli/program.ts", `import { Command } from "commander";`],
  ["commander elsewhere", "src/cli/main.ts", `import { Command } from "commander";`, "packages"],
  ["a package by URL", "scripts/a.ts", `import { x } from "npm:lodash@4";`, "packages"],
  ["a package in a test", "src/sql/a_test.ts", `import fc from "fast-check";`],

  ["a function of 53 lines", "src/sql/a.ts", `function f() {\n${LONG}}`, "function-size"],
  ["a method of 53 lines", "src/sql/a.ts", `class A {\n  f() {\n${LONG}  }\n}`, "function-size"],
  ["a test's function of 53 lines", "src/sql/a_test.ts", `function f() {\n${LONG}}`],
  [
    "a test's function of 155 lines",
    "src/sql/a_test.ts",
    `function f() {\n${LONG.repeat(3)}}`,
    "function-size",
  ],
  ["a file of 401 lines", "src/sql/a.ts", "//\n".repeat(401), "file-size"],
  ["a file of 400 lines", "src/sql/a.ts", "//\n".repeat(400)],
  ["a test file of 401 lines", "src/sql/a_test.ts", "//\n".repeat(401)],

  ["as const", "src/sql/a.ts", `const x = [1] as const;`],
  ["a cast", "src/sql/a.ts", `const x = y as string;`, "casts"],
  ["a cast in angle brackets", "src/sql/a.ts", `const x = <string> y;`, "casts"],
  ["satisfies", "src/sql/a.ts", `const x = y satisfies string;`],
  ["a reason", "src/sql/a.ts", `// deno-lint-ignore no-explicit-any -- the driver's type\nconst x = 1;`],
  ["no reason", "src/sql/a.ts", `// deno-lint-ignore no-explicit-any\nconst x = 1;`, "reasoned-ignores"],
  ["no reason for a file", "src/sql/a.ts", `// deno-lint-ignore-file\nconst x = 1;`, "reasoned-ignores"],

  ["a function as a constant", "src/sql/a.ts", `const f = () => 1;`, "function-declarations"],
  ["an exported one", "scripts/a.ts", `export const f = function () {};`, "function-declarations"],
  ["a function within a function", "src/sql/a.ts", `function g() { const f = () => 1; return f; }`],
  ["a default export", "src/sql/a.ts", `export default 1;`, "named-exports"],
  ["a default export by name", "src/sql/a.ts", `export { x as default };`, "named-exports"],
  [
    "a private field",
    "src/sql/a.ts",
    `class A { private x = 1; private f() {} }`,
    "private-fields",
    "private-fields",
  ],
  ["a private constructor", "src/sql/a.ts", `class A { #x = 1; private constructor() {} }`],
  ["a computed import()", "src/sql/a.ts", `function f(x: string) { return import(x); }`, "literal-imports"],
  ["a computed import() in a test", "tests/a.ts", `function f(x: string) { return import(x); }`],
  ["a call on import", "src/sql/a.ts", `register();`, "quiet-modules"],
  ["a global", "src/sql/a.ts", `let count = 0;`, "quiet-modules"],
  ["an exported global", "src/sql/a.ts", `/** c */\nexport let count = 0;`, "quiet-modules"],
  ["a call in main.ts", "main.ts", `run();`],

  ["a vague name", "src/sql/utils.ts", `const x = 1;`, "file-names"],
  ["a name in camelCase", "src/sql/aB.ts", `const x = 1;`, "file-names"],
  ["a test's name", "src/sql/a_b_test.ts", `const x = 1;`],
  ["a declaration file's name", "src/script/retort.d.ts", `type X = 1;`],
  ["an export without a word", "src/sql/a.ts", `export const x = 1;`, "documented-exports"],
  ["a documented export", "src/sql/a.ts", `/** The x. */\nexport const x = 1;`],
  [
    "overloads",
    "src/sql/a.ts",
    `/** f */\nexport function f(a: 1): 1;\nexport function f(a: 1): 1 { return a; }`,
  ],
  ["an export of a test", "tests/a.ts", `export const x = 1;`],
];

for (const [shows, path, source, ...rules] of CASES) {
  Deno.test(`lint_plugin says ${rules.join(" and ") || "nothing"} to: ${shows}`, () => {
    const found = Deno.lint.runPlugin(plugin, path, source).map((diagnostic) =>
      diagnostic.id.replace("retort/", "")
    );
    assert.deepEqual(found.sort(), [...rules].sort());
  });
}

Deno.test("lint_plugin has a case for every rule", () => {
  const tried = new Set(CASES.flatMap(([, , , ...rules]) => rules));
  assert.deepEqual([...tried].sort(), Object.keys(plugin.rules).sort());
});
