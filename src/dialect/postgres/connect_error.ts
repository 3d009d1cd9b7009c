import { DatabaseError } from "../database_error.ts";
import { RetortError } from "../../util/errors.ts";
import { hostAndPort } from "../../util/host_and_port.ts";
import { errorField } from "./server_error.ts";
import type { PostgresSettings, Target } from "./settings.ts";
import { TlsFailure } from "./tls_failure.ts";

/** What went wrong in words, and the way out. */
interface Reason {
  readonly why: string;
  readonly hint: string;
}

/** Explains why a server could not be reached. Knows no passwords, so it can tell none. */
export function connectError(error: unknown, target: Target, settings: PostgresSettings): RetortError {
  if (error instanceof RetortError) return error;
  const { why, hint } = error instanceof TlsFailure
    ? tlsReason(error, target)
    : serverReason(error, target, settings) ?? networkReason(error, target, settings);
  const place = target.socket ? target.address : hostAndPort(target.name, target.port);
  return new DatabaseError("cannot-connect", `Cannot connect to PostgreSQL at ${place}: ${why}`, {
    sqlState: errorField(error, "code"),
    hint,
  });
}

/** The time limit of a connection, as an error. */
export class ConnectTimeout extends Error {
  override readonly name = "ConnectTimeout";
}

/** Whether a try with another encryption may do better: the server refuses this one, not this user. */
export function mayNeedOtherEncryption(error: unknown): boolean {
  return (error instanceof TlsFailure && error.kind === "failed") || errorField(error, "code") === "28000";
}

/** Whether another server may do better. */
export function mayNeedOtherServer(error: unknown): boolean {
  return !["28P01", "28000", "3D000"].includes(errorField(error, "code") ?? "");
}

function tlsReason({ kind, message }: TlsFailure, target: Target): Reason {
  if (kind === "refused") {
    return { why: "the server does not support TLS", hint: "Switch it on there, or use sslmode=prefer" };
  }
  if (kind === "failed") {
    return { why: `TLS failed: ${message}`, hint: "Look at the server's log for the other side" };
  }
  return {
    why: `its certificate is not trusted: ${message}`,
    hint:
      `Name its root certificate with sslrootcert=FILE; for verify-full it must be issued for '${target.name}'`,
  };
}

function serverReason(error: unknown, target: Target, settings: PostgresSettings): Reason | undefined {
  const said = error instanceof Error ? error.message : String(error);
  switch (errorField(error, "code")) {
    case "28P01":
      return wrongPassword(said, target, settings);
    case "28000":
      return { why: said, hint: entryHint(said) };
    case "3D000":
      return { why: said, hint: "`retort create` creates it; the name is the URL's last part" };
    case "53300":
      return { why: said, hint: "Close idle connections, or raise the server's max_connections" };
    case "57P03":
      return { why: said, hint: "`retort wait --for connect` waits until it is ready" };
    case "08P01":
      return {
        why: said,
        hint: "A pooler may refuse settings in the URL: take them out, or use --direct-url",
      };
    case "42704":
    case "22023":
      return { why: said, hint: `Check the URL's parameters: ${Object.keys(settings.startup).join(", ")}` };
    default:
      return undefined;
  }
}

function wrongPassword(
  said: string,
  target: Target,
  { refusedPasswordFile: file }: PostgresSettings,
): Reason {
  if (target.password === undefined && file !== undefined) {
    return {
      why: said,
      hint: `No password was given, and others may read ${file}: chmod 600 it to have it used`,
    };
  }
  return {
    why: said,
    hint: target.password === undefined
      ? "No password was given: put it in the URL, PGPASSWORD or ~/.pgpass"
      : "Check user and password; both may hold special characters as they are",
  };
}

function entryHint(said: string): string {
  if (/no encryption|SSL off/i.test(said)) return "The server may insist on TLS: use sslmode=require";
  if (/role ".*" does not exist/i.test(said)) return "Name the user in the URL, or in PGUSER";
  return "The server's pg_hba.conf must let this user in from here";
}

function networkReason(error: unknown, target: Target, { connectTimeout }: PostgresSettings): Reason {
  const code = errorField(error, "code") ?? "";
  if (error instanceof ConnectTimeout || code === "ETIMEDOUT") {
    return {
      why: `no answer within ${connectTimeout / 1000} s`,
      hint:
        "Check host, port and firewall; --connect-timeout, or connect_timeout=SECONDS in the URL, waits longer",
    };
  }
  if (target.socket && (code === "ENOENT" || code === "ECONNREFUSED")) {
    return {
      why: "nobody listens at this socket",
      hint: "Start the server, or name another folder or host: postgres://user@localhost/database",
    };
  }
  if (code === "ECONNREFUSED") {
    return { why: "connection refused", hint: "Start the server there, or check host and port" };
  }
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return {
      why: `there is no host '${target.name}'`,
      hint: "Check its name, and that it is known from here",
    };
  }
  const why = error instanceof Error ? error.message : String(error);
  return { why, hint: "Check host, port and firewall, and the server's log" };
}
