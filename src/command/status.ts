import { openEnvironment } from "../runtime/environment.ts";
import { readLedger } from "../runtime/ledger.ts";
import { recordedChecksum } from "../runtime/recorded_checksum.ts";
import { type Status, statusOf } from "../runtime/status.ts";
import { formatDatabaseUrl } from "../util/database_url.ts";
import type { Context, ExitCode, Style } from "./context.ts";
import { standing } from "./move_database.ts";
import { openScripts } from "./scripts.ts";

/**
 * Tells what is applied, pending, missing, changed and half-done.
 *
 * Exit code: 0 at head · 3 revisions are pending · 4 the files do not explain the ledger · 7 a step is half-done.
 */
export async function run(_values: unknown, context: Context): Promise<ExitCode> {
  const { graph } = openScripts(context);
  await using environment = await openEnvironment(context, { readOnly: true });
  const status = statusOf(graph, await readLedger(environment), recordedChecksum(environment));
  const database = formatDatabaseUrl(environment.url, { secrets: "hidden" });
  context.out.report({ database, ...plain(status) }, (style) => describe(database, status, style));
  return exitCode(status);
}

function exitCode({ halfDone, missing, gaps, pending }: Status): ExitCode {
  if (halfDone.length > 0) return 7;
  if (missing.length > 0 || gaps.length > 0) return 4;
  return pending.length > 0 ? 3 : 0;
}

function plain(status: Status) {
  return {
    heads: status.heads,
    applied: status.applied,
    pending: status.pending.map(({ id }) => id),
    missing: status.missing.map(({ revision }) => revision),
    changed: status.changed.map(({ id }) => id),
    gaps: status.gaps.map(({ id }) => id),
    halfDone: status.halfDone.map(({ revision, state, statements_done }) => ({
      revision,
      state,
      statementsDone: statements_done,
    })),
  };
}

function* describe(database: string, status: Status, style: Style): Iterable<string> {
  yield `database  ${database}`;
  yield `at        ${style.bold(standing(status.heads))}`;
  yield `applied   ${status.applied}`;
  yield `pending   ${status.pending.length}`;
  for (const { id, message } of status.pending) yield `  ${id}  ${firstLine(message)}`;
  yield* problems(status, style);
}

function* problems(status: Status, style: Style): Iterable<string> {
  for (const row of status.halfDone) {
    const statements = row.statements_done === 1 ? "1 statement" : `${row.statements_done} statements`;
    yield style.bad(`half-done ${row.revision}: ${row.state}, ${statements} done`);
    yield `  ${row.path}: run the same command again, or mend it and \`retort stamp\``;
  }
  for (const row of status.missing) {
    yield style.bad(`missing   ${row.revision}: applied ${row.applied_at}, no file has it`);
    yield `  it was ${row.path}: bring the file back, or deploy the release that has it`;
  }
  for (const { id, path } of status.gaps) {
    yield style.bad(`gap       ${id}: not applied, but a later revision is`);
    yield `  ${path}: put it above the head, or \`retort stamp\` it if its changes are there`;
  }
  for (const { id, path } of status.changed) {
    yield style.warn(`changed   ${id}: ${path} is not what was applied`);
  }
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
