import assert from "node:assert/strict";
import { Normaliser } from "./normaliser.ts";
import { runScenario } from "./run_scenario.ts";
import { formatScenario, parseScenario } from "./scenario.ts";
import { splitWords } from "./split_words.ts";

const TEXT = `# remark
$ sh -c 'cat a.txt; echo trouble >&2; exit 3'
one
1> $ two
1>
last
2> trouble
! 3

# another
$ cat < a.txt
-- a.txt --
one
`;

Deno.test("parseScenario() takes commands, outputs and exit codes apart", () => {
  const { parts, files, engines } = parseScenario(TEXT);
  assert.deepEqual(engines, []);
  assert.deepEqual(parts[1], {
    kind: "command",
    line: "sh -c 'cat a.txt; echo trouble >&2; exit 3'",
    expected: { stdout: ["one", "$ two", "", "last"], stderr: ["trouble"], code: 3 },
  });
  assert.deepEqual([...files], [["a.txt", "one\n"]]);
});

Deno.test("formatScenario() writes what parseScenario() read", () => {
  assert.equal(formatScenario(parseScenario(TEXT)), TEXT);
});

Deno.test("parseScenario() refuses a line before the first command", () => {
  assert.throws(() => parseScenario("what\n$ true\n"), /This line follows no command: what/);
});

Deno.test("runScenario() puts what was said in the place of what was expected", {
  // The scenario calls a shell.
  ignore: Deno.build.os === "windows",
}, async () => {
  const ran = await runScenario(
    parseScenario(`$ sh -c 'cat a.txt; pwd; echo trouble >&2; exit 3'\n-- a.txt --\none\n`),
  );
  assert.deepEqual(ran.parts[0], {
    kind: "command",
    line: "sh -c 'cat a.txt; pwd; echo trouble >&2; exit 3'",
    expected: { stdout: ["one", "<folder>"], stderr: ["trouble"], code: 3 },
  });
});

Deno.test("splitWords() reads quotes, variables and a redirected input", () => {
  assert.deepEqual(splitWords(`A='1 2' B= retort -m "say \\"hi\\"" it\\'s '' < in.txt`), {
    env: { A: "1 2", B: "" },
    words: ["retort", "-m", 'say "hi"', "it's", ""],
    input: "in.txt",
  });
});

Deno.test("normalise() replaces ids, times and durations but not what the scenario spells", () => {
  const normaliser = new Normaliser("-- revision: aaaaaaaaaaaa", [["/tmp/x", "<folder>"]]);
  assert.equal(
    normaliser.normalise(
      "/tmp/x/20261121_0123456789ab_add.sql aaaaaaaaaaaa -> 0123456789ab, ba9876543210 in 12 ms",
    ),
    "<folder>/<date>_<id1>_add.sql aaaaaaaaaaaa -> <id1>, <id2> in <duration>",
  );
  assert.equal(normaliser.normalise("ba9876543210 at 2026-11-21T09:12:44Z"), "<id2> at <time>");
  assert.equal(
    normaliser.normalise("2026-11-21 09:12:44.123 UTC, 1.5s, 3 statements"),
    "<time>, <duration>, 3 statements",
  );
});
