import { localMachine } from "../ansi/machine_driver.ts";
import type { ConnectOptions, Server } from "../dialect.ts";
import type { DatabaseUrl } from "../../util/database_url.ts";
import type { Statement, Value } from "../../sql/statement.ts";
import { blockerSource } from "./blockers.ts";
import { connectError, NO_TLS } from "./connect_error.ts";
import { errorNumber } from "./server_error.ts";
import { type Client, MysqlSession } from "./session.ts";
import { SESSION_RESET } from "./session_reset.ts";
import { type MysqlSettings, mysqlSettings } from "./settings.ts";
import { exactValue } from "./values.ts";

/** What is asked of each session as it begins. */
interface Facts {
  readonly packet: number;
  readonly version: string;
  readonly id: number | bigint;
}

/** The client's own errors have numbers from here on. */
const CLIENT_ERRORS = 45_000;

type ConnectionOptions = import("node:tls").ConnectionOptions;
type Mariadb = typeof import("mariadb");
type Raw = Awaited<ReturnType<Mariadb["createConnection"]>>;
type Config = Exclude<Parameters<Mariadb["createConnection"]>[0], string>;

/** The bit of the server's status that says that a transaction is open. */
const IN_TRANSACTION = 1;

/** How long an answer may stay out before the server is asked about it. Milliseconds. */
const WATCH_INTERVAL = 30_000;

/**
 * Opens one pinned session.
 *
 * @throws {DatabaseError} `cannot-connect`, with the reason and the way out.
 */
export async function connectMysql(
  url: DatabaseUrl,
  options: ConnectOptions,
  watchInterval: number = WATCH_INTERVAL,
): Promise<MysqlSession> {
  const settings = mysqlSettings(url, localMachine, options);
  for (const secret of [settings.password, settings.tls.passphrase]) {
    if (secret !== undefined) options.onSecret?.(secret);
  }
  const { createConnection } = await import("mariadb");
  const config = await baseConfig(settings, options);
  try {
    const { raw, used } = await connectRaw(createConnection, config, settings);
    return await start(raw, () => createConnection(used), settings, watchInterval);
  } catch (error) {
    throw connectError(error, settings);
  }
}

/** Connects; without TLS where it was only preferred and the server has none. */
async function connectRaw(
  createConnection: Mariadb["createConnection"],
  config: Config,
  settings: MysqlSettings,
): Promise<{ readonly raw: Raw; readonly used: Config }> {
  const preferred = settings.tls.mode === "preferred" && settings.socket === undefined;
  try {
    return { raw: await createConnection(config), used: config };
  } catch (error) {
    if (!preferred || errorNumber(error) !== NO_TLS) throw error;
    const plain = { ...config, ssl: false };
    return { raw: await createConnection(plain), used: plain };
  }
}

/** The npm client, set so that its values are exact and that it says nothing by itself. */
async function baseConfig(settings: MysqlSettings, options: ConnectOptions): Promise<Config> {
  const ssl = await tlsConfig(settings);
  const config = {
    host: settings.host,
    port: settings.port,
    ...(settings.socket !== undefined && { socketPath: settings.socket }),
    user: settings.user,
    ...(settings.password !== undefined && { password: settings.password }),
    ...(settings.database !== undefined && { database: settings.database }),
    ssl,
    allowPublicKeyRetrieval: settings.publicKeyRetrieval,
    permitRedirect: false,
    connectTimeout: settings.connectTimeout,
    connectAttributes: { program_name: options.applicationName },
    keepAliveDelay: 30_000,
    dateStrings: true,
    jsonStrings: true,
    autoJsonMap: false,
    bitOneIsBoolean: false,
    checkDuplicate: false,
    logParam: false,
    logger: { warning: () => {} },
    // deno-lint-ignore retort/casts -- the client passes on whatever this gives, its type knows only its own classes
    typeCast: ((column, next) => exactValue(column, next())) as NonNullable<Config["typeCast"]>,
  };
  return config;
}

async function tlsConfig({ tls, host, socket }: MysqlSettings): Promise<NonNullable<Config["ssl"]>> {
  if (tls.mode === "disabled" || socket !== undefined) return false;
  const [{ isIP }, { checkServerIdentity }] = await Promise.all([import("node:net"), import("node:tls")]);
  const { mode, ...certificates } = tls;
  const options: ConnectionOptions & { rejectUnauthorized: boolean } = {
    ...certificates,
    rejectUnauthorized: mode === "verify-ca" || mode === "verify-identity",
    ...(isIP(host) === 0 && { servername: host }),
    // Without this an address would be verified as "localhost".
    checkServerIdentity: (_, certificate) =>
      mode === "verify-identity" ? checkServerIdentity(host, certificate) : undefined,
  };
  return options;
}

async function start(
  raw: Raw,
  connect: () => Promise<Raw>,
  settings: MysqlSettings,
  watchInterval: number,
): Promise<MysqlSession> {
  let session: MysqlSession | undefined;
  raw.on("error", (error) => session?.lose(error));
  try {
    const [, facts] = await Promise.all([
      raw.query(SESSION_RESET),
      raw.query<Facts[]>(
        "SELECT @@max_allowed_packet AS packet, VERSION() AS version, CONNECTION_ID() AS id",
      ),
      ...ownSettings(settings).map(({ sql, parameters }) => raw.query(sql, parameters)),
    ]);
    const client = await asClient(raw, connect, settings, facts[0] ?? { packet: 0, version: "", id: 0 });
    return session = new MysqlSession({ ...client, watchInterval });
  } catch (error) {
    await raw.end();
    throw error;
  }
}

function ownSettings({ timeZone, sqlMode, collation }: MysqlSettings): readonly Statement[] {
  const wanted: readonly (readonly [sql: string, value: string | undefined])[] = [
    ["SET time_zone = ?", timeZone],
    ["SET sql_mode = ?", sqlMode],
    ["SET collation_connection = ?", collation],
  ];
  return wanted.flatMap(([sql, value]) => value === undefined ? [] : [{ sql, parameters: [value] }]);
}

async function asClient(
  raw: Raw,
  connect: () => Promise<Raw>,
  settings: MysqlSettings,
  { packet, version, id }: Facts,
): Promise<Omit<Client, "watchInterval">> {
  const { Buffer } = await import("node:buffer");
  const bound = (value: Value) => value instanceof Uint8Array ? Buffer.from(value) : value;
  return {
    server: server(version),
    longestPacket: packet,
    database: settings.database,
    ownSettings: ownSettings(settings),
    run: (sql, parameters) =>
      parameters === undefined || parameters.length === 0
        ? raw.query<unknown>(sql)
        : raw.query<unknown>(sql, parameters.map(bound)),
    inTransaction: () => ((raw.info?.status ?? 0) & IN_TRANSACTION) !== 0,
    currentDatabase: () => databaseOf(raw),
    kill: () => kill(raw, connect, settings),
    watchBlockers: async () => {
      const other = await connect();
      const ask = (sql: string, values: readonly Value[]) => other.query<unknown[]>(sql, [...values]);
      return blockerSource(ask, () => other.end(), raw.threadId ?? 0);
    },
    // What stands between gives its own numbers to the connections, and nobody can be asked about them.
    isAtWork: () => Number(id) === raw.threadId ? isAtWork(raw.threadId, connect) : Promise.resolve(true),
    async close(force) {
      if (force) raw.destroy();
      else await raw.end();
    },
  };
}

/** The client notes each change of database that the server reports; its type does not say so. */
function databaseOf(raw: Raw): string | undefined {
  const name: unknown = raw.info === null ? undefined : Reflect.get(raw.info, "database");
  return typeof name === "string" ? name : undefined;
}

async function kill(raw: Raw, connect: () => Promise<Raw>, settings: MysqlSettings): Promise<void> {
  try {
    const other = await connect();
    await other.query(`KILL QUERY ${raw.threadId}`).finally(() => other.end());
  } catch (error) {
    throw connectError(error, settings);
  }
}

async function isAtWork(id: number, connect: () => Promise<Raw>): Promise<boolean> {
  try {
    const other = await connect();
    const rows = await other.query<{ command: string }[]>(
      "SELECT COMMAND AS command FROM information_schema.PROCESSLIST WHERE ID = ?",
      [id],
    ).finally(() => other.end());
    return rows[0] !== undefined && rows[0].command !== "Sleep";
  } catch (error) {
    // A server that refuses one more connection is there.
    const number = errorNumber(error);
    return number > 0 && number < CLIENT_ERRORS;
  }
}

/** MariaDB may call itself 5.5.5-10.11.6-MariaDB, for old clients. */
function server(version: string): Server {
  const product = /mariadb/i.test(version) ? "mariadb" : "mysql";
  const [, major = "0", minor = "0", patch = "0"] = /^(?:5\.5\.5-)?(\d+)\.(\d+)\.(\d+)/.exec(version) ?? [];
  return { product, version, versionNumbers: [Number(major), Number(minor), Number(patch)] };
}
