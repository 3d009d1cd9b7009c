import type { LedgerRow } from "../dialect/dialect.ts";
import { languageOf } from "../script/header.ts";
import type { Script } from "../script/script.ts";

/** An applied revision that no file has, as far as the ledger's row describes it; its text is not read yet. */
export interface LostScript extends Script {
  readonly row: LedgerRow;
}

/** What stands in the history for a row without a file. */
export function lostScript(row: LedgerRow): LostScript {
  return {
    row,
    id: row.revision,
    message: row.message,
    downRevisions: namesIn(row.down_revisions),
    dependsOn: namesIn(row.depends_on),
    branchLabels: namesIn(row.branch_labels),
    replaces: [],
    path: row.path,
    language: languageOf(row.path),
    text: "",
    bodyStart: 0,
  };
}

/** Whether only the ledger knows this revision. */
export function isLost(script: Script): script is LostScript {
  return "row" in script;
}

/** The names in a list as the ledger keeps it. */
export function namesIn(list: string): string[] {
  return list.split(",").map((name) => name.trim()).filter((name) => name !== "");
}
