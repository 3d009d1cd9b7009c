import { ledgerRow } from "../dialect/ansi/ledger_row.ts";
import { DatabaseError } from "../dialect/database_error.ts";
import type { LedgerRow } from "../dialect/dialect.ts";
import { CHECKSUM_VERSION, checksumOf } from "../script/checksum.ts";
import { fileDigest } from "../script/file_digest.ts";
import { parseSections } from "../script/parse.ts";
import type { Script } from "../script/script.ts";
import { RetortError } from "../util/errors.ts";
import type { Environment } from "./environment.ts";
import type { Finding } from "./finding.ts";
import { userSettings } from "./fresh_session.ts";
import { storedScript } from "./stored_script.ts";
import { rollBack } from "./transaction_step.ts";
import { verify, verifyQueries } from "./verify.ts";

/**
 * Looks into the database: asks the verify sections of what is applied, in transactions that only read and are rolled
 * back; lists indexes that are not valid, and what the engine finds damaged; compares each stored text with its checksum.
 */
export async function deepFindings(
  environment: Environment,
  scripts: readonly Script[],
): Promise<Finding[]> {
  const rows = await wholeRows(environment);
  await environment.connection.pipeline(userSettings(environment));
  const files = new Map(scripts.map((script) => [script.id, script]));
  const findings: Finding[] = [];
  for (const row of rows) {
    if (row.state !== "applied") continue;
    findings.push(...textFindings(row, environment));
    findings.push(...await verifyFindings(files.get(row.revision), row, environment));
  }
  return [...findings, ...await indexFindings(environment), ...await damageFindings(environment)];
}

async function wholeRows({ dialect, connection, ledger }: Environment): Promise<LedgerRow[]> {
  const { sql, parameters } = dialect.ledger.readWhole(ledger);
  try {
    return (await connection.query<unknown>(sql, parameters)).map(ledgerRow);
  } catch (error) {
    if (error instanceof DatabaseError && error.facts.condition === "missing-table") return [];
    throw error;
  }
}

/** A text that is not the one whose digest was written beside it was changed in the ledger. */
function textFindings(row: LedgerRow, environment: Environment): Finding[] {
  if (row.script === null || isIntact(row, row.script, environment)) return [];
  return [{
    kind: "text",
    subject: row.revision,
    path: row.path,
    message: "the text in the ledger is not the one that was applied",
    hint: `it is told by its checksum; \`retort repair --accept ${row.revision}\` records ${row.path} anew`,
  }];
}

/** TypeScript's checksum is also that of its imports, which the ledger does not keep: the digest is the text's own. */
function isIntact(row: LedgerRow, text: string, { dialect, connection }: Environment): boolean {
  if (fileDigest(text) !== row.file_digest) return false;
  try {
    const script = storedScript(row);
    return script.language !== "sql" || row.checksum_version !== CHECKSUM_VERSION ||
      checksumOf(script, dialect, connection.server.product) === row.checksum;
  } catch (error) {
    if (error instanceof RetortError) return false;
    throw error;
  }
}

async function verifyFindings(
  file: Script | undefined,
  row: LedgerRow,
  environment: Environment,
): Promise<Finding[]> {
  const { dialect, connection } = environment;
  try {
    const script = file ?? (row.script === null ? undefined : storedScript(row));
    if (script === undefined) return [];
    const target = { dialect, server: connection.server };
    const queries = verifyQueries(script, parseSections(script, dialect.lexicon), target);
    if (queries.length > 0) await inReading(environment, () => verify(queries, environment));
    return [];
  } catch (error) {
    if (!(error instanceof RetortError) || isFatal(error)) throw error;
    return [verifyFinding(row, error)];
  }
}

function isFatal({ code }: RetortError): boolean {
  return code === "connection-lost" || code === "interrupted" || code === "terminated";
}

function verifyFinding({ revision, path }: LedgerRow, error: RetortError): Finding {
  const index = error instanceof DatabaseError ? error.facts.index : undefined;
  const which = index === undefined ? "" : `verify query ${index + 1}: `;
  return {
    kind: "verify",
    subject: revision,
    path,
    message: `${which}${error.message}`,
    hint:
      `see the verify section of ${path}: the data is not what it asks for, or a later revision changed its tables`,
  };
}

/** Nothing that a query does stays. */
async function inReading(environment: Environment, work: () => Promise<void>): Promise<void> {
  const { connection, dialect } = environment;
  await connection.execute(dialect.transaction.beginReading);
  try {
    await work();
  } finally {
    await rollBack(environment);
  }
}

async function indexFindings({ dialect, connection }: Environment): Promise<Finding[]> {
  if (dialect.invalidIndexes === undefined) return [];
  const { sql, parameters } = dialect.invalidIndexes;
  const rows = await connection.query<{ table: string; index: string }>(sql, parameters);
  return rows.map(({ table, index }) => ({
    kind: "index",
    subject: index,
    message: `an index of ${table} that is not valid: its CONCURRENTLY did not come to its end`,
    hint: `REINDEX INDEX CONCURRENTLY ${index}, or DROP INDEX CONCURRENTLY ${index} and build it anew`,
  }));
}

async function damageFindings({ dialect, connection }: Environment): Promise<Finding[]> {
  const lines = await dialect.damage?.(connection) ?? [];
  return lines.map((message) => ({
    kind: "damaged",
    subject: "database",
    message,
    hint:
      "put the rows right where they dangle; where the file itself is damaged, restore a backup or `.recover` it",
  }));
}
