import type { ConnectOptions, Server } from "../dialect.ts";
import type { DatabaseUrl } from "../../util/database_url.ts";
import { RetortError } from "../../util/errors.ts";
import { localMachine } from "../ansi/machine_driver.ts";
import { connectError, ConnectTimeout, mayNeedOtherEncryption, mayNeedOtherServer } from "./connect_error.ts";
import { type Answer, type Client, PostgresSession } from "./session.ts";
import { errorField } from "./server_error.ts";
import { type PostgresSettings, postgresSettings, type SessionKind, type Target } from "./settings.ts";
import { type Encryption, encryptionTries, type Network, openSocket } from "./socket.ts";
import { valueParsers } from "./values.ts";
import { Wire } from "./wire.ts";

type Socket = import("node:net").Socket;
type Postgres = typeof import("postgres");
type Sql = ReturnType<Postgres>;

type RowList<Rows extends readonly unknown[]> = import("postgres").RowList<Rows>;

/** Where a session stands when it begins. */
interface Home {
  readonly schema: string | null;
  readonly backend: number;
}

/** One try to connect: where, how, and with what. */
interface Try {
  readonly target: Target;
  readonly encryption: Encryption;
  readonly settings: PostgresSettings;
  readonly options: ConnectOptions;
  readonly network: Network;
  readonly postgres: Postgres;
  readonly watchInterval: number;
}

/** How long an answer may stay out before the server is asked about it. Milliseconds. */
const WATCH_INTERVAL = 30_000;

/** How long a client may take to notice that its socket is gone. Milliseconds. */
const LONGEST_CLEANUP = 500;

/**
 * Opens one pinned session.
 *
 * @throws {DatabaseError} `cannot-connect`, with the reason and the way out.
 */
export async function connectPostgres(
  url: DatabaseUrl,
  options: ConnectOptions,
  watchInterval: number = WATCH_INTERVAL,
): Promise<PostgresSession> {
  const settings = postgresSettings(url, localMachine, options);
  for (const secret of [...settings.targets.map(({ password }) => password), settings.tls.passphrase]) {
    if (secret !== undefined) options.onSecret?.(secret);
  }
  const [{ default: postgres }, net, tls] = await Promise.all([
    import("postgres"),
    import("node:net"),
    import("node:tls"),
  ]);
  let failure: unknown;
  for (const target of settings.targets) {
    try {
      return await connectTarget({
        target,
        settings,
        options,
        network: { net, tls },
        postgres,
        watchInterval,
      });
    } catch (error) {
      failure = connectError(error, target, settings);
      if (!mayNeedOtherServer(error)) break;
    }
  }
  throw failure;
}

async function connectTarget(attempt: Omit<Try, "encryption">): Promise<PostgresSession> {
  const [first = "plain", second] = encryptionTries(attempt.target, attempt.settings);
  const session = await open({ ...attempt, encryption: first }).catch((error) => {
    if (second === undefined || !mayNeedOtherEncryption(error)) throw error;
    return open({ ...attempt, encryption: second }).catch((later) => {
      // What the server says of a connection that it wanted otherwise helps nobody.
      throw mayNeedOtherEncryption(later) ? error : later;
    });
  });
  try {
    await checkKind(session, attempt.settings.sessionKind);
    return session;
  } catch (error) {
    await session[Symbol.asyncDispose]();
    throw error;
  }
}

/** Opens a session within the time limit, or leaves nothing open. */
async function open(attempt: Try): Promise<PostgresSession> {
  const sockets: Socket[] = [];
  const starting = start(attempt, (socket) => sockets.push(socket));
  const { promise, reject } = Promise.withResolvers<never>();
  let timer = setTimeout(() => reject(new ConnectTimeout()), attempt.settings.connectTimeout);
  try {
    return await Promise.race([starting, promise]);
  } catch (error) {
    for (const socket of sockets) socket.on("error", () => {}).destroy();
    clearTimeout(timer);
    const grace = new Promise<void>((resolve) => timer = setTimeout(resolve, LONGEST_CLEANUP));
    await Promise.race([starting.catch(() => {}), grace]);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function start(attempt: Try, register: (socket: Socket) => void): Promise<PostgresSession> {
  let wire: Wire | undefined;
  let session: PostgresSession | undefined;
  const connectOnce = async () => {
    if (wire !== undefined) throw new Error("The server closed the connection");
    const { target, encryption, settings, network } = attempt;
    const socket = await openSocket(target, encryption, settings.tls, network, register);
    wire = new Wire(socket);
    return socket;
  };
  const sql = client(attempt, connectOnce, () => session?.lose());
  try {
    const answer = await sql.unsafe<Home[]>(
      "SELECT pg_catalog.current_schema() AS schema, pg_catalog.pg_backend_pid() AS backend",
    );
    if (wire === undefined) throw new Error("The server closed the connection");
    return session = new PostgresSession(asClient(sql, wire, answer, attempt));
  } catch (error) {
    await sql.end({ timeout: 0 });
    throw error;
  }
}

/** The npm client, set so that it never reconnects, never asks for types and never prepares. */
function client(attempt: Try, socket: () => Promise<Socket>, onclose: () => void): Sql {
  const { target, settings, options, postgres } = attempt;
  const parsers = [...valueParsers()].map(([oid, parse]) => [
    `oid${oid}`,
    { to: oid, from: [oid], parse, serialize: String },
  ]);
  const fixed = {
    host: target.name,
    port: target.port,
    user: settings.user,
    database: settings.database,
    password: () => target.password ?? "",
    connection: settings.startup,
    types: Object.fromEntries(parsers),
    max: 1,
    max_lifetime: null,
    idle_timeout: 0,
    connect_timeout: 0,
    max_pipeline: 1e9,
    fetch_types: false,
    prepare: false,
    keep_alive: 30,
    backoff: false,
    ssl: false,
    sslnegotiation: null,
    debug: false,
    publications: "",
    target_session_attrs: undefined,
    socket,
    onclose,
    onnotice: (notice: Record<string, string>) => options.onNotice?.(noticeText(notice)),
  };
  return withoutVariable("PGTARGETSESSIONATTRS", () => postgres(fixed));
}

function asClient(sql: Sql, wire: Wire, answer: RowList<Home[]>, attempt: Try): Client {
  const { state, [0]: home } = answer;
  return {
    server: server(String(sql.parameters.server_version)),
    homeSchema: home?.schema ?? undefined,
    // CockroachDB says -1.
    pooled: home !== undefined && home.backend > 0 && home.backend !== state.pid,
    wire,
    send: (text, parameters) => send(sql, text, parameters),
    cancel: () => cancel(state.pid, state.secret, attempt),
    async watchBlockers() {
      const { blockerSource } = await import("./blockers.ts");
      return blockerSource(await open(attempt), home?.backend);
    },
    watchInterval: attempt.watchInterval,
    isAtWork: () => home?.backend === state.pid ? isAtWork(state.pid, attempt) : Promise.resolve(true),
    async close(force) {
      await sql.end({ timeout: force ? 0 : 5 });
      if (force) wire.destroy();
    },
  };
}

/**
 * Sends without waiting. Bound values are put on the query itself: given as arguments, they would make the client
 * ask for the statement's description first and stop the pipeline for a round trip.
 */
async function send(
  sql: Sql,
  text: string,
  parameters: readonly (string | null)[] | undefined,
): Promise<Answer> {
  const extended = { prepare: false, simple: parameters === undefined };
  const query = sql.unsafe<unknown[]>(text, [], extended);
  if (parameters !== undefined) Object.assign(query, { parameters: [...parameters] });
  const result: unknown = await query.execute();
  const last: unknown = Array.isArray(result) && !("command" in result) ? result.at(-1) : result;
  if (!Array.isArray(last)) return { rows: [], count: 0, command: "" };
  const count: unknown = Reflect.get(last, "count");
  const command: unknown = Reflect.get(last, "command");
  return { rows: Array.from(last), count: Number(count ?? 0), command: String(command ?? "") };
}

/** Length, the number that asks to cancel, and what the server told this session about itself. */
async function cancel(pid: number, secret: number, attempt: Try): Promise<void> {
  const request = new DataView(new ArrayBuffer(16));
  [16, 80877102, pid, secret].forEach((number, index) => request.setUint32(index * 4, number));
  const { target, encryption, settings, network } = attempt;
  const sockets: Socket[] = [];
  const timer = setTimeout(() => sockets.forEach((socket) => socket.destroy()), settings.connectTimeout);
  try {
    const socket = await openSocket(
      target,
      encryption,
      settings.tls,
      network,
      (opened) => sockets.push(opened),
    );
    await new Promise<void>((resolve) => {
      socket.on("error", () => {}).once("close", () => resolve());
      socket.resume().write(new Uint8Array(request.buffer));
    });
  } catch (error) {
    throw connectError(error, target, settings);
  } finally {
    clearTimeout(timer);
  }
}

async function isAtWork(pid: number, attempt: Try): Promise<boolean> {
  try {
    await using probe = await open(attempt);
    const [row] = await probe.query<{ idle: boolean | null }>(
      `SELECT state LIKE 'idle%' AND state_change < now() - interval '${
        attempt.watchInterval / 2
      } milliseconds' AS idle
         FROM pg_catalog.pg_stat_activity WHERE pid = ${pid}`,
    );
    return row !== undefined && row.idle !== true;
  } catch (error) {
    // A server that refuses one more connection is there.
    return errorField(error, "severity") !== undefined;
  }
}

function server(version: string): Server {
  const [, major = "0", minor = "0", patch = "0"] = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(version) ?? [];
  return { product: "postgres", version, versionNumbers: [Number(major), Number(minor), Number(patch)] };
}

function noticeText(notice: Readonly<Record<string, string>>): string {
  const { severity = "NOTICE", message = "", detail } = notice;
  return `${severity}: ${message}${detail === undefined ? "" : ` (${detail})`}`;
}

async function checkKind(session: PostgresSession, kind: SessionKind): Promise<void> {
  if (kind === "any" || kind === "prefer-standby") return;
  const [row] = await session.query<{ standby: boolean; read_only: string }>(
    "SELECT pg_catalog.pg_is_in_recovery() AS standby, pg_catalog.current_setting('transaction_read_only') AS read_only",
  );
  const standby = row?.standby === true;
  const readOnly = row?.read_only === "on";
  const fits =
    { "read-write": !readOnly, "read-only": readOnly, "primary": !standby, "standby": standby }[kind];
  if (fits) return;
  throw new RetortError("cannot-connect", `The server is not what target_session_attrs=${kind} asks for`, {
    hint: "Name the server that accepts writes",
  });
}

/** Calls with a variable hidden that the client would read by itself, and refuse half of its values. */
function withoutVariable<T>(name: string, call: () => T): T {
  const value = Deno.env.get(name);
  if (value === undefined) return call();
  Deno.env.delete(name);
  try {
    return call();
  } finally {
    Deno.env.set(name, value);
  }
}
