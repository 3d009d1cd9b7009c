import type { LedgerRow } from "../dialect/dialect.ts";
import { resolveRevisions } from "../revision/resolve.ts";
import { type Environment, openEnvironment } from "../runtime/environment.ts";
import { readLedger } from "../runtime/ledger.ts";
import { recordedChecksum } from "../runtime/recorded_checksum.ts";
import { accepted, repairRow } from "../runtime/repair.ts";
import { fileDigest } from "../script/file_digest.ts";
import type { Script } from "../script/script.ts";
import { RetortError } from "../util/errors.ts";
import { confirmProtected } from "./confirm_protected.ts";
import type { Context, ExitCode } from "./context.ts";
import type { RepairValues } from "./repair.ts";
import { openScripts } from "./scripts.ts";

/** `repair --accept REV`: an applied file was edited, and the ledger takes it as it is now. Runs nothing. */
export async function acceptFiles(
  { arguments: more, done, undone, resume }: RepairValues,
  wanted: readonly string[],
  context: Context,
): Promise<ExitCode> {
  if (done || undone || resume || more.length > 0) {
    throw new RetortError(
      "usage",
      "--accept stands alone: it is about files, the others about what is half-done",
      {
        hint: "`retort repair --accept REV`; several of them: `--accept A --accept B`",
      },
    );
  }
  const { graph } = openScripts(context);
  const scripts = wanted.flatMap((name) => resolveRevisions(graph, name));
  await confirmProtected(context, `\`retort repair --accept ${wanted.join(" --accept ")}\``);
  await using environment = await openEnvironment(context);
  const recorded: string[] = [];
  for (const script of scripts) {
    if (await accept(context, environment, script)) recorded.push(script.id);
  }
  context.out.report({ accepted: recorded }, () => [
    recorded.length === 0
      ? "Nothing to accept: the ledger has it as it is"
      : `Accepted ${recorded.join(", ")}`,
  ]);
  return 0;
}

async function accept({ out }: Context, environment: Environment, script: Script): Promise<boolean> {
  const { rows } = await readLedger(environment);
  const row = rows.get(script.id);
  if (row?.state !== "applied") throw notApplied(script, row);
  const change = accepted(script, row, environment);
  if (isRecorded(script, row, environment)) return false;
  out.info(`Recording ${script.path} as it is now; nothing of it is run`);
  const onWait = (holder: string) => out.info(`Waiting for the lock: ${holder}`);
  await repairRow({ environment, onWait, row, change });
  return true;
}

/** White space and comments count here: the text is stored too. */
function isRecorded(script: Script, row: LedgerRow, environment: Environment): boolean {
  return recordedChecksum(environment)(script, row) === row.checksum &&
    fileDigest(script.text) === row.file_digest;
}

function notApplied({ id, path }: Script, row: LedgerRow | undefined): RetortError {
  if (row === undefined) {
    return new RetortError(
      "unknown-revision",
      `Revision ${id} is not applied, so there is nothing to accept`,
      {
        hint: `${path} is what \`retort upgrade\` will run`,
      },
    );
  }
  return new RetortError("half-applied", `Revision ${id} is half-done`, {
    hint: `Settle that first: \`retort repair ${id}\``,
  });
}
