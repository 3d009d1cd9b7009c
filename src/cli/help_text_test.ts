import assert from "node:assert/strict";
import { splitWords } from "../../tests/support/split_words.ts";
import { COMMANDS } from "./commands.ts";
import { commandHelp, mainHelp, wrap } from "./help_text.ts";
import { parseCommandLine } from "./program.ts";
import { globalFlags } from "./setting_flags.ts";
import { PLAIN } from "./style.ts";

Deno.test("mainHelp() and commandHelp() keep to the width", () => {
  for (const width of [60, 80, 110]) {
    const layout = { style: PLAIN, width };
    const pages = [mainHelp(COMMANDS, globalFlags(), layout)];
    for (const spec of COMMANDS) pages.push(commandHelp({ ...spec, examples: [] }, globalFlags(), layout));
    for (const line of pages.flat()) {
      if (!line.startsWith("Usage:")) assert.ok(line.length <= width, `${line.length} of ${width}: ${line}`);
    }
  }
});

Deno.test("mainHelp() names every command and all exit codes", () => {
  const page = mainHelp(COMMANDS, globalFlags(), { style: PLAIN, width: 80 }).join("\n");
  for (const { name, summary } of COMMANDS) assert.ok(page.includes(`  ${name} `), `${name}: ${summary}`);
  assert.match(page, /130, 143/);
});

Deno.test("commandHelp() leaves a letter to the command that has it", () => {
  const current = COMMANDS.find(({ name }) => name === "current") ?? assert.fail();
  const page = commandHelp(current, globalFlags(), { style: PLAIN, width: 80 }).join(" ");
  assert.match(page, /-c, --check-heads/);
  assert.match(page, /-c means --config only before the command/);
});

Deno.test("commands have examples that start with retort, or with what runs it", () => {
  for (const { name, examples } of COMMANDS) {
    assert.ok(examples.length > 0, name);
    for (const [line] of examples) assert.match(line, /retort/, name);
  }
});

Deno.test("wrap() breaks at spaces and keeps long words whole", () => {
  assert.deepEqual(wrap("one two three", 20), ["one two three"]);
  assert.deepEqual(wrap(`${"a".repeat(15)} ${"b".repeat(30)} c`, 20), ["a".repeat(15), "b".repeat(30), "c"]);
});

Deno.test("commands' examples are command lines that they take", () => {
  for (const { name, aliases = [], examples } of COMMANDS) {
    for (const [line] of examples) {
      const [, text] = /^(?:\w+=\S+ )*retort (.*?)(?: [|>] .*)?$/.exec(line) ?? [];
      if (text === undefined) continue;
      const parsed = parseCommandLine(splitWords(text).words, COMMANDS, globalFlags());
      const found = parsed.kind === "run" ? parsed.invocation.spec.name : parsed.kind;
      assert.ok([name, ...aliases].includes(found), line);
    }
  }
});
