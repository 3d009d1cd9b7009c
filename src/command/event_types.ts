/** A field of an event. */
interface EventField {
  readonly type: "string" | "integer" | "boolean" | "strings" | "steps" | "repeatables" | "object";
  readonly summary: string;
}

/** What an event says beside its type. */
interface EventType {
  readonly summary: string;
  readonly fields: { readonly [name: string]: EventField };
}

const STEP = {
  revision: { type: "string", summary: "The revision's id" },
  direction: { type: "string", summary: "`upgrade` or `downgrade`" },
} as const satisfies EventType["fields"];

const REPEATABLE = {
  name: { type: "string", summary: "Its path below `repeatable`" },
} as const satisfies EventType["fields"];

const RETRY = {
  attempt: { type: "integer", summary: "Which retry follows" },
  of: { type: "integer", summary: "How many there may be" },
  delayMs: { type: "integer", summary: "The pause before it, in milliseconds" },
  error: { type: "string", summary: "What the server said" },
} as const satisfies EventType["fields"];

const DURATION = {
  type: "integer",
  summary: "How long it took, in milliseconds",
} as const satisfies EventField;

const CHUNKS = {
  table: { type: "string", summary: "The table, as the revision names it" },
  chunks: { type: "integer", summary: "Chunks that are done, those of earlier runs among them" },
  rows: { type: "integer", summary: "Rows that are done" },
  estimatedRows: { type: "integer", summary: "About how many there are; 0 where the engine keeps no count" },
} as const satisfies EventType["fields"];

/** Every event of `--format ndjson`: docs/events.md and its JSON Schema are written from this, and the code is checked against it. */
export const EVENT_TYPES = {
  "lock-waiting": {
    summary: "Another runner has the lock; this one waits",
    fields: { holder: { type: "string", summary: "Who has it, as far as the engine tells" } },
  },
  "file-changed": {
    summary: "An applied file is not what was applied",
    fields: { revision: STEP.revision, path: { type: "string", summary: "The file" } },
  },
  "file-lost": {
    summary: "A revision is applied and has no file; it stays",
    fields: { revision: STEP.revision },
  },
  "run-planned": {
    summary: "Every step has been checked, and the first one is about to run",
    fields: {
      revisions: { type: "strings", summary: "The revisions, in the order in which they will run" },
      direction: STEP.direction,
    },
  },
  "step-started": {
    summary: "A step begins",
    fields: {
      ...STEP,
      message: { type: "string", summary: "The first line of the revision's message" },
      path: { type: "string", summary: "Its file" },
      statements: { type: "integer", summary: "How many statements it has; 0 for TypeScript" },
    },
  },
  "step-without-transaction": {
    summary: "The step runs outside of a transaction",
    fields: { ...STEP, why: { type: "string", summary: "What demands that" } },
  },
  "step-foreign-keys-off": {
    summary:
      "The step was rolled back and begins again without foreign keys, because it rebuilds a table that others refer to",
    fields: STEP,
  },
  "step-resumed": {
    summary: "The step goes on where an earlier run stopped",
    fields: { ...STEP, statementsDone: { type: "integer", summary: "Statements that were done before" } },
  },
  "step-judged": {
    summary:
      "The database was asked whether the statement that was in flight when the last run ended was done",
    fields: {
      ...STEP,
      statement: { type: "integer", summary: "Which one, counted from 1" },
      done: { type: "boolean", summary: "Whether it was done" },
      failed: { type: "boolean", summary: "Whether it had come back with an error" },
    },
  },
  "step-cleared": {
    summary: "What the last try left behind is cleared away",
    fields: { ...STEP, sql: { type: "string", summary: "The statement that does it" } },
  },
  "step-edited": {
    summary: "The file of a TypeScript revision has changed since it stopped half-way",
    fields: { ...STEP, path: { type: "string", summary: "Its file" } },
  },
  "part-passed": {
    summary: "A part that `op.step` names was done before, and is passed over",
    fields: { ...STEP, name: { type: "string", summary: "Its name" } },
  },
  "part-resumed": {
    summary: "A part that `op.step` names stopped half-way, and goes on",
    fields: {
      ...STEP,
      name: { type: "string", summary: "Its name" },
      statementsDone: { type: "integer", summary: "Statements of it that were done before" },
    },
  },
  "chunks-started": {
    summary:
      "A table is about to be walked in chunks, from its beginning or from where an earlier run stopped",
    fields: { ...STEP, ...CHUNKS },
  },
  "chunk-done": {
    summary: "A chunk is done and committed, with its place in the ledger",
    fields: { ...STEP, ...CHUNKS, durationMs: DURATION },
  },
  "chunks-done": {
    summary: "The walk has come to the end of the table",
    fields: { ...STEP, ...CHUNKS },
  },
  "step-blocked": {
    summary: "A statement waits for a lock of the database",
    fields: { ...STEP, by: { type: "string", summary: "Who has it" } },
  },
  "step-retried": {
    summary: "The step met a lock for too long, and is tried again",
    fields: { ...STEP, ...RETRY },
  },
  "step-finished": {
    summary: "A step is done and recorded",
    fields: { ...STEP, durationMs: DURATION },
  },
  "step-failed": {
    summary: "A step failed; an `error` follows",
    fields: { ...STEP, durationMs: DURATION },
  },
  "repeatables-left": {
    summary: "Repeatables do not run: they wait until no revision is pending",
    fields: { pending: { type: "integer", summary: "How many revisions are" } },
  },
  "repeatable-gone": {
    summary: "A repeatable that once ran has no file any more; its record is forgotten, what it made stays",
    fields: { name: REPEATABLE.name },
  },
  "repeatable-started": {
    summary: "A repeatable begins",
    fields: {
      ...REPEATABLE,
      path: { type: "string", summary: "Its file" },
      why: { type: "string", summary: "`new`, `changed` or `dependency`" },
      statements: { type: "integer", summary: "How many statements it has" },
      transaction: { type: "boolean", summary: "Whether they share a transaction" },
    },
  },
  "repeatable-blocked": {
    summary: "A statement of a repeatable waits for a lock of the database",
    fields: { ...REPEATABLE, by: { type: "string", summary: "Who has it" } },
  },
  "repeatable-retried": {
    summary: "A repeatable met a lock for too long, and is tried again",
    fields: { ...REPEATABLE, ...RETRY },
  },
  "repeatable-finished": {
    summary: "A repeatable is done and recorded",
    fields: { ...REPEATABLE, durationMs: DURATION },
  },
  "repeatable-failed": {
    summary: "A repeatable failed; an `error` follows",
    fields: { ...REPEATABLE, durationMs: DURATION },
  },
  "result": {
    summary: "The last event of a run that came to its end",
    fields: {
      steps: { type: "steps", summary: "What was done: objects of `revision`, `direction`, `durationMs`" },
      repeatables: {
        type: "repeatables",
        summary: "The repeatables that ran after it: objects of `name`, `durationMs`",
      },
      heads: { type: "strings", summary: "The heads that the database is at" },
      durationMs: { type: "integer", summary: "How long all took, in milliseconds" },
    },
  },
  "error": {
    summary: "The last event of a run that failed",
    fields: {
      error: {
        type: "object",
        summary: "`code`, `exitCode`, `message`, often `hint`, and what belongs to this failure",
      },
    },
  },
} as const satisfies { readonly [type: string]: EventType };

/** What a field's value is in the code. */
interface FieldValues {
  readonly string: string;
  readonly integer: number;
  readonly boolean: boolean;
  readonly strings: readonly string[];
  readonly steps: readonly { readonly [key: string]: string | number }[];
  readonly repeatables: readonly { readonly [key: string]: string | number }[];
  readonly object: { readonly [key: string]: never };
}

type Fields<T extends EventType> = { readonly [K in keyof T["fields"]]: FieldValues[T["fields"][K]["type"]] };

/** An event as it is written, but for what all of them have. */
export type EventData = {
  [T in keyof typeof EVENT_TYPES]: { readonly type: T } & Fields<(typeof EVENT_TYPES)[T]>;
}[keyof typeof EVENT_TYPES];
