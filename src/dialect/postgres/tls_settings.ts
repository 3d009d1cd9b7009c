import { RetortError } from "../../util/errors.ts";
import { oneOf } from "../choice.ts";
import { expandHome, type Machine } from "../machine.ts";

const MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"] as const;

/** libpq's `sslmode`. */
export type TlsMode = (typeof MODES)[number];

const VERSIONS = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"] as const;

type TlsVersion = (typeof VERSIONS)[number];

/** How, and how strictly, a connection is encrypted. Certificates are texts, not paths. */
export interface TlsSettings {
  readonly mode: TlsMode;
  /** `direct`: without asking first (PostgreSQL 17). */
  readonly negotiation: "postgres" | "direct";
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
  readonly serverNameSent: boolean;
  readonly minVersion?: TlsVersion;
  readonly maxVersion?: TlsVersion;
}

/** Reads the TLS settings, libpq's names and meanings. */
export function tlsSettings(
  look: (key: string, variable?: string) => string | undefined,
  machine: Machine,
): TlsSettings {
  const root = look("sslrootcert", "PGSSLROOTCERT");
  const ca = root === "system"
    ? undefined
    : certificate("sslrootcert", root, "~/.postgresql/root.crt", machine);
  const cert = certificate("sslcert", look("sslcert", "PGSSLCERT"), "~/.postgresql/postgresql.crt", machine);
  const key = certificate("sslkey", look("sslkey", "PGSSLKEY"), "~/.postgresql/postgresql.key", machine);
  const passphrase = look("sslpassword", "PGSSLPASSWORD");
  const minVersion = version(
    "ssl_min_protocol_version",
    look("ssl_min_protocol_version", "PGSSLMINPROTOCOLVERSION"),
  );
  const maxVersion = version(
    "ssl_max_protocol_version",
    look("ssl_max_protocol_version", "PGSSLMAXPROTOCOLVERSION"),
  );
  return {
    mode: mode(look, root, ca),
    negotiation: oneOf(
      "sslnegotiation",
      look("sslnegotiation", "PGSSLNEGOTIATION") ?? "postgres",
      ["postgres", "direct"],
    ),
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && key !== undefined && { cert, key }),
    ...(passphrase !== undefined && { passphrase }),
    serverNameSent: look("sslsni", "PGSSLSNI") !== "0",
    ...(minVersion !== undefined && { minVersion }),
    ...(maxVersion !== undefined && { maxVersion }),
  };
}

function mode(
  look: (key: string, variable?: string) => string | undefined,
  root: string | undefined,
  ca: string | undefined,
): TlsMode {
  const ssl = look("ssl");
  const given = look("sslmode") ??
    (ssl === undefined ? look("sslmode", "PGSSLMODE") : ssl === "true" || ssl === "1" ? "require" : ssl);
  if (root === "system") return "verify-full";
  const known = oneOf("sslmode", given === "false" || given === "0" ? "disable" : given ?? "prefer", MODES);
  // As libpq: a root certificate beside `require` is there to be used.
  return known === "require" && ca !== undefined ? "verify-ca" : known;
}

function version(key: string, value: string | undefined): TlsVersion | undefined {
  return value === undefined ? undefined : oneOf(key, value, VERSIONS);
}

/** The text of a certificate: one that is named must be there, the default one may be. */
function certificate(
  key: string,
  path: string | undefined,
  usual: string,
  machine: Machine,
): string | undefined {
  const file = expandHome(path ?? usual, machine);
  const text = machine.read(file);
  if (text !== undefined || path === undefined) return text;
  throw new RetortError("file-unreadable", `Cannot read ${file}, which ${key} names`, {
    hint: "Check the path and the file's permissions",
  });
}
