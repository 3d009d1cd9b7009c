import { BuildError } from "./build_error.ts";

/** Where and with what a step of the build runs. */
export interface StepOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly clearEnv?: boolean;
}

/**
 * Runs one program of the build and gives what it prints.
 *
 * @throws {BuildError} where it ends with anything but 0, with all that it said.
 */
export async function runStep(
  name: string,
  program: string,
  args: readonly string[],
  options: StepOptions = {},
): Promise<string> {
  const { success, code, stdout, stderr } = await new Deno.Command(program, {
    ...options,
    env: { NO_COLOR: "1", ...options.env },
    args: [...args],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  const [result, said] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  if (!success) throw new BuildError(`${name} ended with ${code}\n${said}${result}`.trimEnd());
  return result ?? "";
}
