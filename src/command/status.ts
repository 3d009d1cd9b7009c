import { type Environment, openEnvironment } from "../runtime/environment.ts";
import type { Finding } from "../runtime/finding.ts";
import { FINDING_CODES } from "../runtime/finding.ts";
import { chunksData } from "../runtime/half_applied.ts";
import { readLedger } from "../runtime/ledger.ts";
import { recordedChecksum } from "../runtime/recorded_checksum.ts";
import { type Status, statusOf } from "../runtime/status.ts";
import { statusFindings } from "../runtime/status_findings.ts";
import { filesOnly, wholeGraph } from "../runtime/whole_graph.ts";
import { hasRepeatables } from "../script/directory.ts";
import type { Script } from "../script/script.ts";
import { formatDatabaseUrl } from "../util/database_url.ts";
import type { Context, ExitCode, Json, Style } from "./context.ts";
import { type Fork, forkData, forkLines, forkOf } from "./fork.ts";
import { standing } from "./move_database.ts";
import { namingFiles, openScripts, readScripts } from "./scripts.ts";
import { firstLine } from "./revision_text.ts";

/** What `status` takes. */
export interface StatusValues {
  readonly arguments: readonly string[];
  /** Look into the database too, not only at the record. */
  readonly deep?: boolean;
}

/**
 * Tells what is applied, pending, missing, changed and half-done.
 *
 * Exit code: 0 at head · 3 revisions or repeatables are pending, or a deep look found something · 4 the files do not explain the
 * ledger · 7 a step is half-done.
 */
export async function run(values: StatusValues, context: Context): Promise<ExitCode> {
  const scripts = readScripts(context);
  if (scripts.length === 0) openScripts(context);
  await using environment = await openEnvironment(context, { readOnly: true });
  const snapshot = await readLedger(environment);
  const graph = namingFiles(scripts, () => wholeGraph(scripts, snapshot));
  const status = statusOf(graph, snapshot, recordedChecksum(environment));
  const deep = values.deep ? await lookDeep(environment, scripts) : [];
  const findings = [
    ...statusFindings(graph, status, await keptTexts(environment, status)),
    ...await ofRepeatables(environment, context, values.deep ?? false),
    ...deep,
  ];
  const { heads } = filesOnly(graph);
  const fork = heads.length > 1 ? forkOf(filesOnly(graph), heads) : undefined;
  const database = formatDatabaseUrl(environment.url, { secrets: "hidden" });
  context.out.report(
    { database, ...plain(status, findings), ...(fork === undefined ? {} : { fork: forkData(fork) }) },
    (style) => describe({ database, status, findings, fork }, style),
  );
  return exitCode(status, findings);
}

/** Of the revisions without a file, those whose text the ledger keeps. */
export async function keptTexts(environment: Environment, { missing }: Status): Promise<ReadonlySet<string>> {
  const kept = new Set<string>();
  if (missing.length === 0) return kept;
  const { readStored } = await import("../runtime/stored_script.ts");
  for (const { revision } of missing) {
    const row = await readStored(environment, revision);
    if (row !== undefined && row.script !== null) kept.add(revision);
  }
  return kept;
}

/** A directory that has no `repeatable` folder, and perhaps never had, is asked for one only by a deep look. */
async function ofRepeatables(environment: Environment, context: Context, deep: boolean): Promise<Finding[]> {
  const { config: { directories }, out } = context;
  if (!deep && !hasRepeatables(directories)) return [];
  const { readRepeatables } = await import("../script/repeatable.ts");
  const { repeatableFindings } = await import("../runtime/repeatable/findings.ts");
  return await repeatableFindings(readRepeatables(directories, (line) => out.warn(line)), environment);
}

async function lookDeep(environment: Environment, scripts: readonly Script[]): Promise<Finding[]> {
  const { deepFindings } = await import("../runtime/deep_status.ts");
  return await deepFindings(environment, scripts);
}

function exitCode({ pending }: Status, findings: readonly Finding[]): ExitCode {
  const codes = new Set<ExitCode>(findings.map(({ kind }) => FINDING_CODES[kind]));
  if (codes.has(7)) return 7;
  if (codes.has(4)) return 4;
  return codes.has(3) || pending.length > 0 ? 3 : 0;
}

function plain(status: Status, findings: readonly Finding[]): Record<string, Json> {
  return {
    heads: status.heads,
    applied: status.applied,
    pending: status.pending.map(({ id }) => id),
    missing: status.missing.map(({ revision }) => revision),
    changed: status.changed.map(({ id }) => id),
    gaps: status.gaps.map(({ id }) => id),
    moved: status.moved.map(({ script, from }) => ({ revision: script.id, from, to: script.path })),
    halfDone: status.halfDone.map((row) => ({
      revision: row.revision,
      state: row.state,
      statementsDone: row.statements_done,
      ...chunksData(row),
    })),
    repeatables: findings.filter(({ kind }) => kind === "repeatable").map(({ subject }) => subject),
    findings: findings.map((finding) => ({ ...finding })),
  };
}

interface Described {
  readonly database: string;
  readonly status: Status;
  readonly findings: readonly Finding[];
  readonly fork: Fork | undefined;
}

function* describe({ database, status, findings, fork }: Described, style: Style): Iterable<string> {
  yield `database  ${database}`;
  yield `at        ${style.bold(standing(status.heads))}`;
  yield `applied   ${status.applied}`;
  yield `pending   ${status.pending.length}`;
  for (const { id, message } of status.pending) yield `  ${id}  ${firstLine(message)}`;
  for (const finding of findings) {
    yield shade(finding, style)(`${finding.kind.padEnd(9)} ${finding.subject}: ${finding.message}`);
    yield `  ${finding.hint}`;
  }
  if (fork !== undefined) yield* forkLines(fork, () => "");
}

function shade({ kind }: Finding, style: Style): (text: string) => string {
  if (FINDING_CODES[kind] === 0) return (text) => style.dim(text);
  return kind === "changed" ? (text) => style.warn(text) : (text) => style.bad(text);
}
