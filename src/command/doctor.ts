import { count } from "../util/count.ts";
import { databaseDiagnoses } from "../runtime/doctor/database.ts";
import { type Diagnosis, problemOf } from "../runtime/doctor/diagnosis.ts";
import { type FileCheck, fileDiagnoses } from "../runtime/doctor/files.ts";
import { ledgerDiagnoses } from "../runtime/doctor/ledger.ts";
import { scratchDiagnoses } from "../runtime/doctor/scratch.ts";
import { secretDiagnoses } from "../runtime/doctor/secrets.ts";
import { isMissingFile } from "../runtime/doctor/missing_file.ts";
import { toolDiagnoses } from "../runtime/doctor/tools.ts";
import { type Environment, openEnvironment } from "../runtime/environment.ts";
import type { OfflinePlace } from "../runtime/offline/place.ts";
import { readLedger } from "../runtime/ledger.ts";
import { recordedChecksum } from "../runtime/recorded_checksum.ts";
import { statusOf } from "../runtime/status.ts";
import { statusFindings } from "../runtime/status_findings.ts";
import { wholeGraph } from "../runtime/whole_graph.ts";
import { hasRepeatables } from "../script/directory.ts";
import type { Script } from "../script/script.ts";
import { formatDatabaseUrl } from "../util/database_url.ts";
import type { Context, ExitCode, Style } from "./context.ts";
import { namingFiles, openScripts, readScripts } from "./scripts.ts";
import { keptTexts } from "./status.ts";

/**
 * Looks at all that a run rests upon, and changes nothing but for `--clean`; each problem with its way out. Exit code 3
 * for any.
 */
export async function run(
  { clean = false }: { readonly clean?: boolean },
  context: Context,
): Promise<ExitCode> {
  const found = [
    ...secretDiagnoses(context.resolved),
    ...await connected(context, clean).catch((error) => unconnected(context, error)),
  ];
  const problems = found.filter(({ level }) => level === "problem").length;
  context.out.report({ problems, findings: found.map((each) => ({ ...each })) }, (style) => {
    const lines = found.flatMap((diagnosis) => describe(diagnosis, style));
    return [...lines, summary(problems)];
  });
  return problems === 0 ? 0 : 3;
}

async function connected(context: Context, clean: boolean): Promise<Diagnosis[]> {
  const started = context.now().getTime();
  const missing = await isMissingFile(context);
  // A look must not make the file of a database that is not there yet.
  await using environment = await openEnvironment(context, { readOnly: missing });
  const took = context.now().getTime() - started;
  const name = formatDatabaseUrl(environment.url, { secrets: "hidden" });
  const answered = { check: "connection", level: "ok", message: `${name} answers, in ${took} ms` } as const;
  const exists = await hasLedger(environment);
  return [
    answered,
    ...await gathered("rights", () => databaseDiagnoses(environment, { ledger: exists, file: !missing })),
    ...await placeDiagnoses(context, environment),
    ...await gathered("ledger", () => ledgerOf(context, environment)),
    ...await gathered("scratch", () => scratchDiagnoses(context, clean)),
  ];
}

/** What can be looked at without the database: its engine is known. */
async function unconnected(context: Context, error: unknown): Promise<Diagnosis[]> {
  const failure = problemOf("connection", error);
  const { offlinePlace } = await import("../runtime/offline/place.ts");
  return [
    failure,
    ...await gathered("files", async () => await placeDiagnoses(context, await offlinePlace(context))),
  ];
}

/** The files, and the programs beside retort. */
async function placeDiagnoses(
  context: Context,
  { dialect, connection: { server } }: Pick<OfflinePlace, "dialect" | "connection">,
): Promise<Diagnosis[]> {
  return [
    ...await gathered(
      "files",
      () => Promise.resolve(fileDiagnoses(openScripts(context).graph, { dialect, server })),
    ),
    ...await gathered("files", () => ofRepeatables(context, { dialect, server })),
    ...await toolDiagnoses(await dialect.checkup()),
  ];
}

async function ofRepeatables({ config: { directories } }: Context, check: FileCheck): Promise<Diagnosis[]> {
  if (!hasRepeatables(directories)) return [];
  const { readRepeatables } = await import("../script/repeatable.ts");
  const { repeatableDiagnoses } = await import("../runtime/doctor/repeatables.ts");
  return repeatableDiagnoses(readRepeatables(directories), check);
}

async function hasLedger(environment: Environment): Promise<boolean> {
  return await readLedger(environment).then(({ exists }) => exists, () => false);
}

async function ledgerOf(context: Context, environment: Environment): Promise<Diagnosis[]> {
  const scripts: readonly Script[] = readScripts(context);
  const snapshot = await readLedger(environment);
  const graph = namingFiles(scripts, () => wholeGraph(scripts, snapshot));
  const status = statusOf(graph, snapshot, recordedChecksum(environment));
  const findings = statusFindings(graph, status, await keptTexts(environment, status));
  return ledgerDiagnoses(status, findings, snapshot.exists);
}

/** What fails as a whole is one problem of its kind, and the rest is looked at all the same. */
async function gathered(
  check: Diagnosis["check"],
  look: () => Promise<readonly Diagnosis[]>,
): Promise<readonly Diagnosis[]> {
  try {
    return await look();
  } catch (error) {
    return [problemOf(check, error)];
  }
}

function describe({ check, level, message, hint }: Diagnosis, style: Style): string[] {
  const mark = level === "ok"
    ? style.good("ok")
    : level === "note"
    ? style.warn("note")
    : style.bad("problem");
  const line = `${mark}${" ".repeat(9 - level.length)}${check.padEnd(15)}${message}`;
  return hint === undefined ? [line] : [line, `${" ".repeat(24)}${style.dim(hint)}`];
}

function summary(problems: number): string {
  if (problems === 0) return "All is well";
  return count(problems, "problem");
}
