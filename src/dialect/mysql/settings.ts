import { oneOf } from "../choice.ts";
import type { ConnectOptions } from "../dialect.ts";
import { expandHome, type Machine } from "../machine.ts";
import type { DatabaseUrl } from "../../util/database_url.ts";
import { RetortError } from "../../util/errors.ts";
import { checkParameters, parameter, type ParameterName } from "./parameters.ts";

const MODES = ["disabled", "preferred", "required", "verify-ca", "verify-identity"] as const;

/** The client's `--ssl-mode`. */
export type TlsMode = (typeof MODES)[number];

/** What other clients call the modes. */
const MODE_NAMES: Readonly<Record<string, TlsMode>> = {
  "disable": "disabled",
  "false": "disabled",
  "0": "disabled",
  "allow": "preferred",
  "prefer": "preferred",
  "require": "required",
  "true": "required",
  "1": "required",
  "skip-verify": "required",
  "verify-full": "verify-identity",
};

/** How, and how strictly, a connection is encrypted. Certificates are texts, not paths. */
export interface TlsSettings {
  readonly mode: TlsMode;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
}

/** All that a connection needs, from the URL, the `MYSQL_*` variables and the defaults, in this order. */
export interface MysqlSettings {
  readonly host: string;
  readonly port: number;
  /** The path of a socket, which goes before host and port. */
  readonly socket: string | undefined;
  readonly user: string;
  readonly password: string | undefined;
  readonly database: string | undefined;
  readonly tls: TlsSettings;
  /** Whether a password may be encrypted with a key that the server names itself. */
  readonly publicKeyRetrieval: boolean;
  readonly timeZone: string | undefined;
  readonly sqlMode: string | undefined;
  readonly collation: string | undefined;
  /** Milliseconds. */
  readonly connectTimeout: number;
}

/** Where distributions put the server's socket. */
const SOCKETS = ["/run/mysqld/mysqld.sock", "/var/lib/mysql/mysql.sock", "/tmp/mysql.sock"];

type Look = (name: ParameterName, variable?: string) => string | undefined;

/**
 * Reads the settings of a connection.
 *
 * @throws {RetortError} `config-invalid` for an unknown key or value, `file-unreadable` for a certificate.
 */
export function mysqlSettings(url: DatabaseUrl, machine: Machine, options: ConnectOptions): MysqlSettings {
  checkParameters(url.parameters.keys());
  const look: Look = (name, variable) =>
    parameter(url.parameters, name) ?? (variable === undefined ? undefined : machine.variable(variable));
  const host = url.host || look("host", "MYSQL_HOST");
  return {
    host: host ?? "localhost",
    port: portNumber(url.port?.toString() ?? look("port", "MYSQL_TCP_PORT") ?? "3306"),
    socket: socketPath(host, look, machine),
    user: url.user || look("user", "MYSQL_USER") || machine.userName() || "root",
    password: url.password ?? look("password", "MYSQL_PWD"),
    database: url.database || look("database", "MYSQL_DATABASE"),
    tls: tlsSettings(look, machine),
    publicKeyRetrieval: /^(true|1|on)$/i.test(look("publicKeyRetrieval") ?? ""),
    timeZone: look("timeZone"),
    sqlMode: look("sqlMode"),
    collation: look("collation"),
    connectTimeout: connectTimeout(look("connectTimeout"), options),
  };
}

function socketPath(host: string | undefined, look: Look, machine: Machine): string | undefined {
  if (host?.startsWith("/") === true) return host;
  const given = look("socket");
  if (given !== undefined || host !== undefined) return given;
  return look("socket", "MYSQL_UNIX_PORT") ?? SOCKETS.find((path) => machine.exists(path));
}

function portNumber(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new RetortError("config-invalid", `The port '${text}' of the database is no port`, {
    hint: "Use a number from 1 to 65535",
  });
}

/** Seconds, as the clients have it; a thousand and more can only be meant as milliseconds. */
function connectTimeout(text: string | undefined, options: ConnectOptions): number {
  const number = Number(text ?? 0);
  if (!Number.isFinite(number)) {
    throw new RetortError("config-invalid", `The connect_timeout '${text}' is no number of seconds`);
  }
  if (number <= 0) return options.connectTimeout;
  return number >= 1000 ? number : number * 1000;
}

function tlsSettings(look: Look, machine: Machine): TlsSettings {
  const ca = certificate("ssl-ca", look("ca"), machine);
  const cert = certificate("ssl-cert", look("cert"), machine);
  const key = certificate("ssl-key", look("key"), machine);
  const passphrase = look("passphrase");
  return {
    mode: tlsMode(look("tlsMode", "MYSQL_SSL_MODE"), ca),
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    ...(passphrase !== undefined && { passphrase }),
  };
}

/** As the clients: a root certificate is there to be used. */
function tlsMode(text: string | undefined, ca: string | undefined): TlsMode {
  if (text === undefined) return ca === undefined ? "preferred" : "verify-ca";
  const mode = text.toLowerCase().replaceAll("_", "-");
  return MODE_NAMES[mode] ?? oneOf("ssl-mode", mode, MODES);
}

function certificate(key: string, path: string | undefined, machine: Machine): string | undefined {
  if (path === undefined) return undefined;
  const file = expandHome(path, machine);
  const text = machine.read(file);
  if (text !== undefined) return text;
  throw new RetortError("file-unreadable", `Cannot read ${file}, which ${key} names`, {
    hint: "Check the path and the file's permissions",
  });
}
