import { RetortError } from "../../util/errors.ts";
import { suggest } from "../../util/suggest.ts";

/** What a setting may be called in a URL: MySQL's own clients and their drivers disagree. */
export const PARAMETER_NAMES = {
  host: ["host"],
  port: ["port"],
  user: ["user"],
  password: ["password"],
  database: ["database"],
  socket: ["socket", "unix_socket", "socketPath"],
  tlsMode: ["ssl-mode", "sslmode", "ssl", "tls", "useSSL"],
  ca: ["ssl-ca", "sslrootcert", "sslca"],
  cert: ["ssl-cert", "sslcert"],
  key: ["ssl-key", "sslkey"],
  passphrase: ["sslpassword"],
  connectTimeout: ["connect_timeout", "connectTimeout"],
  publicKeyRetrieval: ["allowPublicKeyRetrieval", "get-server-public-key"],
  timeZone: ["time_zone"],
  sqlMode: ["sql_mode"],
  collation: ["collation"],
} as const;

/** Which setting it is. */
export type ParameterName = keyof typeof PARAMETER_NAMES;

/** Keys that other clients of the same URL need and that change nothing here. */
const IGNORED = [
  "charset",
  "characterEncoding",
  "useUnicode",
  "serverTimezone",
  "parseTime",
  "loc",
  "multiStatements",
  "autocommit",
  "local_infile",
  "read_timeout",
  "readTimeout",
  "write_timeout",
  "writeTimeout",
  "timeout",
  "socketTimeout",
  "connection_limit",
  "connectionLimit",
  "pool_timeout",
  "pool_size",
  "max_overflow",
  "maxAllowedPacket",
  "allowNativePasswords",
  "server_version",
  "serverVersion",
  "binary_prefix",
];

const KNOWN: readonly string[] = [...Object.values(PARAMETER_NAMES).flat(), ...IGNORED];

/** Refuses a key that nothing would read: a mistyped `ssl-mode` must not connect without it. */
export function checkParameters(keys: Iterable<string>): void {
  const known = new Set(KNOWN.map(plain));
  for (const key of keys) {
    if (known.has(plain(key))) continue;
    const nearest = suggest(key, KNOWN);
    throw new RetortError("config-invalid", `Unknown parameter '${key}' in the database URL`, {
      hint: nearest === undefined ? "Take it out of the URL" : `Did you mean '${nearest}'?`,
    });
  }
}

/** The value of a setting in a URL's parameters, under whatever name it has there. */
export function parameter(parameters: ReadonlyMap<string, string>, name: ParameterName): string | undefined {
  const names = new Set<string>(PARAMETER_NAMES[name].map(plain));
  for (const [key, value] of parameters) {
    if (value !== "" && names.has(plain(key))) return value;
  }
  return undefined;
}

function plain(key: string): string {
  return key.toLowerCase().replace(/[-_]/g, "");
}
