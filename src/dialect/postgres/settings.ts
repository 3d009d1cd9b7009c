import type { ConnectOptions } from "../dialect.ts";
import type { DatabaseUrl } from "../../util/database_url.ts";
import { RetortError } from "../../util/errors.ts";
import { oneOf } from "../choice.ts";
import type { Machine } from "../machine.ts";
import { checkParameters, RUN_TIME_PARAMETERS } from "./parameters.ts";
import { lookUpPassword, refusedPasswordFile } from "./password_file.ts";
import { type TlsSettings, tlsSettings } from "./tls_settings.ts";

/** A server to try: where it is, and the name that its certificate must have. */
export interface Target {
  readonly name: string;
  /** A name, an IP address, or the path of a socket. */
  readonly address: string;
  readonly port: number;
  readonly socket: boolean;
  readonly password: string | undefined;
}

const SESSION_KINDS = ["any", "read-write", "read-only", "primary", "standby", "prefer-standby"] as const;

/** What kind of server will do, as libpq's `target_session_attrs`. */
export type SessionKind = (typeof SESSION_KINDS)[number];

/** All that a connection needs, from the URL, the `PG*` variables and the defaults, in this order. */
export interface PostgresSettings {
  readonly targets: readonly Target[];
  readonly user: string;
  readonly database: string;
  readonly tls: TlsSettings;
  /** Run-time parameters of the start-up message: `RESET ALL` goes back to them. */
  readonly startup: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly connectTimeout: number;
  readonly sessionKind: SessionKind;
  /** A file of passwords that is not used, because others may read it. */
  readonly refusedPasswordFile: string | undefined;
}

/** Debian's and the others' place for the server's socket. */
const SOCKET_FOLDERS = ["/var/run/postgresql", "/tmp"];

/** Looks a setting up: the URL first, then the variable. */
export type Lookup = (key: string, variable?: string) => string | undefined;

/**
 * Reads the settings of a connection.
 *
 * @throws {RetortError} `config-invalid` for an unknown key or value, `file-unreadable` for a certificate.
 */
export function postgresSettings(
  url: DatabaseUrl,
  machine: Machine,
  options: ConnectOptions,
): PostgresSettings {
  checkParameters(url.parameters.keys());
  const look: Lookup = (key, variable) =>
    url.parameters.get(key) || (variable === undefined ? undefined : machine.variable(variable));
  checkUnsupported(look);
  const user = url.user || look("user", "PGUSER") || machine.userName() || "postgres";
  const database = url.database || look("dbname", "PGDATABASE") || user;
  return {
    targets: targets(url, look, machine, { user, database }),
    user,
    database,
    tls: tlsSettings(look, machine),
    startup: startup(url, look, options),
    connectTimeout: connectTimeout(look, options),
    refusedPasswordFile: refusedPasswordFile(look("passfile", "PGPASSFILE"), machine),
    sessionKind: oneOf(
      "target_session_attrs",
      look("target_session_attrs", "PGTARGETSESSIONATTRS") ?? "any",
      SESSION_KINDS,
    ),
  };
}

function targets(
  url: DatabaseUrl,
  look: Lookup,
  machine: Machine,
  account: { readonly user: string; readonly database: string },
): readonly Target[] {
  const ports = (url.port?.toString() ?? look("port", "PGPORT") ?? "5432").split(",");
  const names =
    (url.host || look("host", "PGHOST") || look("hostaddr", "PGHOSTADDR") || defaultHost(machine, ports))
      .split(",");
  const addresses = look("hostaddr", "PGHOSTADDR")?.split(",") ?? [];
  return names.map((text, index) => {
    const { name, port } = nameAndPort(text, ports[index] ?? ports[0] ?? "5432");
    const socket = name.startsWith("/") || name.startsWith("@");
    const address = socket ? `${name}/.s.PGSQL.${port}` : addresses[index] ?? name;
    return {
      name,
      address,
      port,
      socket,
      password: password(url, look, machine, { ...account, name, port, socket }),
    };
  });
}

function nameAndPort(text: string, fallback: string): { readonly name: string; readonly port: number } {
  const [, bracketed, plain, port = fallback] = /^(?:\[([^\]]*)\]|([^:]*|.*:.*:.*))(?::(\d+))?$/.exec(text) ??
    [];
  const number = Number(port);
  if (!Number.isInteger(number) || number < 1 || number > 65535) {
    throw new RetortError("config-invalid", `The port '${port}' of the database is no port`, {
      hint: "Use a number from 1 to 65535",
    });
  }
  return { name: bracketed ?? plain ?? text, port: number };
}

function defaultHost(machine: Machine, ports: readonly string[]): string {
  const folder = SOCKET_FOLDERS.find((place) => machine.exists(`${place}/.s.PGSQL.${ports[0]}`));
  return folder ?? "localhost";
}

function password(
  url: DatabaseUrl,
  look: Lookup,
  machine: Machine,
  account: Parameters<typeof lookUpPassword>[0],
): string | undefined {
  const given = url.password ?? look("password", "PGPASSWORD");
  return given ?? lookUpPassword(account, look("passfile", "PGPASSFILE"), machine);
}

function startup(url: DatabaseUrl, look: Lookup, options: ConnectOptions): Record<string, string> {
  const name = look("application_name", "PGAPPNAME") ?? look("fallback_application_name");
  const parameters: Record<string, string> = {
    application_name: name ?? options.applicationName,
    // Times come back as text: always in one form. The order of day and month stays the server's.
    DateStyle: "ISO",
  };
  const commandLine = look("options", "PGOPTIONS");
  if (commandLine !== undefined) parameters["options"] = commandLine;
  const zone = look("timezone", "PGTZ");
  if (zone !== undefined) parameters["TimeZone"] = zone;
  const schema = look("search_path") ?? look("schema") ?? look("currentSchema");
  if (schema !== undefined) parameters["search_path"] = schema;
  for (const [key, value] of url.parameters) {
    if (RUN_TIME_PARAMETERS.has(key) || key.includes(".")) parameters[key] = value;
  }
  return parameters;
}

function connectTimeout(look: Lookup, options: ConnectOptions): number {
  const text = look("connect_timeout", "PGCONNECT_TIMEOUT");
  if (text === undefined) return options.connectTimeout;
  const seconds = Number(text);
  if (!Number.isFinite(seconds)) {
    throw new RetortError("config-invalid", `The connect_timeout '${text}' is no number of seconds`);
  }
  return seconds > 0 ? seconds * 1000 : options.connectTimeout;
}

/** What was asked for and cannot be given is an error, not a connection with less. */
function checkUnsupported(look: Lookup): void {
  const refuse = (key: string, value: string, hint: string) => {
    throw new RetortError("config-invalid", `${key}=${value} is not supported`, { hint });
  };
  if (look("channel_binding", "PGCHANNELBINDING") === "require") {
    refuse("channel_binding", "require", "Use sslmode=verify-full, which proves the server's identity");
  }
  if (look("gssencmode", "PGGSSENCMODE") === "require") {
    refuse("gssencmode", "require", "Use TLS: sslmode=require");
  }
  const service = look("service", "PGSERVICE");
  if (service !== undefined) refuse("service", service, "Write host, user and database in the URL");
}
