import assert from "node:assert/strict";
import fc from "fast-check";
import { COMMANDS } from "./commands.ts";
import type { Parsed } from "./invocation.ts";
import { parseCommandLine } from "./program.ts";
import { quickParse } from "./quick.ts";
import { globalFlags } from "./setting_flags.ts";
import { type CommandSpec, flagOf, type OptionTable } from "./spec.ts";

const GLOBALS = globalFlags();

function quick(...args: string[]) {
  return quickParse(args, COMMANDS, GLOBALS);
}

Deno.test("quickParse() reads flags before and after the command", () => {
  const parsed = quick("--url", "sqlite:a.db", "heads", "--json", "-v", "-d", "one", "-d", "two");
  assert.equal(parsed?.spec.name, "heads");
  assert.deepEqual(parsed?.values, { verbose: true, arguments: [] });
  assert.deepEqual(parsed?.globals, { url: "sqlite:a.db", json: true, dir: ["one", "two"] });
});

Deno.test("quickParse() takes -1 and -3:current as values", () => {
  assert.deepEqual(quick("downgrade", "-1")?.values.arguments, ["-1"]);
  assert.equal(quick("history", "-r", "-3:current")?.values.revRange, "-3:current");
});

Deno.test("quickParse() leaves every doubt to the parser", () => {
  const doubts = [
    [],
    ["help"],
    ["heads", "--help"],
    ["heads", "--verb"],
    ["heads", "--nope"],
    ["heads", "surplus"],
    ["downgrade"],
    ["history", "-r"],
    ["history", "-r", "--json"],
    ["heads", "--json=1"],
    ["heads", "--"],
    ["heads", "-vq"],
    ["graph", "--format", "png"],
    ["--json"],
  ];
  for (const args of doubts) assert.equal(quick(...args), undefined, args.join(" "));
});

/** Words as people type them, and a little beside. */
function words(): fc.Arbitrary<string[]> {
  const others = COMMANDS.map(({ options }) => options).flatMap(spellings);
  return fc.constantFrom(...COMMANDS).chain((spec) => wordsFor(spec, others));
}

/** The command's own flags as often as those of all others together. */
function wordsFor({ name, aliases = [], options }: CommandSpec, others: readonly string[]) {
  const flags = [...spellings(GLOBALS), ...spellings(options)];
  const loose = fc.oneof(
    fc.constantFrom(...flags),
    fc.constantFrom(...others),
    fc.constantFrom(...flags).map((flag) => `${flag}=x`),
    fc.constantFrom(
      "-1",
      "+1",
      "-0",
      "001",
      "-3:current",
      "head",
      "a b",
      "",
      "-",
      "--",
      "-vq",
      "auto",
      "text",
      "--jso",
    ),
    fc.string({ maxLength: 4 }),
  );
  return fc.tuple(
    fc.array(loose, { maxLength: 3 }),
    fc.constantFrom(name, ...aliases),
    fc.array(loose, { maxLength: 5 }),
  )
    .map(([before, name, after]) => [...before, name, ...after]);
}

function spellings(table: OptionTable): string[] {
  return Object.entries(table).flatMap(([key, { short }]) =>
    short === undefined ? [flagOf(key)] : [flagOf(key), `-${short}`]
  );
}

Deno.test("quickParse() agrees with the parser wherever it answers", () => {
  let answered = 0;
  fc.assert(
    fc.property(words(), (args) => {
      const first = quickParse(args, COMMANDS, GLOBALS);
      if (first === undefined) return;
      answered += 1;
      const parsed: Parsed = { kind: "run", invocation: first };
      assert.deepEqual(parseCommandLine(args, COMMANDS, GLOBALS), parsed);
    }),
    { numRuns: 1000 },
  );
  assert.ok(answered > 40, `Only ${answered} command lines were plain`);
});

Deno.test("commands have unique names and letters, and none takes a global flag's long form but verbose", () => {
  const names = COMMANDS.flatMap(({ name, aliases }) => [name, ...(aliases ?? [])]);
  assert.equal(new Set(names).size, names.length);
  for (const spec of COMMANDS) assert.deepEqual(clashes(spec), [], spec.name);
});

function clashes({ options }: CommandSpec): string[] {
  const letters = Object.values(options).flatMap(({ short }) => short ?? []);
  const twice = letters.filter((letter, index) => letters.indexOf(letter) !== index);
  return [...twice, ...Object.keys(options).filter((key) => key !== "verbose" && GLOBALS[key] !== undefined)];
}
