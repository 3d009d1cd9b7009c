import { RetortError } from "../../util/errors.ts";
import type { LedgerOrigin, LedgerRow, LedgerState } from "../dialect.ts";
import { LEDGER_LAYOUT } from "./ledger.ts";

const ORIGINS: readonly LedgerOrigin[] = ["run", "stamped", "imported"];
const STATES: readonly LedgerState[] = ["applied", "upgrading", "downgrading"];
const EXACT_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const LOOSE_TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d+)? ?(Z|[+-]\d\d(?::?\d\d)?)?$/i;

/**
 * A row of the ledger as a driver gave it, checked and normalised. A row without `script` gets `null` there.
 *
 * Throws a `RetortError` of code `ledger-invalid` for a row that this release did not and could not write.
 */
export function ledgerRow(raw: unknown): LedgerRow {
  const row = new RawRow(raw);
  row.checkLayout();
  return {
    revision: row.text("revision"),
    message: row.text("message"),
    down_revisions: row.text("down_revisions"),
    depends_on: row.text("depends_on"),
    branch_labels: row.text("branch_labels"),
    path: row.text("path"),
    script: row.optionalText("script"),
    checksum: row.text("checksum"),
    checksum_version: row.integer("checksum_version"),
    file_digest: row.text("file_digest"),
    origin: row.oneOf("origin", ORIGINS),
    state: row.oneOf("state", STATES),
    statements_done: row.integer("statements_done"),
    journal: row.optionalText("journal"),
    applied_at: row.time("applied_at"),
    applied_by: row.text("applied_by"),
    duration_ms: row.optionalInteger("duration_ms"),
    retort_version: row.text("retort_version"),
    layout: row.integer("layout"),
  };
}

/** Reads one column at a time, so that a message can name the revision and the column. */
class RawRow {
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(raw: unknown) {
    if (!isRecord(raw)) throw invalid("The ledger gave a row without columns");
    this.#fields = raw;
  }

  checkLayout(): void {
    const layout = this.integer("layout");
    if (layout <= LEDGER_LAYOUT) return;
    const version = this.#fields["retort_version"];
    const writer = typeof version === "string" ? `retort ${version}` : "a newer retort";
    throw new RetortError(
      "ledger-invalid",
      `The ledger was written by ${writer} in layout ${layout}; this retort reads up to layout ${LEDGER_LAYOUT}`,
      { hint: `Upgrade retort: use ${writer} or newer` },
    );
  }

  text(column: string): string {
    const value = this.#fields[column];
    return typeof value === "string" ? value : this.#refuse(column, value);
  }

  optionalText(column: string): string | null {
    return this.#isNull(column) ? null : this.text(column);
  }

  integer(column: string): number {
    const value = this.#fields[column];
    const number = typeof value === "number"
      ? value
      : typeof value === "bigint" || (typeof value === "string" && /^-?\d+$/.test(value))
      ? Number(value)
      : Number.NaN;
    return Number.isSafeInteger(number) ? number : this.#refuse(column, value);
  }

  optionalInteger(column: string): number | null {
    return this.#isNull(column) ? null : this.integer(column);
  }

  oneOf<Name extends string>(column: string, names: readonly Name[]): Name {
    const value = this.#fields[column];
    return names.find((name) => name === value) ?? this.#refuse(column, value);
  }

  time(column: string): string {
    const value = this.#fields[column];
    if (typeof value === "string" && EXACT_TIME.test(value)) return value;
    const time = value instanceof Date ? value : new Date(typeof value === "string" ? isoTime(value) : "");
    return Number.isNaN(time.getTime()) ? this.#refuse(column, value) : time.toISOString();
  }

  #isNull(column: string): boolean {
    const value = this.#fields[column];
    return value === null || value === undefined;
  }

  #refuse(column: string, value: unknown): never {
    const revision = this.#fields["revision"];
    const row = typeof revision === "string"
      ? `The ledger's row of revision ${revision}`
      : "A row of the ledger";
    throw invalid(
      value === undefined ? `${row} has no column ${column}` : `${row} has ${shown(value)} as ${column}`,
    );
  }
}

/** A loop, because ten thousand lists of keys would be made only to be counted. */
function isRecord(raw: unknown): raw is Readonly<Record<string, unknown>> {
  if (typeof raw !== "object" || raw === null) return false;
  for (const _ in raw) return true;
  return false;
}

/** Engines print a time with a space, their own fraction and `+00`; a time without a zone is UTC here. */
function isoTime(text: string): string {
  const [, date, time, fraction = "", zone = "Z"] = LOOSE_TIME.exec(text) ?? [];
  if (date === undefined) return "";
  const offset = /^[+-]\d\d$/.test(zone) ? `${zone}:00` : zone.toUpperCase();
  return `${date}T${time}${fraction.slice(0, 4)}${offset}`;
}

function shown(value: unknown): string {
  if (value === null) return "NULL";
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function invalid(message: string): RetortError {
  return new RetortError("ledger-invalid", message, {
    hint: "The table was changed by hand or belongs to something else: put the row right, " +
      "or name another table with --ledger-table",
  });
}
