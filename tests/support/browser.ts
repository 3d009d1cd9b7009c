import { findProgram } from "./find_program.ts";

/** A page in a browser that nobody sees. */
export interface BrowserPage {
  /** Opens an address and waits until it has loaded. */
  open(url: string): Promise<void>;
  /** What an expression of the page's JavaScript gives; a promise is waited for. */
  evaluate<T>(expression: string): Promise<T>;
  /** Presses a key and lets it go: a character, or a name such as `ArrowDown`. */
  press(key: string): Promise<void>;
  /** Types a text where the focus is. */
  type(text: string): Promise<void>;
  /** Presses the mouse at one place and lets it go at another, or where it is. */
  drag(from: Point, to?: Point): Promise<void>;
  /** Waits until an expression is true; throws after some seconds, with what `about` is then. */
  until(expression: string, about?: string): Promise<void>;
  /** Pretends that the user prefers light or dark pages. */
  prefer(scheme: "light" | "dark"): Promise<void>;
  /** A picture of what is to be seen, as PNG. */
  screenshot(): Promise<Uint8Array>;
  /** What the page complained of: exceptions and violations of its policy. */
  readonly complaints: readonly string[];
}

/** A place in the page, in pixels from its corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

const NAMES = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome-headless-shell",
];

/** Runs `use` on a new page of headless Chromium, `RETORT_TEST_BROWSER` if that names one, and ends the browser. */
export async function withBrowser(use: (page: BrowserPage) => Promise<void>): Promise<void> {
  const profile = await Deno.makeTempDir({ prefix: "retort_browser_" });
  const program = Deno.env.get("RETORT_TEST_BROWSER") ?? await findProgram(NAMES, "chromium-headless-shell");
  const process = new Deno.Command(program, {
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--no-first-run",
      "--window-size=1200,800",
      "--remote-debugging-port=0",
      `--user-data-dir=${profile}`,
      "about:blank",
    ],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  try {
    const session = await Session.open(await debuggerUrl(process.stderr));
    try {
      await use(await CdpPage.attach(session));
    } finally {
      await session.close();
    }
  } finally {
    await process.status;
    await Deno.remove(profile, { recursive: true });
  }
}

/** The browser writes its address to standard error, whose rest nobody needs. */
async function debuggerUrl(stderr: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  const reader = stderr.pipeThrough(new TextDecoderStream()).getReader();
  let said = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`The browser did not start:\n${said}`);
    said += value;
    const url = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
    if (url === undefined) continue;
    drain(reader);
    return url;
  }
}

async function drain(reader: ReadableStreamDefaultReader<string>): Promise<void> {
  while (!(await reader.read()).done);
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly [key: string]: unknown };
  readonly result?: { readonly [key: string]: unknown };
  readonly error?: { readonly message: string };
}

/** A conversation in the DevTools protocol: commands with their answers, and events. */
class Session {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, PromiseWithResolvers<Message>>();
  readonly #listeners: ((message: Message) => void)[] = [];
  #sessionId: string | undefined;
  #last = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => this.#take(JSON.parse(data)));
  }

  static async open(url: string): Promise<Session> {
    const socket = new WebSocket(url);
    const opened = Promise.withResolvers<void>();
    socket.addEventListener("open", () => opened.resolve());
    socket.addEventListener("error", () => opened.reject(new Error(`Cannot talk to ${url}`)));
    await opened.promise;
    return new Session(socket);
  }

  /** From here on commands go to one page. */
  attach(sessionId: string): void {
    this.#sessionId = sessionId;
  }

  listen(listener: (message: Message) => void): void {
    this.#listeners.push(listener);
  }

  async send(method: string, params: object = {}): Promise<{ readonly [key: string]: unknown }> {
    const answer = Promise.withResolvers<Message>();
    const id = ++this.#last;
    this.#waiting.set(id, answer);
    const to = this.#sessionId === undefined ? {} : { sessionId: this.#sessionId };
    this.#socket.send(JSON.stringify({ id, method, params, ...to }));
    const { error, result } = await answer.promise;
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result ?? {};
  }

  /** Ends the browser. */
  async close(): Promise<void> {
    const closed = Promise.withResolvers<void>();
    this.#socket.addEventListener("close", () => closed.resolve());
    this.#sessionId = undefined;
    this.#socket.send(JSON.stringify({ id: ++this.#last, method: "Browser.close" }));
    await closed.promise;
  }

  #take(message: Message): void {
    if (message.id === undefined) { for (const listener of this.#listeners) listener(message); }
    else this.#waiting.get(message.id)?.resolve(message);
  }
}

/** How long a page may take for anything. Milliseconds. */
const PATIENCE = 30_000;

class CdpPage implements BrowserPage {
  readonly #session: Session;
  readonly complaints: string[] = [];
  #loaded = Promise.withResolvers<void>();

  private constructor(session: Session) {
    this.#session = session;
    session.listen(({ method, params }) => {
      if (method === "Page.loadEventFired") this.#loaded.resolve();
      if (method === "Runtime.exceptionThrown" || method === "Log.entryAdded") {
        this.complaints.push(JSON.stringify(params));
      }
    });
  }

  static async attach(session: Session): Promise<CdpPage> {
    const { targetId } = await session.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await session.send("Target.attachToTarget", { targetId, flatten: true });
    session.attach(String(sessionId));
    for (const domain of ["Page", "Runtime", "Log"]) await session.send(`${domain}.enable`);
    return new CdpPage(session);
  }

  async open(url: string): Promise<void> {
    this.#loaded = Promise.withResolvers();
    await this.#session.send("Page.navigate", { url });
    await this.#loaded.promise;
  }

  async evaluate<T>(expression: string): Promise<T> {
    const answer = await this.#session.send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if ("exceptionDetails" in answer) throw new Error(JSON.stringify(answer.exceptionDetails));
    return valueOf<T>(answer.result);
  }

  async press(key: string): Promise<void> {
    const text = key.length === 1 ? { text: key } : key === "Enter" ? { text: "\r" } : {};
    const windowsVirtualKeyCode = key.length === 1 ? key.toUpperCase().charCodeAt(0) : undefined;
    await this.#session.send("Input.dispatchKeyEvent", {
      type: "keyDown",
      key,
      windowsVirtualKeyCode,
      ...text,
    });
    await this.#session.send("Input.dispatchKeyEvent", { type: "keyUp", key });
  }

  async type(text: string): Promise<void> {
    await this.#session.send("Input.insertText", { text });
  }

  async drag(from: Point, to: Point = from): Promise<void> {
    const mouse = (type: string, { x, y }: Point) =>
      this.#session.send("Input.dispatchMouseEvent", {
        type,
        x,
        y,
        button: "left",
        buttons: 1,
        clickCount: 1,
      });
    await mouse("mousePressed", from);
    if (to !== from) await mouse("mouseMoved", { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });
    if (to !== from) await mouse("mouseMoved", to);
    await mouse("mouseReleased", to);
  }

  async until(expression: string, about = expression): Promise<void> {
    const end = Date.now() + PATIENCE;
    while (!(await this.evaluate<boolean>(expression))) {
      if (Date.now() > end) {
        throw new Error(`${expression}: ${await this.evaluate<string>(`String(${about})`)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async prefer(scheme: "light" | "dark"): Promise<void> {
    const features = [{ name: "prefers-color-scheme", value: scheme }];
    await this.#session.send("Emulation.setEmulatedMedia", { features });
  }

  async screenshot(): Promise<Uint8Array> {
    const { data } = await this.#session.send("Page.captureScreenshot");
    return Uint8Array.fromBase64(String(data));
  }
}

/** The value of a remote object: the test that asked knows what it is. */
function valueOf<T>(remote: unknown): T {
  // deno-lint-ignore retort/casts -- it came as JSON from the expression that the test wrote itself
  return (remote as { readonly value: T }).value;
}
