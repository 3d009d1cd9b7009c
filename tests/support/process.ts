/** What a finished process left behind. */
export interface ProcessResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and with what a process runs. */
export interface ProcessOptions {
  readonly cwd?: string;
  /** Laid over the environment, or the whole of it with `clearEnv`. */
  readonly env?: Readonly<Record<string, string>>;
  readonly clearEnv?: boolean;
  /** Text for standard input; without it standard input is empty. */
  readonly stdin?: string;
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * Runs a program to its end, feeding it `stdin`, and gives back what it wrote; never throws for an exit code.
 */
export async function runProcess(
  program: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<ProcessResult> {
  const { stdin, ...rest } = options;
  const child = new Deno.Command(program, {
    ...rest,
    args: [...args],
    env: { ...rest.env },
    stdin: stdin === undefined ? "null" : "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const [output] = await Promise.all([child.output(), stdin === undefined ? undefined : feed(child, stdin)]);
  const decoder = new TextDecoder();
  return { code: output.code, stdout: decoder.decode(output.stdout), stderr: decoder.decode(output.stderr) };
}

/** Runs a program and gives its standard output; throws with everything it said when it fails. */
export async function runOrThrow(
  program: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<string> {
  const result = await runProcess(program, args, options);
  if (result.code !== 0) {
    throw new Error(`${program} ended with ${result.code}\n${result.stderr}${result.stdout}`);
  }
  return result.stdout;
}

/** A program that ends without reading its input breaks the pipe: that is its right. */
async function feed(child: Deno.ChildProcess, text: string): Promise<void> {
  const writer = child.stdin.getWriter();
  try {
    await writer.write(new TextEncoder().encode(text));
    await writer.close();
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}
