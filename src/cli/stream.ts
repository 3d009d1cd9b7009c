import { RetortError } from "../util/errors.ts";

/** Where bytes go; what a standard stream is, as far as printing needs it. */
export interface Sink {
  writeSync(bytes: Uint8Array): number;
}

const CHUNK = 65_536;

/**
 * Text to a standard stream. A reader that has gone away (`retort history | head`) is no failure: what it did not
 * want is dropped.
 *
 * Its `write` throws `file-unwritable` for every other failure.
 */
export class TextStream {
  readonly #sink: Sink;
  readonly #encoder = new TextEncoder();
  readonly #atFailure: "throw" | "ignore";
  #closed = false;

  /** `ignore` is for standard error: there is nowhere left to complain. */
  constructor(sink: Sink, atFailure: "throw" | "ignore" = "throw") {
    this.#sink = sink;
    this.#atFailure = atFailure;
  }

  /** Writes all pieces, gathered into few system calls. */
  write(pieces: Iterable<string>): void {
    let gathered = "";
    for (const piece of pieces) {
      gathered += piece;
      if (gathered.length >= CHUNK) {
        this.#send(gathered);
        gathered = "";
      }
      if (this.#closed) return;
    }
    if (gathered !== "") this.#send(gathered);
  }

  #send(text: string): void {
    let bytes = this.#encoder.encode(text);
    while (bytes.length > 0 && !this.#closed) {
      try {
        bytes = bytes.subarray(this.#sink.writeSync(bytes));
      } catch (error) {
        if (error instanceof Deno.errors.WouldBlock) sleep(1);
        else this.#close(error);
      }
    }
  }

  /** What is printed after a failure is dropped: the failure itself is to be told, not the next one. */
  #close(error: unknown): void {
    this.#closed = true;
    if (error instanceof Deno.errors.BrokenPipe || this.#atFailure === "ignore") return;
    throw new RetortError("file-unwritable", "Cannot write the output", {
      hint: "Is the disk full?",
      cause: error,
    });
  }
}

/** A pipe that another process made non-blocking is full for a moment. */
function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
