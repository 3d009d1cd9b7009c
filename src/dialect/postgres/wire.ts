import type { Socket } from "node:net";

/** ReadyForQuery: `Z`, its length, and then the state of the transaction. */
const READY = [0x5a, 0, 0, 0, 5] as const;

/** What an ErrorResponse says before the server hangs up: its code and its message. Poolers leave out the `V` part. */
const FAREWELL = /[SV]FATAL\0C([0-9A-Z]{5})\0M([^\0]+)\0/;

/** Listens to what the server sends, for the two things that the client does not tell. */
export class Wire {
  readonly #socket: Socket;
  #tail: Uint8Array = new Uint8Array();
  #last: Uint8Array = new Uint8Array();
  #state = "I".charCodeAt(0);

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (bytes: Uint8Array) => this.#hear(bytes));
  }

  /** Whether the server said last that the session stands in a transaction, a failed one included. */
  get inTransaction(): boolean {
    return this.#state !== "I".charCodeAt(0);
  }

  /** The server's last words, if it ended the session. */
  get farewell(): { readonly code: string; readonly message: string } | undefined {
    const [, code, message] = FAREWELL.exec(new TextDecoder().decode(this.#last)) ?? [];
    return code === undefined || message === undefined ? undefined : { code, message };
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** Each answer ends with ReadyForQuery, so the last one stands at the end of what has come. */
  #hear(bytes: Uint8Array): void {
    this.#last = bytes;
    this.#tail = bytes.length >= 6 ? bytes.subarray(-6) : joined(this.#tail, bytes).subarray(-6);
    const state = this.#tail[5];
    if (state !== undefined && READY.every((byte, index) => this.#tail[index] === byte)) this.#state = state;
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
