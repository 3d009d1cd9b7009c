import type { Json, Output, Style } from "../command/context.ts";
import { harmless } from "../util/harmless.ts";
import { redact } from "../util/redact.ts";

/** Something that takes text; a standard stream, or a test's list. */
export interface TextTarget {
  write(pieces: Iterable<string>): void;
}

/** How a command's words are printed. */
export interface ReporterOptions {
  readonly stdout: TextTarget;
  readonly stderr: TextTarget;
  /** text for a person, json for one object, ndjson for one object a line. */
  readonly format: "text" | "json" | "ndjson";
  /** As `--json` names it. */
  readonly command: string;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** `timed`: each line with its time and level. `json`: one object a line on standard error. */
  readonly logFormat: "text" | "timed" | "json";
  /** Whether standard error is a terminal on which a line can be written over. */
  readonly live?: boolean;
  readonly resultStyle: Style;
  readonly style: Style;
  readonly interactive: boolean;
  /** A line from the terminal. */
  readonly readLine: () => Promise<string>;
  readonly secrets: ReadonlySet<string>;
  readonly now: () => Date;
}

/** To the start of the terminal's line, and nothing left on it. */
const ERASE_LINE = "\r\x1b[K";

type Level = "debug" | "info" | "warning" | "error";

/** The one place where retort prints: results to standard output, everything else to standard error. */
export class Reporter implements Output {
  readonly #options: ReporterOptions;
  #reported = false;
  #status = "";

  constructor(options: ReporterOptions) {
    this.#options = options;
  }

  get style(): Style {
    return this.#options.style;
  }

  get interactive(): boolean {
    return this.#options.interactive;
  }

  async confirm(question: string): Promise<boolean> {
    return /^\s*y(?:es)?\s*$/i.test(await this.ask(`${question} [y/N]`));
  }

  async ask(question: string): Promise<string> {
    const { stderr, secrets, readLine } = this.#options;
    stderr.write([redact(`${question} `, secrets)]);
    return await readLine();
  }

  report(data: { readonly [key: string]: Json }, render: (style: Style) => Iterable<string>): void {
    this.#reported = true;
    const { format, resultStyle } = this.#options;
    if (format === "text") this.#print(render(resultStyle));
    else if (format === "json") this.#print([JSON.stringify(this.#envelope(data), undefined, 2)]);
    else this.event({ type: "result", ...data });
  }

  write(pieces: Iterable<string>): void {
    this.#options.stdout.write(pieces);
  }

  info(line: string): void {
    if (!this.#options.quiet) this.#log("info", harmless(line));
  }

  warn(line: string): void {
    this.#log("warning", harmless(line));
  }

  detail(line: string): void {
    if (this.#options.verbose) this.#log("debug", harmless(line));
  }

  trace(line: string): void {
    this.#log("debug", line);
  }

  status(line: string | undefined): boolean {
    const { live = false, quiet, logFormat, stderr, secrets } = this.#options;
    if (!live || quiet || logFormat !== "text") return false;
    if ((line ?? "") !== this.#status) {
      this.#status = line ?? "";
      stderr.write([ERASE_LINE, redact(this.#status, secrets)]);
    }
    return true;
  }

  event({ type, ...more }: { readonly type: string; readonly [key: string]: Json }): void {
    if (this.#options.format !== "ndjson") return;
    const time = this.#options.now().toISOString();
    this.#print([JSON.stringify(this.#envelope({ type, time, ...more }))]);
  }

  /** The last word of a command that failed: `lines` for a person, `data` for a program. */
  error(lines: readonly string[], data: { readonly [key: string]: Json }): void {
    this.status(undefined);
    if (this.#options.logFormat === "json") {
      this.#logObject("error", lines[0] ?? "", { error: data });
    } else {
      for (const line of lines) this.#log("error", line);
    }
    if (this.#options.format === "ndjson") this.event({ type: "error", error: data });
    else if (this.#options.format === "json" && !this.#reported) {
      this.#print([JSON.stringify(this.#envelope({ error: data }), undefined, 2)]);
    }
  }

  #envelope(data: { readonly [key: string]: Json }): { readonly [key: string]: Json } {
    return { schema: "retort/v1", command: this.#options.command, ...data };
  }

  #print(lines: Iterable<string>): void {
    this.status(undefined);
    this.#options.stdout.write(this.#redactedLines(lines));
  }

  /** Pages of lines, so that ten thousand of them are searched for secrets a few times, not one by one. */
  *#redactedLines(lines: Iterable<string>): Generator<string> {
    let page = "";
    for (const line of lines) {
      page += `${line}\n`;
      if (page.length < 65_536) continue;
      yield redact(page, this.#options.secrets);
      page = "";
    }
    if (page !== "") yield redact(page, this.#options.secrets);
  }

  #log(level: Level, line: string): void {
    if (this.#options.logFormat === "json") return this.#logObject(level, line, {});
    const text = `${this.#prefix(level)}${line}\n`;
    const [before, after] = this.#status === "" ? [] : [ERASE_LINE, this.#status];
    this.#options.stderr.write([before ?? "", redact(`${text}${after ?? ""}`, this.#options.secrets)]);
  }

  #prefix(level: Level): string {
    const { logFormat, now } = this.#options;
    if (logFormat === "timed") return `${now().toISOString()} ${level.padEnd(7)} `;
    return level === "warning" ? `${this.style.warn("warning:")} ` : "";
  }

  #logObject(level: Level, message: string, more: { readonly [key: string]: Json }): void {
    const entry = JSON.stringify({ time: this.#options.now().toISOString(), level, message, ...more });
    this.#options.stderr.write([redact(`${entry}\n`, this.#options.secrets)]);
  }
}
