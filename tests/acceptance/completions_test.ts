import assert from "node:assert/strict";
import { runProcess } from "../support/process.ts";
import { cleanEnvironment, retort, retortCommand } from "../support/retort.ts";
import { Terminal } from "../support/terminal.ts";
import { writeScripts } from "../support/write_scripts.ts";

const PROMPT = "READY>";

/** How each shell is started bare, and how it is told to complete retort's command lines. */
const SHELLS = {
  bash: { start: "bash --norc --noprofile -i", set: `PS1='REA''DY>'; eval "$(retort completions bash)"` },
  zsh: {
    start: "zsh -f -i",
    set: `autoload -U compinit; compinit -u -D; source <(retort completions zsh); PROMPT='REA''DY>'`,
  },
  fish: {
    start: "fish --no-config -i",
    set: `retort completions fish | source; function fish_prompt; printf 'REA%s>' DY; end`,
  },
} as const;

/** What is typed after `retort `, with Tab as `→`, and the words that the shell then passes. */
const LINES: readonly (readonly [typed: string, words: readonly string[]])[] = [
  ["upgr→", ["upgrade"]],
  ["upgrade a1→", ["upgrade", "a1b2c3d4e5f6"]],
  ["upgrade bill→", ["upgrade", "billing@head"]],
  ["upgrade billing@h→", ["upgrade", "billing@head"]],
  ["show @~add_p→", ["show", "@~add_people"]],
  ["history -r a1b2c3d4e5f6:b2→", ["history", "-r", "a1b2c3d4e5f6:b2c3d4e5f6a1"]],
  ["revision --branch-l→", ["revision", "--branch-label"]],
  ["revision --head=b2→", ["revision", "--head=b2c3d4e5f6a1"]],
  ["upgrade --transaction per→", ["upgrade", "--transaction", "per-revision"]],
  ["-n prod→ current", ["-n", "production", "current"]],
  ["-d 'else where' upgrade cc→", ["-d", "else where", "upgrade", "cccccccccccc"]],
  ["-c ret→ heads", ["-c", "retort.jsonc", "heads"]],
  ["--env-file=ret→ heads", ["--env-file=retort.jsonc", "heads"]],
  ["-d mig→", ["-d", "migrations"]],
];

async function makeProject(folder: string): Promise<void> {
  await writeScripts(folder, {
    "retort.jsonc": '{ "profiles": { "production": {} } }\n',
    "migrations/a.sql": "-- add people\n-- revision: a1b2c3d4e5f6\n",
    "migrations/b.sql":
      "-- bills\n-- revision: b2c3d4e5f6a1\n-- down_revision: a1b2c3d4e5f6\n-- branch_labels: billing\n",
    "else where/c.sql": "-- other\n-- revision: cccccccccccc\n",
  });
  const { program, leading } = retortCommand();
  const quoted = [program, ...leading].map((word) => `'${word}'`).join(" ");
  const wrapper = `#!/bin/sh
case $1 in
  __complete | completions) HOME='${Deno.env.get("HOME") ?? ""}' exec ${quoted} "$@" ;;
  *) printf '%s\\n' "$@" >"$HOME/words.new" && mv "$HOME/words.new" "$HOME/words" ;;
esac
`;
  await Deno.mkdir(`${folder}/bin`);
  await Deno.writeTextFile(`${folder}/bin/retort`, wrapper, { mode: 0o755 });
}

/** The words of the next command that the shell has run. */
async function wordsIn(folder: string): Promise<readonly string[]> {
  for (let attempt = 0; attempt < 400; attempt++) {
    try {
      const words = await Deno.readTextFile(`${folder}/words`);
      await Deno.remove(`${folder}/words`);
      return words.trimEnd().split("\n");
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
  throw new Error("The shell ran nothing");
}

for (const [shell, { start, set }] of Object.entries(SHELLS)) {
  const there = (await runProcess("sh", ["-c", `command -v ${shell} script`])).code === 0;
  Deno.test({
    name: `retort completions ${shell}: Tab completes commands, flags, values, revisions and labels`,
    // The continuous integration has the first two.
    ignore: !there && (Deno.env.get("CI") === undefined || shell === "fish"),
    async fn() {
      const folder = await Deno.makeTempDir({ prefix: "retort_completions_" });
      try {
        await makeProject(folder);
        const env = { ...cleanEnvironment(), HOME: folder, PATH: `${folder}/bin:${Deno.env.get("PATH")}` };
        await using terminal = new Terminal(start, { cwd: folder, env });
        await terminal.type(`${set}\n`);
        for (const [index, [typed, words]] of LINES.entries()) {
          await terminal.wait((shown) => shown.split(PROMPT).length > index + 1);
          await terminal.type(`retort ${typed.replaceAll("→", "\t")}\n`);
          const passed = (await wordsIn(folder)).map((word) => word.replace(/\/$/, ""));
          assert.deepEqual(passed, words, `${typed}\n${terminal.shown}`);
        }
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

Deno.test("retort __complete answers with what it knows, whatever is wrong with the rest", async () => {
  const folder = await Deno.makeTempDir({ prefix: "retort_completions_" });
  try {
    await writeScripts(folder, {
      "retort.jsonc": "{ broken",
      "migrations/a.sql": "-- one\n-- revision: aaaa\n-- down_revision: missing\n",
    });
    const ask = (...words: string[]) => retort(["__complete", ...words], { cwd: folder });
    assert.deepEqual(await ask(".upg"), {
      code: 0,
      stdout: "upgrade\tRun what the database lacks, up to a revision\n:\n",
      stderr: "",
    });
    assert.equal((await ask("upgrade", ".")).stdout, "");
    await Deno.remove(`${folder}/retort.jsonc`);
    assert.equal((await ask("upgrade", ".a")).stdout, "aaaa\tone\n:\n");
    assert.equal((await ask("-c", ".")).stdout, ":file\n");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
