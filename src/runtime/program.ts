import { RetortError } from "../util/errors.ts";

/** How another program is run. */
export interface ProgramOptions {
  readonly directory?: string;
  /** Text for its standard input; without it the input is empty. */
  readonly input?: string;
}

/** What a program that has ended left behind. */
export interface ProgramResult {
  readonly code: number;
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

/**
 * Runs a program to its end and gathers what it prints; an exit code other than 0 is no error here.
 *
 * @throws {RetortError} `usage`, where it cannot be started.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  { directory, input }: ProgramOptions = {},
): Promise<ProgramResult> {
  const child = start(program, {
    args: [...args],
    stdin: input === undefined ? "null" : "piped",
    stdout: "piped",
    stderr: "piped",
    ...(directory === undefined ? {} : { cwd: directory }),
  });
  const fed = input === undefined ? undefined : feed(child.stdin, input);
  const [output] = await Promise.all([child.output(), fed]);
  return { code: output.code, stdout: output.stdout, stderr: new TextDecoder().decode(output.stderr).trim() };
}

/**
 * Runs a program that has the terminal for itself, as an editor does, and gives its exit code.
 *
 * @throws {RetortError} `usage`, where it cannot be started.
 */
export async function runInteractive(program: string, args: readonly string[]): Promise<number> {
  const child = start(program, { args: [...args], stdin: "inherit", stdout: "inherit", stderr: "inherit" });
  return (await child.status).code;
}

/** The program that a person edits text with, as they say in their environment. */
export function editorCommand(): string | undefined {
  return [Deno.env.get("VISUAL"), Deno.env.get("EDITOR")].find((value) =>
    value !== undefined && value.trim() !== ""
  );
}

function start(program: string, options: Deno.CommandOptions): Deno.ChildProcess {
  try {
    return new Deno.Command(program, options).spawn();
  } catch (error) {
    const missing = error instanceof Deno.errors.NotFound;
    throw new RetortError(
      "usage",
      missing ? `There is no program '${program}' here` : `Cannot run '${program}'`,
      {
        hint: missing ? "Install it, or put it on PATH" : undefined,
        cause: missing ? undefined : error,
      },
    );
  }
}

/** A program that ends without reading its input breaks the pipe: its exit code tells. */
async function feed(stdin: WritableStream<Uint8Array>, text: string): Promise<void> {
  const writer = stdin.getWriter();
  try {
    await writer.write(new TextEncoder().encode(text));
    await writer.close();
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}
