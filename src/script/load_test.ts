import assert from "node:assert/strict";
import { sqlite } from "../dialect/sqlite/mod.ts";
import { createOperations } from "../runtime/code/operations.ts";
import { loadModule } from "./load.ts";
import type { Operations } from "./operations.ts";
import { scriptFailure } from "./script_failure.ts";
import { RetortError } from "../util/errors.ts";

const op: Operations = createOperations(
  {
    execute: () => Promise.resolve(0),
    query: () => Promise.resolve([]),
    operate: () => Promise.resolve(0),
    step: (_name, run) => run(),
    autocommit: (run) => run(),
    chunks: () => Promise.resolve(),
  },
  { dialect: sqlite, config: { naming: {}, x: {} } },
);

/** Runs a test once for each way to load, in a folder of its own. */
function eachLoader(name: string, body: (directory: string) => Promise<void>): void {
  for (const loader of ["import", "hooks", undefined]) {
    // The module hooks keep a thread of the runtime's own.
    const sanitizers = { sanitizeOps: loader === "import", sanitizeResources: loader === "import" };
    Deno.test(`loadModule() ${name} (${loader ?? "either"})`, sanitizers, async () => {
      const directory = await Deno.makeTempDir();
      if (loader === undefined) Deno.env.delete("RETORT_TS_LOADER");
      else Deno.env.set("RETORT_TS_LOADER", loader);
      try {
        await body(directory);
      } finally {
        Deno.env.delete("RETORT_TS_LOADER");
        await Deno.remove(directory, { recursive: true });
      }
    });
  }
}

function write(directory: string, name: string, text: string): string {
  Deno.writeTextFileSync(`${directory}/${name}`, text);
  return `${directory}/${name}`;
}

async function failure(path: string): Promise<RetortError> {
  const error: unknown = await loadModule(path).then(() => undefined, (reason) => reason);
  assert.ok(error instanceof RetortError, String(error));
  return error;
}

eachLoader("imports a revision, its relative imports and its types", async (directory) => {
  write(directory, "lib.ts", "export enum Size { small, large }\nexport const size: Size = Size.large;\n");
  const path = write(
    directory,
    "a.ts",
    `// revision: a
import type { Operations } from "./retort.d.ts";
import { size } from "./lib.ts";
export async function upgrade(op: Operations) { return [op.dialect, size]; }
`,
  );
  const { upgrade, downgrade } = await loadModule(path);
  assert.deepEqual(await upgrade?.(op), ["sqlite", 1]);
  assert.equal(downgrade, undefined);
});

eachLoader("does not mind what a path holds", async (directory) => {
  const path = write(directory, `a b%41#é?'"🐘\\.ts`, "export const upgrade = () => 1;\n");
  assert.equal((await loadModule(path)).upgrade?.(op), 1);
});

eachLoader("names the line of a syntax error", async (directory) => {
  const path = write(directory, "a.ts", "// revision: a\nexport function upgrade() {\n  const x = = 3;\n}\n");
  const error = await failure(path);
  assert.match(error.message, /^Syntax error: Expression expected \(.*a\.ts:3:13\)$/);
});

eachLoader("names the line of a syntax error in an imported file", async (directory) => {
  write(directory, "lib.ts", "export const b = (;\n");
  const path = write(directory, "a.ts", 'import { b } from "./lib.ts";\nexport const upgrade = () => b;\n');
  assert.match((await failure(path)).message, /^Syntax error: .*\(.*lib\.ts:1:19\)$/);
});

eachLoader(
  "names the line of what the module throws, and its own SyntaxError is no syntax error",
  async (directory) => {
    const path = write(
      directory,
      "a.ts",
      `// revision: a
interface Foo {
  a: string;
}

throw new SyntaxError("user's own");
`,
    );
    const error = await failure(path);
    assert.equal(error.code, "script-failed");
    assert.match(error.message, /^SyntaxError: user's own \(.*a\.ts:6:7\)$/);
  },
);

eachLoader("lets what a revision throws be found in the user's file", async (directory) => {
  write(
    directory,
    "lib.ts",
    "type A = 1;\nexport function fail(): never {\n  throw new RangeError('x');\n}\n",
  );
  const path = write(
    directory,
    "a.ts",
    `import { fail } from "./lib.ts";
enum E { a, b }
export async function upgrade() {
  await Promise.resolve(E.a);
  fail();
}
`,
  );
  const { upgrade } = await loadModule(path);
  const thrown = await Promise.resolve(upgrade?.(op)).then(() => undefined, (reason) => reason);
  const error = scriptFailure(thrown, path);
  assert.equal(error.code, "script-failed");
  assert.match(error.message, /^RangeError: x \(.*lib\.ts:3:9\)$/);
});

/** Loads a file in a process that has neither network nor packages, and gives what it says. */
async function alone(path: string): Promise<string> {
  const load = new URL("./load.ts", import.meta.url).href;
  const code = `import { loadModule } from ${JSON.stringify(load)};
    await loadModule(${
    JSON.stringify(path)
  }).then(console.log, (error) => console.log(error.message + "\\n" + error.hint));`;
  const program = `${path}.program.ts`;
  await Deno.writeTextFile(program, code);
  const args = ["run", "-A", "--no-config", "--no-lock", "--cached-only", "--no-remote", "--quiet", program];
  const { stdout } = await new Deno.Command(Deno.execPath(), { args }).output();
  return new TextDecoder().decode(stdout);
}

eachLoader("explains an import that no lone binary can load", async (directory) => {
  const said = await Promise.all(
    ["lodash", "npm:no-such@4", "jsr:@std/fs", "https://example.com/x.ts"].map((specifier, index) =>
      alone(
        write(
          directory,
          `a${index}.ts`,
          `// a\nimport x from "${specifier}";\nexport const upgrade = () => x;\n`,
        ),
      )
    ),
  );
  for (const text of said) {
    assert.match(
      text,
      /^The file imports ".*", which cannot be loaded here \(.*\.ts:2:15\)\nThe file can import/,
    );
  }
});

eachLoader("explains a relative import that is not there", async (directory) => {
  const path = write(directory, "a.ts", 'import x from "./nothere.ts";\nexport const upgrade = () => x;\n');
  assert.match(
    (await failure(path)).message,
    /^The file imports .*nothere\.ts, which is not there \(.*a\.ts:1:15\)$/,
  );
});

eachLoader("explains types that are imported as code", async (directory) => {
  const path = write(
    directory,
    "a.ts",
    'import { Operations } from "./retort.d.ts";\nexport const upgrade = () => Operations;\n',
  );
  const error = await failure(path);
  assert.match(error.message, /^The file imports retort\.d\.ts as code/);
  assert.equal(error.hint, 'Write `import type { Operations } from "./retort.d.ts"`');
});

Deno.test("loadModule() explains types that are imported as code where the project keeps such imports", async () => {
  const directory = await Deno.makeTempDir();
  write(directory, "retort.d.ts", "export interface Operations {}\n");
  const path = write(
    directory,
    "a.ts",
    'import { Operations } from "./retort.d.ts";\nexport const upgrade = (op: Operations) => op;\n',
  );
  Deno.env.set("RETORT_TS_LOADER", "import");
  try {
    const error = await failure(path);
    assert.match(error.message, /^The file imports retort\.d\.ts as code, .*a\.ts:1:10\)$/);
  } finally {
    Deno.env.delete("RETORT_TS_LOADER");
    await Deno.remove(directory, { recursive: true });
  }
});

eachLoader("refuses an export that is no function, and a file that is not there", async (directory) => {
  const path = write(directory, "a.ts", "export const upgrade = 1;\n");
  assert.match((await failure(path)).message, /export `upgrade` is no function/);
  assert.ok((await failure(`${directory}/b.ts`)) instanceof RetortError);
});
