import { ScriptError } from "../../script/script_error.ts";
import { directoryOf, userFrame } from "../../script/script_failure.ts";

/**
 * Watches over a revision's code while it runs: what it lets loose (a rejected promise that nobody handles, an error
 * in a timer, a call of `Deno.exit`) is its failure, and must neither end the process nor pass unseen. What it logs goes to
 * standard error: standard output is the command's result.
 *
 * The hooks are the process's own, because that is where such things arrive; they are given back when it is disposed.
 */
export class UserCode implements Disposable {
  readonly #path: string;
  readonly #failed = Promise.withResolvers<never>();
  readonly #hooks = new DisposableStack();
  #failure: { readonly error: unknown } | undefined;

  constructor(path: string) {
    this.#path = path;
    this.#failed.promise.catch(() => undefined);
    const onError = (event: ErrorEvent) => this.#take(event, event.error);
    globalThis.addEventListener("error", onError);
    this.#hooks.defer(() => globalThis.removeEventListener("error", onError));
    this.#replace(globalThis, "onunhandledrejection", (event: PromiseRejectionEvent) => {
      this.#take(event, event.reason);
    });
    for (const name of ["log", "info", "debug"]) this.#replace(console, name, toStandardError);
    // The user's own frame may stand below more of retort's than the ten that are usual.
    this.#replace(Error, "stackTraceLimit", 100);
    this.#replace(Deno, "exit", (code?: number) => this.#refuseExit(code));
  }

  /**
   * What the code gives, unless it lets something loose first. A signal ends it too, once `settled` has let what is
   * under way fail by itself.
   */
  async run<T>(
    code: () => T | PromiseLike<T>,
    signal?: AbortSignal,
    settled: () => Promise<void> = () => Promise.resolve(),
  ): Promise<T> {
    const stop = () => void settled().then(() => this.#failed.reject(signal?.reason));
    signal?.addEventListener("abort", stop);
    try {
      return await Promise.race([code(), this.#failed.promise]);
    } finally {
      signal?.removeEventListener("abort", stop);
    }
  }

  /** Throws the first thing that was let loose, if there was one. */
  check(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  [Symbol.dispose](): void {
    this.#hooks.dispose();
  }

  #take(event: Event, error: unknown): void {
    event.preventDefault();
    this.#fail(error);
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#failed.reject(error);
  }

  #refuseExit(code = 0): never {
    const place = userFrame(new Error("exit"), directoryOf(this.#path)) ?? { path: this.#path };
    const hint = "Return to end the revision, or throw an error to make it fail; retort ends the process";
    const error = new ScriptError(`The revision calls exit(${code})`, place, hint, { code: "script-failed" });
    this.#fail(error);
    throw error;
  }

  #replace(owner: object, name: string, value: unknown): void {
    const before: unknown = Reflect.get(owner, name);
    Reflect.set(owner, name, value);
    this.#hooks.defer(() => void Reflect.set(owner, name, before));
  }
}

function toStandardError(...words: unknown[]): void {
  // deno-lint-ignore no-console -- these are the revision's own words
  console.error(...words);
}
