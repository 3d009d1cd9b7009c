import { type Finding, FINDING_CODES } from "../finding.ts";
import type { Status } from "../status.ts";
import type { Diagnosis } from "./diagnosis.ts";

/** How the ledger stands to the files. */
export function ledgerDiagnoses(status: Status, findings: readonly Finding[], exists: boolean): Diagnosis[] {
  return [
    standing(status, exists),
    ...findings.map(({ kind, subject, message, hint }) => ({
      check: "ledger" as const,
      level: FINDING_CODES[kind] === 0 ? "note" as const : "problem" as const,
      message: `${kind} ${subject}: ${message}`,
      hint,
    })),
  ];
}

function standing({ applied, pending }: Status, exists: boolean): Diagnosis {
  if (!exists) {
    const message = "There is no ledger yet";
    return { check: "ledger", level: "note", message, hint: "The first `retort upgrade` creates it" };
  }
  const message = `${applied} applied, ${pending.length} pending`;
  if (pending.length === 0) return { check: "ledger", level: "ok", message };
  return { check: "ledger", level: "note", message, hint: "`retort upgrade` runs what is pending" };
}
