import type { Config } from "../config/config.ts";
import { resolveUrl } from "../config/reference.ts";
import { DatabaseError } from "../dialect/database_error.ts";
import type { Connection, Dialect, LedgerName } from "../dialect/dialect.ts";
import { loadDialect } from "../dialect/registry.ts";
import { type DatabaseUrl, parseDatabaseUrl, secretsOfText } from "../util/database_url.ts";
import { RetortError } from "../util/errors.ts";
import { userSettings } from "./fresh_session.ts";
import { Interruption } from "./interruption.ts";
import type { LedgerPlace } from "./ledger.ts";

/** What an environment needs of its caller; a command's context has all of it. */
export interface World {
  readonly config: Config;
  readonly now: () => Date;
  readonly secrets: Set<string>;
  /** Takes what `--log-sql` tells. */
  readonly out?: { trace(line: string): void };
}

/** How to open an environment. */
export interface EnvironmentOptions {
  /** For commands that only look: nothing is created, not even an SQLite file. */
  readonly readOnly?: boolean;
  readonly onNotice?: (text: string) => void;
}

/** An open database with all that a step needs; disposing it closes the connection. */
export interface Environment extends LedgerPlace, AsyncDisposable {
  readonly config: Config;
  readonly now: () => Date;
  readonly url: DatabaseUrl;
  /** What SIGINT and SIGTERM do; nothing in an environment that only looks. */
  readonly interruption: Interruption;
  /** Who runs: `db user (os user@host)`, as the ledger records it. */
  readonly runner: string;
}

/**
 * Connects to the database that the configuration names.
 *
 * @throws {RetortError} `usage` when no database is named, `cannot-connect` when it does not answer.
 */
export async function openEnvironment(world: World, options: EnvironmentOptions = {}): Promise<Environment> {
  const url = await databaseUrl(world);
  const dialect = await loadDialect(url.scheme);
  using undo = new DisposableStack();
  const interruption = undo.use(options.readOnly ? new Interruption() : Interruption.listen());
  const connecting = dialect.connect(url, {
    applicationName: "retort",
    connectTimeout: world.config.connectTimeout,
    lockTimeout: world.config.lockTimeout,
    readOnly: options.readOnly ?? false,
    onSecret: (secret) => world.secrets.add(secret),
    ...(options.onNotice && { onNotice: options.onNotice }),
  });
  const connection = await logged(world, dialect, await interruption.racing(connecting));
  undo.move();
  const environment = assemble(world, url, dialect, connection, interruption);
  return world.config.role === undefined ? environment : await inRole(environment);
}

/** The role may be the one that can read the ledger: it is taken on before anything is asked. */
async function inRole(environment: Environment): Promise<Environment> {
  try {
    await environment.connection.pipeline(userSettings(environment));
    return environment;
  } catch (error) {
    await environment[Symbol.asyncDispose]();
    throw notTaken(error, environment.config.role ?? "");
  }
}

function notTaken(error: unknown, role: string): unknown {
  if (!(error instanceof DatabaseError) || error.code !== "statement-failed") return error;
  return new DatabaseError(error.code, `Cannot take on the role '${role}': ${error.message}`, {
    ...error.facts,
    wayOut: "Create the role, grant it to the user that connects, or name another one with --role",
    cause: error,
  });
}

async function logged(
  { config, secrets, out }: World,
  dialect: Dialect,
  connection: Connection,
): Promise<Connection> {
  if (!config.logSql || out === undefined) return connection;
  const { loggedConnection } = await import("./logged_connection.ts");
  return loggedConnection(connection, { dialect, secrets, write: (line) => out.trace(line) });
}

function assemble(
  world: World,
  url: DatabaseUrl,
  dialect: Dialect,
  connection: Connection,
  interruption: Interruption,
): Environment {
  return {
    config: world.config,
    now: world.now,
    url,
    dialect,
    connection,
    ledger: ledgerName(world.config, connection),
    runner: runner(url),
    interruption,
    async [Symbol.asyncDispose]() {
      await connection[Symbol.asyncDispose]();
      interruption[Symbol.dispose]();
    },
  };
}

/** The ledger's name, with the schema that it was found in: a revision may change what a bare name means. */
function ledgerName({ ledger }: Config, { homeSchema }: Connection): LedgerName {
  const { table, schema } = ledger;
  if (schema !== undefined) return { table, schema };
  return homeSchema === undefined ? { table } : { table, schema: homeSchema, atHome: true };
}

/**
 * The address of the database that the configuration names; its secrets are known from here on.
 *
 * @throws {RetortError} `usage` when none is named, or it cannot be read.
 */
export async function databaseUrl(
  { config, secrets }: Pick<World, "config" | "secrets">,
): Promise<DatabaseUrl> {
  const text = await resolveUrl(config);
  if (text === undefined) {
    throw new RetortError("usage", "No database is configured", {
      hint: "Give --url sqlite:app.db, set DATABASE_URL, or write `url` in retort.jsonc",
    });
  }
  for (const secret of secretsOfText(text)) secrets.add(secret);
  return parseDatabaseUrl(text);
}

function runner({ user }: DatabaseUrl): string {
  return user === undefined ? person() : `${user} (${person()})`;
}

/** Who runs retort: `ada@laptop`, as far as the operating system tells. */
export function person(): string {
  const account = Deno.env.get("USER") ?? Deno.env.get("LOGNAME") ?? Deno.env.get("USERNAME") ?? "unknown";
  return `${account}@${hostName()}`;
}

function hostName(): string {
  try {
    return Deno.hostname();
  } catch {
    return "unknown";
  }
}
