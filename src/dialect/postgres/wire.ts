import type { Socket } from "node:net";

const READY = "Z".charCodeAt(0);
const COMPLETE = "C".charCodeAt(0);
const ERROR = "E".charCodeAt(0);
const IDLE = "I".charCodeAt(0);

/** A message's kind and its length, which counts itself. */
const HEADER = 5;

/** What an ErrorResponse says before the server hangs up: its code and its message. Poolers leave out the `V` part. */
const FAREWELL = /[SV]FATAL\0C([0-9A-Z]{5})\0M([^\0]+)\0/;

/** Listens to what the server sends, for the things that the client does not tell. */
export class Wire {
  readonly #socket: Socket;
  /** The beginning of a message whose kind and length have not come yet. */
  #rest: Uint8Array = new Uint8Array();
  /** How many bytes of the message that came last are still to come. */
  #missing = 0;
  #last: Uint8Array = new Uint8Array();
  #state = IDLE;
  #completed = 0;
  #failedAfter: number | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (bytes: Uint8Array) => this.#hear(bytes));
  }

  /** Whether the server said last that the session stands in a transaction, a failed one included. */
  get inTransaction(): boolean {
    return this.#state !== IDLE;
  }

  /** The server's last words, if it ended the session. */
  get farewell(): { readonly code: string; readonly message: string } | undefined {
    const [, code, message] = FAREWELL.exec(new TextDecoder().decode(this.#last)) ?? [];
    return code === undefined || message === undefined ? undefined : { code, message };
  }

  /** Counts anew. */
  listen(): void {
    this.#completed = 0;
    this.#failedAfter = undefined;
  }

  /** How many statements of a message the server had done when the first failure since `listen()` came, or now. */
  get completed(): number {
    return this.#failedAfter ?? this.#completed;
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #hear(bytes: Uint8Array): void {
    this.#last = bytes;
    if (this.#missing >= bytes.length) {
      this.#missing -= bytes.length;
      return;
    }
    const text = this.#rest.length === 0 ? bytes.subarray(this.#missing) : joined(this.#rest, bytes);
    let at = 0;
    while (at + HEADER < text.length) {
      this.#note(text[at], text[at + HEADER] ?? 0);
      at += 1 + lengthAt(text, at + 1);
    }
    this.#missing = Math.max(0, at - text.length);
    this.#rest = new Uint8Array(text.subarray(at));
  }

  #note(kind: number | undefined, state: number): void {
    if (kind === COMPLETE) this.#completed++;
    else if (kind === ERROR) this.#failedAfter ??= this.#completed;
    else if (kind === READY) {
      this.#state = state;
      this.#completed = 0;
    }
  }
}

function lengthAt(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0);
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
