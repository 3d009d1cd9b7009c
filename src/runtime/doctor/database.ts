import type { Checkup } from "../../dialect/checkup.ts";
import type { DatabaseUrl } from "../../util/database_url.ts";
import { RetortError } from "../../util/errors.ts";
import type { Environment } from "../environment.ts";
import { type Diagnosis, problemOf } from "./diagnosis.ts";

/** What is there already. */
export interface There {
  readonly ledger: boolean;
  /** False for an SQLite database that the first run will make. */
  readonly file: boolean;
}

const NOT_YET: Diagnosis = {
  check: "rights",
  level: "note",
  message: "The database is a file that is not there yet",
  hint: "`retort create` or the first `retort upgrade` makes it",
};

/** What the open connection tells: encryption, poolers, the version, and what this user may do. */
export async function databaseDiagnoses(environment: Environment, there: There): Promise<Diagnosis[]> {
  const checkup = await environment.dialect.checkup();
  return [
    versionOf(environment, checkup),
    ...await encryptionOf(environment, checkup),
    ...await poolerOf(environment, checkup),
    there.file ? await rightsOf(environment, checkup, there.ledger) : NOT_YET,
  ];
}

function versionOf({ connection: { server } }: Environment, { oldest }: Checkup): Diagnosis {
  const [major, minor] = oldest[server.product] ?? [0, 0];
  const [ownMajor, ownMinor] = server.versionNumbers;
  const message = `${server.product} ${server.version}`;
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) {
    return { check: "version", level: "ok", message };
  }
  const hint =
    `Upgrade the server to ${server.product} ${major}.${minor} or newer; older ones are not tested`;
  return { check: "version", level: "problem", message, hint };
}

async function encryptionOf({ connection, url }: Environment, checkup: Checkup): Promise<Diagnosis[]> {
  if (checkup.encrypted === undefined) return [];
  if (await checkup.encrypted(connection)) return [encrypted(url)];
  if (isLocal(url)) {
    return [{
      check: "encryption",
      level: "ok",
      message: "Not encrypted, and it does not leave this machine",
    }];
  }
  return [{
    check: "encryption",
    level: "problem",
    message: `What goes to ${url.host} and back is not encrypted`,
    hint: VERIFY,
  }];
}

/** Encrypted is not verified: whoever stands between can be the server. */
function encrypted(url: DatabaseUrl): Diagnosis {
  const mode = (url.parameters.get("sslmode") ?? url.parameters.get("ssl-mode") ?? "").toLowerCase();
  const verified = /^verify[-_](?:full|identity|ca)$/.test(mode);
  if (verified || isLocal(url)) {
    return { check: "encryption", level: "ok", message: "The connection is encrypted" };
  }
  return {
    check: "encryption",
    level: "note",
    message: "The connection is encrypted; who answers is not verified",
    hint: VERIFY,
  };
}

const VERIFY = "Add ?sslmode=verify-full (PostgreSQL) or ?ssl-mode=VERIFY_IDENTITY to the URL";

function isLocal({ host = "", parameters }: DatabaseUrl): boolean {
  return /^(?:localhost|127\..*|::1|\/.*|)$/.test(parameters.get("host") ?? host);
}

async function poolerOf(
  { connection, url, config }: Environment,
  checkup: Checkup,
): Promise<Diagnosis[]> {
  if (checkup.refusePooler === undefined || config.lock !== "session") return [];
  try {
    await checkup.refusePooler(connection, url);
    return [{ check: "pooler", level: "ok", message: "No transaction pooler stands between" }];
  } catch (error) {
    return [problemOf("pooler", error)];
  }
}

/** Tried where it can be rolled back: rights, and whether the server takes writes at all. */
async function rightsOf(
  environment: Environment,
  checkup: Checkup,
  ledgerThere: boolean,
): Promise<Diagnosis> {
  try {
    if (ledgerThere) await tryLedger(environment);
    if (checkup.mayCreate === undefined) await tryTable(environment);
    else if (!await checkup.mayCreate(environment.connection)) return unseenRight();
    return { check: "rights", level: "ok", message: "This user may create tables and keep the ledger" };
  } catch (error) {
    const found = problemOf("rights", error);
    const role =
      "Connect as a user who may create tables there and change the ledger, or name one with --role";
    const own = error instanceof RetortError ? error.hint : undefined;
    return { ...found, hint: own ?? role };
  }
}

function unseenRight(): Diagnosis {
  return {
    check: "rights",
    level: "note",
    message: "No right to create tables is granted to this user itself",
    hint: "Unless a role has it: GRANT ALL ON the database TO this user",
  };
}

async function tryLedger(environment: Environment): Promise<void> {
  const { dialect, ledger } = environment;
  const { sql, parameters } = dialect.ledger.update(ledger, "", { journal: null });
  const remove = dialect.ledger.remove(ledger, "");
  await rolledBack(environment, [{ sql, ...(parameters && { parameters }) }, remove]);
}

async function tryTable(environment: Environment): Promise<void> {
  const { dialect, ledger: { schema } } = environment;
  const name = dialect.quote("retort_doctor");
  const place = schema === undefined ? name : `${dialect.quote(schema)}.${name}`;
  await rolledBack(environment, [{ sql: `CREATE TABLE ${place} (id integer)` }]);
}

async function rolledBack(
  { connection, dialect: { transaction } }: Environment,
  statements: Parameters<Environment["connection"]["pipeline"]>[0],
): Promise<void> {
  try {
    await connection.pipeline([{ sql: transaction.begin }, ...statements]);
  } finally {
    if (connection.inTransaction()) await connection.execute(transaction.rollback);
  }
}
