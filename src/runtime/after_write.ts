import { RetortError } from "../util/errors.ts";
import { runProgram } from "./program.ts";

/** Words that a shell takes as they stand. */
const PLAIN_WORD = /^[\w@%+=:,./-]+$/;

/**
 * Runs the shell commands of `afterWrite` on a new file, in order; `{file}` stands for its path.
 *
 * @throws {RetortError} `script-failed`, with what the command printed; the file stays.
 */
export async function runAfterWrite(commands: readonly string[], path: string): Promise<void> {
  for (const command of commands) {
    const line = command.replaceAll("{file}", () => shellWord(path));
    const { code, stdout, stderr } = await runProgram("sh", ["-c", line]);
    if (code !== 0) throw failed(line, code, stderr || new TextDecoder().decode(stdout).trim(), path);
  }
}

function failed(line: string, code: number, printed: string, path: string): RetortError {
  const said = printed === "" ? "" : `: ${printed}`;
  return new RetortError("script-failed", `The command '${line}' ended with exit code ${code}${said}`, {
    hint: `${path} was written and stays; \`afterWrite\` in the configuration names the command`,
  });
}

function shellWord(text: string): string {
  return PLAIN_WORD.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
