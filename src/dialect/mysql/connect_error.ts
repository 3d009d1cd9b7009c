import { DatabaseError } from "../database_error.ts";
import { hostAndPort } from "../../util/host_and_port.ts";
import { RetortError } from "../../util/errors.ts";
import { errorField, errorNumber, errorText } from "./server_error.ts";
import type { MysqlSettings } from "./settings.ts";

/** What went wrong in words, and the way out. */
interface Reason {
  readonly why: string;
  readonly hint: string;
}

/** The client's number for a server that has no TLS. */
export const NO_TLS = 45023;

/** Explains why a server could not be reached. Knows no passwords but that there is one, so it can tell none. */
export function connectError(error: unknown, settings: MysqlSettings): RetortError {
  if (error instanceof RetortError) return error;
  const { why, hint } = serverReason(error, settings) ?? tlsReason(error, settings) ??
    networkReason(error, settings);
  const place = settings.socket ?? hostAndPort(settings.host, settings.port);
  const number = errorNumber(error);
  return new DatabaseError("cannot-connect", `Cannot connect to MySQL or MariaDB at ${place}: ${why}`, {
    vendorCode: number > 0 ? `${number}` : undefined,
    hint,
  });
}

const INSIST = "ssl-mode=REQUIRED";

const PASSWORD_HINTS = {
  given: "Check user and password; both may hold special characters as they are",
  missing: "No password was given: put it in the URL or in MYSQL_PWD",
} as const;

function serverReason(error: unknown, { password, database, tls }: MysqlSettings): Reason | undefined {
  const why = errorText(error);
  switch (errorNumber(error)) {
    case 1045:
      return {
        why,
        hint: PASSWORD_HINTS[password === undefined ? "missing" : "given"] +
          // A server that insists on TLS says no more than this to those who come without.
          (tls.mode === "disabled" ? `; or the server insists on TLS: use ${INSIST}` : ""),
      };
    case 3159:
      return { why, hint: `The server insists on TLS: use ${INSIST}` };
    case 1698:
      return {
        why,
        hint: "The server lets this account in by its socket alone, as the same user of the system",
      };
    case 1044:
      return { why, hint: `The user needs rights on the database '${database}': GRANT ALL ON it` };
    case 1049:
      return { why, hint: "`retort create` creates it; the name is the URL's last part" };
    case 1040:
    case 1203:
    case 1226:
      return { why, hint: "Close idle connections, or raise the server's max_connections" };
    case 1129:
      return { why, hint: "Run mariadb-admin flush-hosts on the server" };
    case 1130:
      return { why, hint: "The server needs an account for this host: CREATE USER 'name'@'%'" };
    case 45044:
    case 45053:
      return {
        why,
        hint: "Use TLS (ssl-mode=required), or allowPublicKeyRetrieval=true on a network you trust",
      };
    default:
      return undefined;
  }
}

function tlsReason(error: unknown, { tls, host }: MysqlSettings): Reason | undefined {
  if (errorNumber(error) === NO_TLS) {
    return { why: "the server does not support TLS", hint: "Switch it on there, or use ssl-mode=preferred" };
  }
  const why = errorText(error);
  const verified = tls.mode === "verify-ca" || tls.mode === "verify-identity";
  if (!verified || !/certificate|self.signed|UnknownIssuer|identif/i.test(why)) return undefined;
  return {
    why: `its certificate is not trusted: ${why}`,
    hint: `Name its root certificate with ssl-ca=FILE; for verify-identity it must be issued for '${host}'`,
  };
}

function networkReason(error: unknown, { host, socket, connectTimeout }: MysqlSettings): Reason {
  const code = String(errorField(error, "code") ?? "");
  if (errorNumber(error) === 45012 || code === "ETIMEDOUT") {
    return {
      why: `no answer within ${connectTimeout / 1000} s`,
      hint:
        "Check host, port and firewall; --connect-timeout, or connect_timeout=SECONDS in the URL, waits longer",
    };
  }
  if (socket !== undefined && (code === "ENOENT" || code === "ECONNREFUSED")) {
    return {
      why: "nobody listens at this socket",
      hint: "Start the server, or name another socket or host: mysql://user@127.0.0.1/database",
    };
  }
  if (code === "ECONNREFUSED") {
    return { why: "connection refused", hint: "Start the server there, or check host and port" };
  }
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return { why: `there is no host '${host}'`, hint: "Check its name, and that it is known from here" };
  }
  return { why: errorText(error), hint: "Check host, port and firewall, and the server's log" };
}
