import assert from "node:assert/strict";
import { COMMANDS } from "./commands.ts";
import { completion, wantedAt } from "./complete.ts";

/** What is offered for a line, of which the last word is being typed. */
function offered(line: string): readonly string[] {
  const words = line.split(" ");
  const { wanted } = wantedAt(words.slice(0, -1), words.at(-1) ?? "");
  return wanted.kind === "fixed" ? wanted.candidates.map(({ text }) => text) : [wanted.kind];
}

Deno.test("wantedAt() offers every command where none stands, and those that begin so", () => {
  assert.deepEqual(offered(""), COMMANDS.map(({ name }) => name));
  assert.deepEqual(offered("upg"), ["upgrade"]);
  assert.deepEqual(offered("--url sqlite:a.db --json upg"), ["upgrade"]);
  assert.deepEqual(offered("no-such "), ["nothing"]);
  assert.deepEqual(offered("help upg"), ["upgrade"]);
});

Deno.test("wantedAt() offers a command's own flags first, and none twice", () => {
  assert.deepEqual(offered("current --check"), ["--check-heads"]);
  assert.deepEqual(offered("current -c --check"), []);
  assert.equal(offered("stamp --")[0], "--purge");
  assert.ok(offered("stamp --").includes("--url"));
  assert.deepEqual(offered("revision --head a --hea"), ["--head"]);
  assert.deepEqual(offered("--check"), []);
  assert.deepEqual(offered("show -- --"), ["revision"]);
});

Deno.test("wantedAt() knows what a flag's value can be, behind a blank and behind an equals sign", () => {
  assert.deepEqual(offered("upgrade --transaction "), ["per-revision", "all", "none"]);
  assert.deepEqual(offered("upgrade --transaction a"), ["all"]);
  assert.deepEqual(offered("upgrade --transaction=a"), ["all"]);
  assert.deepEqual(offered("graph --format m"), ["mermaid"]);
  assert.deepEqual(offered("revision --head "), ["revision"]);
  assert.deepEqual(offered("history -r "), ["range"]);
  assert.deepEqual(offered("-n "), ["profile"]);
  assert.deepEqual(offered("init -t "), ["template"]);
  assert.deepEqual(offered("wait --for "), ["revision"]);
  assert.deepEqual(offered("-c "), ["file"]);
  assert.deepEqual(offered("-d "), ["directory"]);
  assert.deepEqual(offered("revision -m "), ["nothing"]);
  assert.equal(wantedAt(["revision"], "--head=8").lead, "--head=");
});

Deno.test("wantedAt() knows the operands, and that targets may begin with a dash", () => {
  assert.deepEqual(offered("upgrade "), ["revision"]);
  assert.deepEqual(offered("upgrade head "), ["nothing"]);
  assert.deepEqual(offered("merge a b "), ["revision"]);
  assert.deepEqual(offered("downgrade -1"), ["revision"]);
  assert.deepEqual(offered("config dialec"), ["dialect"]);
  assert.deepEqual(offered("completions z"), ["zsh"]);
});

Deno.test("completion() reads the configuration that the line names, and only where it is needed", () => {
  const asked = completion(["-d", "db", "--url=x", "upgrade", "."]);
  assert.deepEqual(asked.globals, { dir: ["db"], url: "x" });
  assert.equal(asked.spec.configuration, undefined);
  assert.equal(completion(["."]).spec.configuration, "none");
  assert.equal(completion([]).spec.configuration, "none");
});
