import type { Repeatable } from "../../script/repeatable.ts";
import { dependantsOf } from "../../script/repeatable.ts";
import { REPEATABLE_CHECKSUM_VERSION, repeatableChecksum } from "../../script/repeatable_section.ts";
import { RetortError } from "../../util/errors.ts";
import { type LedgerPlace, readRows } from "../ledger.ts";

/** Why a repeatable is run: it never was, its text has changed, or what it depends on is run. */
export type RepeatableReason = "new" | "changed" | "dependency";

/** A repeatable that is to be run. */
export interface DueRepeatable {
  readonly repeatable: Repeatable;
  readonly why: RepeatableReason;
}

/** What is to be done for repeatables, in order. */
export interface Due {
  readonly due: readonly DueRepeatable[];
  /** Names on record that no file has any more. */
  readonly gone: readonly string[];
  /** Whether the table of the record is there. */
  readonly recorded: boolean;
}

/** The record: what each repeatable's text was when it ran. */
export interface RepeatableRecord {
  readonly exists: boolean;
  readonly checksums: ReadonlyMap<string, string>;
}

/**
 * Reads the record of repeatables; never creates it.
 *
 * @throws {RetortError} `ledger-invalid` for rows that no retort writes.
 */
export async function readRecord(place: LedgerPlace): Promise<RepeatableRecord> {
  const { dialect, ledger } = place;
  const rows = await readRows(place, (await dialect.ledger.repeatable()).readAll(ledger));
  return { exists: rows !== undefined, checksums: new Map((rows ?? []).map(checkedRow)) };
}

/** A checksum of another version is none that a text could have: the repeatable runs again, which does no harm. */
function checkedRow(row: unknown): readonly [name: string, checksum: string] {
  if (
    typeof row === "object" && row !== null && "name" in row && typeof row.name === "string" &&
    "checksum" in row && typeof row.checksum === "string" && "checksum_version" in row
  ) {
    const known = Number(row.checksum_version) === REPEATABLE_CHECKSUM_VERSION;
    return [row.name, known ? row.checksum : ""];
  }
  throw new RetortError("ledger-invalid", "The table of repeatables has a row that retort does not write", {
    hint: "Drop the table: every repeatable is then run again, and the table made anew",
  });
}

/** What differs from the record, with all that depends on it. */
export function dueRepeatables(ordered: readonly Repeatable[], record: RepeatableRecord): Due {
  const own = new Map<string, RepeatableReason>();
  for (const repeatable of ordered) {
    const before = record.checksums.get(repeatable.id);
    if (before === undefined) own.set(repeatable.id, "new");
    else if (before !== repeatableChecksum(repeatable)) own.set(repeatable.id, "changed");
  }
  const dependants = dependantsOf(new Set(own.keys()), ordered);
  const due = ordered.flatMap((repeatable): DueRepeatable[] => {
    const why = own.get(repeatable.id) ?? (dependants.has(repeatable.id) ? "dependency" : undefined);
    return why === undefined ? [] : [{ repeatable, why }];
  });
  const names = new Set(ordered.map(({ id }) => id));
  const gone = [...record.checksums.keys()].filter((name) => !names.has(name));
  return { due, gone, recorded: record.exists };
}
