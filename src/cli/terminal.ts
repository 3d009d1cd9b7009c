/** What the process is connected to: the only file that asks the terminal and the environment. */

const USUAL_WIDTH = 80;
const WIDEST_TEXT = 110;

/** Columns for running text: the terminal's, within what reads well. */
export function terminalWidth(): number {
  return Math.max(40, Math.min(WIDEST_TEXT, columns()));
}

function columns(): number {
  const told = Number(environment("COLUMNS"));
  if (Number.isInteger(told) && told > 0) return told;
  try {
    return Deno.stdout.isTerminal() ? Deno.consoleSize().columns : USUAL_WIDTH;
  } catch {
    return USUAL_WIDTH;
  }
}

/** An environment variable; undefined too where reading it is not allowed. */
export function environment(name: string): string | undefined {
  try {
    return Deno.env.get(name);
  } catch {
    return undefined;
  }
}

/** Whether a person sits at the other end and may be asked. */
export function canAsk(noInput: boolean): boolean {
  if (noInput || isTruthy(environment("CI"))) return false;
  return Deno.stdin.isTerminal() && Deno.stderr.isTerminal();
}

/** What a person types up to the end of the line; empty where there is nobody any more. */
export async function readLine(): Promise<string> {
  const decoder = new TextDecoder();
  const chunk = new Uint8Array(1024);
  let line = "";
  while (!line.includes("\n")) {
    const count = await Deno.stdin.read(chunk);
    if (count === null) break;
    line += decoder.decode(chunk.subarray(0, count), { stream: true });
  }
  return line;
}

function isTruthy(value: string | undefined): boolean {
  return value !== undefined && !["", "0", "false", "no"].includes(value.toLowerCase());
}
