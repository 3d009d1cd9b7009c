import type { LedgerRow } from "../dialect/dialect.ts";
import { ledgerRow } from "../dialect/ansi/ledger_row.ts";
import type { Plan, RevisionId } from "../revision/revision.ts";
import { languageOf, parseHeader } from "../script/header.ts";
import type { Script } from "../script/script.ts";
import { RetortError } from "../util/errors.ts";
import type { LedgerPlace, Snapshot } from "./ledger.ts";
import { isLost } from "./lost_script.ts";
import { isSameFile } from "./status.ts";
import type { Environment } from "./environment.ts";
import { moduleForStored } from "./stored_module.ts";

/** A row of the ledger with the text that it keeps; null where it keeps the checksum alone. */
export async function readStored(
  { dialect, connection, ledger }: LedgerPlace,
  revision: RevisionId,
): Promise<LedgerRow | undefined> {
  const { sql, parameters } = dialect.ledger.readOne(ledger, revision);
  const [raw] = await connection.query<unknown>(sql, parameters);
  return raw === undefined ? undefined : ledgerRow(raw);
}

/**
 * The script that a row keeps, as it was applied.
 *
 * @throws {RetortError} `script-lost` where the row keeps the checksum alone, `ledger-invalid` where the text is
 * another revision's, `file-invalid` where it has no header.
 */
export function storedScript(row: LedgerRow): Script {
  const { revision, path, script: text } = row;
  if (text === null) throw checksumAlone(row);
  const { header, bodyStart } = parseHeader(text, path);
  if (header.id === revision) return { ...header, path, language: languageOf(path), text, bodyStart };
  throw new RetortError(
    "ledger-invalid",
    `The ledger's row of revision ${revision} keeps the text of ${header.id}`,
    { hint: "The row was changed by hand: put it right, or bring the file back" },
  );
}

function checksumAlone({ revision, path }: LedgerRow): RetortError {
  return new RetortError(
    "script-lost",
    `The ledger keeps the checksum of revision ${revision} alone, not its text`,
    {
      hint:
        `Bring ${path} back from the release that had it: when it was applied, ledger.storeScript was off ` +
        "or the file was longer than ledger.maxScriptBytes",
    },
  );
}

/**
 * Puts the texts that were applied in the place of files that are gone or have changed. A file serves where the ledger
 * keeps no text.
 *
 * @throws {RetortError} as `storedScript`; `refused` for TypeScript whose imports are not what they were.
 */
export async function withStoredScripts(
  plan: Plan<Script>,
  { rows }: Snapshot,
  environment: Environment,
  temporary: DisposableStack,
): Promise<Plan<Script>> {
  const steps = [];
  for (const step of plan.steps) {
    const row = rows.get(step.revision.id);
    const revision = row === undefined || isAtHand(step.revision, row)
      ? step.revision
      : await stored(step.revision, environment, temporary);
    steps.push({ ...step, revision });
  }
  return { ...plan, steps };
}

function isAtHand(script: Script, row: LedgerRow): boolean {
  return !isLost(script) && isSameFile(script, row);
}

async function stored(file: Script, environment: Environment, temporary: DisposableStack): Promise<Script> {
  const row = await readStored(environment, file.id);
  if (row === undefined || (row.script === null && !isLost(file))) return file;
  const script = storedScript(row);
  if (script.language === "sql") return script;
  return { ...script, modulePath: moduleForStored(script, row, environment, temporary) };
}
