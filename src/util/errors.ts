/**
 * The process exit codes, one meaning each.
 *
 * 0 done · 1 a statement failed · 2 usage or configuration · 3 condition false · 4 history problem ·
 * 5 cannot connect · 6 lock not obtained · 7 half-applied · 8 refused · 9 partial success · 70 a bug ·
 * 130/143 signals.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 70 | 130 | 143;

/** Every code that an expected failure can carry, with the exit code it leads to: the one table of both. */
const EXIT_CODES = {
  "statement-failed": 1,
  "script-failed": 1,
  "usage": 2,
  "config-invalid": 2,
  "file-invalid": 2,
  "file-unreadable": 2,
  "file-unwritable": 2,
  "question-unasked": 2,
  "condition-false": 3,
  "multiple-heads": 3,
  "not-up-to-date": 3,
  "unknown-revision": 4,
  "unknown-branch": 4,
  "ambiguous-revision": 4,
  "ambiguous-walk": 4,
  "out-of-range": 4,
  "not-ancestor": 4,
  "overlap": 4,
  "graph-invalid": 4,
  "history-gap": 4,
  "history-changed": 4,
  "ledger-invalid": 4,
  "script-lost": 4,
  "cannot-connect": 5,
  "connection-lost": 5,
  "lock-unavailable": 6,
  "half-applied": 7,
  "refused": 8,
  "irreversible": 8,
  "partial-success": 9,
  "interrupted": 130,
  "terminated": 143,
} as const satisfies Record<string, ExitCode>;

/** The stable name of a kind of failure, as `--json` prints it. */
export type ErrorCode = keyof typeof EXIT_CODES;

/** What a `RetortError` may say beside its message. */
export interface ErrorDetails {
  /** The way out: what the user can type or change. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/**
 * An expected failure: printed as a message with its hint, never as a stack trace.
 *
 * Messages are in sentence case without a final period. Subclass it only to carry data.
 *
 * @example
 * ```ts
 * throw new RetortError("unknown-revision", `Can't locate revision identified by '${id}'`, {
 *   hint: "`retort history` lists the revisions that there are",
 * });
 * ```
 */
export class RetortError extends Error {
  override readonly name: string = "RetortError";
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.hint = details.hint;
  }

  /** Lines for a person, between the message and the hint; subclasses that carry data say it here. */
  details(): readonly string[] {
    return [];
  }

  /** The same facts for `--json`, beside `code`, `message` and `hint`; values that JSON can hold. */
  data(): { readonly [key: string]: unknown } {
    return {};
  }

  /** The exit code that the process ends with when this error reaches the top. */
  get exitCode(): ExitCode {
    return EXIT_CODES[this.code];
  }
}
