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

function isTruthy(value: string | undefined): boolean {
  return value !== undefined && !["", "0", "false", "no"].includes(value.toLowerCase());
}
