/** A program on a terminal, as a person has it before them. */
export class Terminal implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #keys: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #reading: Promise<void>;
  #shown = "";
  #news: () => void = () => {};

  constructor(
    command: string,
    options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
  ) {
    this.#child = new Deno.Command("script", {
      args: ["-qfc", command, "/dev/null"],
      ...options,
      env: { ...options.env, TERM: "xterm", COLUMNS: "200" },
      clearEnv: true,
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    this.#keys = this.#child.stdin.getWriter();
    this.#reading = this.#read();
  }

  /** What has come to the screen so far, with whatever steers it. */
  get shown(): string {
    return this.#shown;
  }

  async type(keys: string): Promise<void> {
    await this.#keys.write(new TextEncoder().encode(keys));
  }

  /** Waits until the screen has shown something. */
  async wait(wanted: (shown: string) => boolean): Promise<void> {
    const limit = Date.now() + 20_000;
    while (!wanted(this.#shown)) {
      if (Date.now() > limit) throw new Error(`This did not come; the terminal shows\n${this.#shown}`);
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#news = resolve;
      const timer = setTimeout(resolve, 100);
      await promise;
      clearTimeout(timer);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#keys.close().catch(() => {});
    try {
      this.#child.kill("SIGHUP");
    } catch {
      // It has ended by itself.
    }
    await Promise.all([this.#reading, this.#child.status]);
  }

  async #read(): Promise<void> {
    for await (const text of this.#child.stdout.pipeThrough(new TextDecoderStream())) {
      this.#shown += text;
      this.#news();
    }
  }
}
