import assert from "node:assert/strict";
import { RetortError } from "../util/errors.ts";
import { COMMANDS } from "./commands.ts";
import type { Invocation, Parsed } from "./invocation.ts";
import { parseCommandLine } from "./program.ts";
import { globalFlags } from "./setting_flags.ts";

function parse(...args: string[]): Parsed {
  return parseCommandLine(args, COMMANDS, globalFlags());
}

function invocation(...args: string[]): Invocation {
  const parsed = parse(...args);
  assert.equal(parsed.kind, "run");
  return parsed.kind === "run" ? parsed.invocation : assert.fail();
}

function refusal(...args: string[]): string {
  try {
    parse(...args);
  } catch (error) {
    if (error instanceof RetortError) return `${error.code}: ${error.message} | ${error.hint}`;
    throw error;
  }
  return assert.fail(`${args.join(" ")} was taken`);
}

Deno.test("parseCommandLine() takes targets that start with a dash or a sign", () => {
  for (const target of ["-1", "-0", "001", "+1", "-12", "users@-1", "-1abc"]) {
    assert.deepEqual(invocation("downgrade", target).values.arguments, [target]);
  }
  assert.equal(invocation("history", "-r", "-3:current").values.revRange, "-3:current");
  assert.equal(invocation("history", "-r-3:current").values.revRange, "-3:current");
  assert.equal(invocation("history", "--rev-range=-3:current").values.revRange, "-3:current");
});

Deno.test("parseCommandLine() takes everything after -- as it stands", () => {
  assert.deepEqual(invocation("downgrade", "--", "-1").values.arguments, ["-1"]);
  assert.deepEqual(invocation("new", "--", "--json", "is", "new").values.arguments, ["--json", "is", "new"]);
});

Deno.test("parseCommandLine() lets a command have a letter that is global before it", () => {
  const after = invocation("current", "-c");
  assert.deepEqual([after.values.checkHeads, after.globals.config], [true, undefined]);
  const before = invocation("-c", "other.jsonc", "current");
  assert.deepEqual([before.values.checkHeads, before.globals.config], [undefined, "other.jsonc"]);
});

Deno.test("parseCommandLine() counts a global flag before the command as the command's own of that name", () => {
  assert.equal(invocation("--verbose", "history").values.verbose, true);
  assert.equal(invocation("history", "-v").globals.verbose, undefined);
});

Deno.test("parseCommandLine() completes shortened flags, values and groups of letters", () => {
  const { values, globals } = invocation("heads", "--resolve", "--jso", "-vq");
  assert.deepEqual([values.resolveDependencies, values.verbose, globals.json, globals.quiet], [
    true,
    true,
    true,
    true,
  ]);
});

Deno.test("parseCommandLine() takes a message that starts with dashes only as one word", () => {
  assert.equal(invocation("revision", "--message=--json").values.message, "--json");
  assert.match(refusal("revision", "-m", "--json"), /needs a value, and the flag '--json' follows it/);
});

Deno.test("parseCommandLine() suggests what is close", () => {
  assert.match(refusal("upgarde"), /^usage: Unknown command 'upgarde' \| Did you mean upgrade\?/);
  assert.match(refusal("heads", "--singel"), /^usage: Unknown option '--singel' \| Did you mean --single\?/);
  assert.match(refusal("graph", "--format", "png"), /text, mermaid, dot/);
});

Deno.test("parseCommandLine() names what is missing or too much", () => {
  assert.match(refusal("downgrade"), /^usage: Missing required argument 'target'/);
  assert.match(refusal("heads", "one"), /^usage: Too many arguments for 'heads'/);
  assert.match(refusal("history", "-r"), /^usage: Option '-r, --rev-range <from:to>' needs a value/);
  assert.match(refusal("heads", "--l"), /could be any of --lock-wait/);
});

Deno.test("parseCommandLine() finds --help and --version whatever else is wrong", () => {
  assert.deepEqual(parse("downgrade", "--help"), { kind: "help", topic: "downgrade", globals: {} });
  assert.deepEqual(parse("heads", "--nope", "-h"), { kind: "help", topic: "heads", globals: {} });
  assert.deepEqual(parse("--json", "--version"), { kind: "version", globals: { json: true } });
  assert.deepEqual(parse("--json"), { kind: "empty" });
});
