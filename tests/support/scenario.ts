/**
 * Command-line scenarios: `tests/cli/*.txt`, each an archive (`archive.ts`) whose comment is a script and
 * whose sections are files that stand in a fresh folder before the first command.
 *
 * ```
 * # a merge point joins two heads
 * $ retort heads
 * a1b2c3d4e5f6 (head)
 * b1b2c3d4e5f6 (head)
 * $ retort upgrade head < answers.txt
 * 2> Multiple head revisions are present
 * ! 3
 * -- migrations/a.sql --
 * -- revision: a1b2c3d4e5f6
 * ```
 *
 * - `$ PROGRAM ARGS…` runs a command, with quotes and backslashes as in a shell, but no shell: `retort` is the
 *   command line under test, anything else (`cat`, `ls`, `sqlite3`, `sh -c '…'`) is looked up on PATH.
 *   `NAME=value` before it sets a variable for it, `< FILE` after it feeds a file.
 * - The lines after it are what it must write to standard output. A line that would be taken for something
 *   else is written with `1> ` before it.
 * - `2> ` lines are what it must write to standard error, `! N` is its exit code where that is not 0.
 * - `# ` lines are remarks. `# engines: postgres mysql` runs the scenario once for each of them, with
 *   `DATABASE_URL` set to an empty database; without it there is no `DATABASE_URL`, and scenarios use
 *   `--url sqlite:app.db`.
 * - Before both are compared, what no two runs share is replaced: `<folder>`, `<url>`, `<database>`, `<id1>`,
 *   `<id2>` … (each id has its own number), `<time>`, `<date>`, `<duration>`. What the scenario itself spells
 *   in a command or a file stays as it is.
 *
 * `deno task update tests/cli_test.ts` writes what was said into the files instead, to be reviewed.
 */

import { type Archive, formatArchive, parseArchive } from "./archive.ts";
import { type Engine, ENGINES } from "./engine.ts";

/** A scenario, read. */
export interface Scenario {
  /** None: it runs once, without a `DATABASE_URL`. */
  readonly engines: readonly Engine[];
  readonly parts: readonly ScenarioPart[];
  readonly files: ReadonlyMap<string, string>;
}

/** A piece of a scenario's script. */
export type ScenarioPart =
  | { readonly kind: "remark"; readonly line: string }
  | { readonly kind: "command"; readonly line: string; readonly expected: Outcome };

/** What a command says; lines without their line breaks. */
export interface Outcome {
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  readonly code: number;
}

/** Text → scenario. Throws on a line that belongs to no command. */
export function parseScenario(text: string): Scenario {
  const archive = parseArchive(text);
  const parts: ScenarioPart[] = [];
  let engines: readonly Engine[] = [];
  for (const line of archive.comment.split("\n")) {
    const last = parts.at(-1);
    if (line.startsWith("$ ")) parts.push({ kind: "command", line: line.slice(2), expected: SILENT });
    else if (line.startsWith("#")) {
      engines = parseEngines(line) ?? engines;
      parts.push({ kind: "remark", line });
    } else if (last?.kind === "command") {
      parts[parts.length - 1] = { ...last, expected: expect(last.expected, line) };
    } else if (line.trim() !== "") throw new Error(`This line follows no command: ${line}`);
  }
  return { engines, parts: parts.map(trimPart), files: archive.sections };
}

/** Scenario → text: the inverse of `parseScenario`, blank lines apart. */
export function formatScenario(scenario: Scenario): string {
  const comment = scenario.parts.map((part, index) => {
    const gap = index > 0 && part.kind === "remark" && scenario.parts[index - 1]?.kind === "command"
      ? "\n"
      : "";
    return gap + (part.kind === "remark" ? `${part.line}\n` : formatCommand(part.line, part.expected));
  }).join("");
  const archive: Archive = { comment, sections: scenario.files };
  return formatArchive(archive);
}

/** One command with its outcome, as a scenario shows it. */
export function formatCommand(line: string, { stdout, stderr, code }: Outcome): string {
  const lines = [
    `$ ${line}`,
    ...stdout.map((text) => (/^(?:$|[$#!] ?|[12]> ?|-- .* --$)/.test(text) ? `1> ${text}`.trimEnd() : text)),
    ...stderr.map((text) => `2> ${text}`.trimEnd()),
    ...(code === 0 ? [] : [`! ${code}`]),
  ];
  return lines.map((text) => `${text}\n`).join("");
}

/** The lines of what a program wrote, without blank ones at the end and white space at the ends of lines. */
export function outputLines(text: string): readonly string[] {
  return text.trimEnd() === "" ? [] : text.trimEnd().split("\n").map((line) => line.trimEnd());
}

const SILENT: Outcome = { stdout: [], stderr: [], code: 0 };

function parseEngines(line: string): readonly Engine[] | undefined {
  const names = /^# engines:(.*)$/.exec(line)?.[1]?.trim().split(/\s+/);
  return names?.map((name) => {
    const engine = ENGINES.find((known) => known === name);
    if (engine === undefined) throw new Error(`There is no engine '${name}': ${ENGINES.join(", ")}`);
    return engine;
  });
}

function expect(outcome: Outcome, line: string): Outcome {
  const code = /^! (\d+)$/.exec(line)?.[1];
  if (code !== undefined) return { ...outcome, code: Number(code) };
  const [, stream, text] = /^([12])>(?: (.*))?$/.exec(line) ?? [];
  if (stream === "2") return { ...outcome, stderr: [...outcome.stderr, text ?? ""] };
  return { ...outcome, stdout: [...outcome.stdout, stream === "1" ? (text ?? "") : line] };
}

function trimPart(part: ScenarioPart): ScenarioPart {
  if (part.kind === "remark") return part;
  const { stdout, stderr, code } = part.expected;
  const trimmed = { stdout: outputLines(stdout.join("\n")), stderr: outputLines(stderr.join("\n")), code };
  return { ...part, expected: trimmed };
}
