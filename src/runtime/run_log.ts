import type { LogRow } from "../dialect/dialect.ts";
import { redact } from "../util/redact.ts";
import { VERSION } from "../util/version.ts";
import type { Environment } from "./environment.ts";

/** Rows of one INSERT: below every engine's limit of bound values. */
const LOG_ROWS = 500;

/** What the log is told of something that ran; `error` is undefined where it is done. */
export type LogEntry = Pick<LogRow, "revision" | "direction" | "started_at" | "duration_ms"> & {
  readonly error: unknown;
};

/** Gathers what a run has done, and writes it to the log when all is over. */
export class RunLog {
  readonly #environment: Environment;
  readonly #secrets: ReadonlySet<string>;
  readonly #rows: LogRow[] = [];

  constructor(environment: Environment, secrets: ReadonlySet<string>) {
    this.#environment = environment;
    this.#secrets = secrets;
  }

  note({ error, ...entry }: LogEntry): void {
    this.#rows.push({
      ...entry,
      outcome: error === undefined ? "done" : "failed",
      run_by: this.#environment.runner,
      retort_version: VERSION,
      error: error === undefined
        ? null
        : redact(error instanceof Error ? error.message : String(error), this.#secrets),
    });
  }

  /** Best effort: the log tells what was, the ledger what is, so a log that cannot be written stops nothing. */
  async write(): Promise<void> {
    const { dialect, ledger, connection } = this.#environment;
    for (let start = 0; start < this.#rows.length; start += LOG_ROWS) {
      const { sql, parameters } = dialect.ledger.log(ledger, this.#rows.slice(start, start + LOG_ROWS));
      await connection.execute(sql, parameters).catch(() => 0);
    }
  }
}
