/** A link between a client and a server that a test can cut. */
export interface TcpProxy extends AsyncDisposable {
  readonly port: number;
  /** How many connections were opened through it. */
  readonly opened: number;
  /** Cuts every connection that is open. New ones come through again. */
  cut(): void;
  /** Cuts whatever is open once so many bytes have gone to the server, even within a message. */
  cutAfter(bytes: number): void;
  /** From now on nothing comes through, neither bytes nor their end, and nobody is told; until `heal()`. */
  swallow(): void;
  /** The same for the connections that are open; new ones come through. */
  swallowOpen(): void;
  heal(): void;
}

/** Listens on a port of its own and passes everything on to a server on this machine. */
export function startTcpProxy(serverPort: number): TcpProxy {
  return new Proxying(serverPort);
}

class Proxying implements TcpProxy {
  readonly #serverPort: number;
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #links = new Set<Deno.TcpConn>();
  readonly #work: Promise<void>[] = [];
  #left = Infinity;
  #swallowing = false;
  #swallowed = new Set<Deno.TcpConn>();
  opened = 0;

  constructor(serverPort: number) {
    this.#serverPort = serverPort;
    this.#work.push(this.#accept());
  }

  get port(): number {
    return this.#listener.addr.port;
  }

  cut(): void {
    for (const end of this.#links) close(end);
    this.#links.clear();
  }

  cutAfter(bytes: number): void {
    this.#left = bytes;
  }

  swallow(): void {
    this.#swallowing = true;
  }

  swallowOpen(): void {
    for (const end of this.#links) this.#swallowed.add(end);
  }

  #swallows(end: Deno.TcpConn): boolean {
    return this.#swallowing || this.#swallowed.has(end);
  }

  /** What was swallowed is lost, so those connections are of no use any more. */
  heal(): void {
    this.#swallowing = false;
    this.cut();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    this.cut();
    await Promise.all(this.#work);
  }

  async #accept(): Promise<void> {
    for await (const client of this.#listener) {
      this.opened++;
      this.#links.add(client);
      this.#work.push(this.#serve(client));
    }
  }

  async #serve(client: Deno.TcpConn): Promise<void> {
    try {
      const server = await Deno.connect({ hostname: "127.0.0.1", port: this.#serverPort });
      this.#links.add(server);
      await Promise.all([this.#pass(client, server, true), this.#pass(server, client, false)]);
    } catch {
      // The server does not listen: then neither does the proxy.
      close(client);
    }
  }

  async #pass(from: Deno.TcpConn, to: Deno.TcpConn, counted: boolean): Promise<void> {
    const buffer = new Uint8Array(65536);
    try {
      for (let length; (length = await from.read(buffer)) !== null;) {
        if (this.#swallows(from)) continue;
        const rest = buffer.subarray(0, counted ? Math.min(length, this.#left) : length);
        for (let sent = 0; sent < rest.length;) sent += await to.write(rest.subarray(sent));
        if (counted && (this.#left -= rest.length) <= 0) this.#spent();
      }
    } catch {
      // The other end has gone, or this one was cut.
    }
    if (!this.#swallows(from)) [from, to].forEach(close);
  }

  #spent(): void {
    this.#left = Infinity;
    this.cut();
  }
}

function close(connection: Deno.TcpConn): void {
  try {
    connection.close();
  } catch {
    // It is closed.
  }
}
