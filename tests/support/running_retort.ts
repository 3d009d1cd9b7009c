import { cleanEnvironment, retortCommand, type RetortOptions } from "./retort.ts";

/** A retort that runs beside the test. */
export interface RunningRetort {
  readonly pid: number;
  /** Waits until it has written something like this to standard error; throws when it ends before. */
  said(pattern: RegExp): Promise<void>;
  kill(signal: Deno.Signal): void;
  readonly ended: Promise<Ended>;
}

/** How it ended. */
export interface Ended {
  readonly code: number;
  /** Set where it did not end by itself. */
  readonly signal: Deno.Signal | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What can be put before the command line. */
export interface StartOptions extends Omit<RetortOptions, "stdin"> {
  /** A program, with its arguments, that runs retort. */
  readonly under?: readonly string[];
}

/** Starts retort's command line and leaves it to the test to signal it. */
export function startRetort(args: readonly string[], options: StartOptions = {}): RunningRetort {
  const { program, leading } = retortCommand();
  const [first = program, ...rest] = [...(options.under ?? []), program, ...leading, ...args];
  const child = new Deno.Command(first, {
    args: rest,
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    env: { ...cleanEnvironment(), ...options.env },
    clearEnv: true,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const stdout = new Gathered(child.stdout);
  const stderr = new Gathered(child.stderr);
  return {
    pid: child.pid,
    said: (pattern) => stderr.until(pattern),
    kill: (signal) => kill(child, signal),
    ended: ended(child, stdout, stderr),
  };
}

async function ended(child: Deno.ChildProcess, stdout: Gathered, stderr: Gathered): Promise<Ended> {
  const [{ code, signal }] = await Promise.all([child.status, stdout.end, stderr.end]);
  return { code, signal, stdout: stdout.text, stderr: stderr.text };
}

function kill(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    child.kill(signal);
  } catch (error) {
    // It was quicker.
    if (!(error instanceof TypeError) && !(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** The text of a stream as it grows. */
class Gathered {
  readonly end: Promise<void>;
  text = "";
  #ended = false;
  #grown = Promise.withResolvers<void>();

  constructor(stream: ReadableStream<Uint8Array>) {
    this.end = this.#read(stream);
  }

  async until(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.text)) {
      if (this.#ended) throw new Error(`It ended without saying ${pattern}:\n${this.text}`);
      await this.#grown.promise;
    }
  }

  async #read(stream: ReadableStream<Uint8Array>): Promise<void> {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) this.#grow(text);
    this.#ended = true;
    this.#grow("");
  }

  #grow(text: string): void {
    this.text += text;
    this.#grown.resolve();
    this.#grown = Promise.withResolvers();
  }
}
