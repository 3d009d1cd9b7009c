import { LEDGER_LAYOUT } from "../dialect/ansi/ledger.ts";
import type { Connection, LedgerOrigin, LedgerRow, LedgerState } from "../dialect/dialect.ts";
import { CHECKSUM_VERSION, checksumOf } from "../script/checksum.ts";
import { fileDigest } from "../script/file_digest.ts";
import type { Script } from "../script/script.ts";
import { VERSION } from "../util/version.ts";
import type { Environment } from "./environment.ts";
import { isTooLong } from "./too_long.ts";

/** What of a row depends on the occasion and not on the script. */
export interface Occasion {
  readonly origin: LedgerOrigin;
  readonly state: LedgerState;
  readonly statementsDone?: number;
  readonly journal?: string;
}

/** What a row needs to know of the run. */
export interface RowPlace extends Pick<Environment, "dialect" | "config" | "now" | "runner"> {
  readonly connection: Pick<Connection, "server">;
}

/** The ledger's row for a script, as of now. */
export function rowOf(script: Script, environment: RowPlace, occasion: Occasion): LedgerRow {
  return {
    revision: script.id,
    message: script.message,
    down_revisions: script.downRevisions.join(", "),
    depends_on: script.dependsOn.join(", "),
    branch_labels: script.branchLabels.join(", "),
    path: script.path,
    script: storedText(script, environment),
    checksum: checksumOf(script, environment.dialect, environment.connection.server.product),
    checksum_version: CHECKSUM_VERSION,
    file_digest: fileDigest(script.text),
    origin: occasion.origin,
    state: occasion.state,
    statements_done: occasion.statementsDone ?? 0,
    journal: occasion.journal ?? null,
    applied_at: environment.now().toISOString(),
    applied_by: environment.runner,
    duration_ms: null,
    retort_version: VERSION,
    layout: LEDGER_LAYOUT,
  };
}

function storedText(script: Script, { config }: RowPlace): string | null {
  return config.ledger.storeScript && !isTooLong(script, config) ? script.text : null;
}
