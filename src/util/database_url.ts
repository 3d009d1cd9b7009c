import { RetortError } from "./errors.ts";

/** A database's address, taken apart. What a WHATWG `URL` cannot hold (raw `@` in passwords, `sqlite:app.db`) fits here. */
export interface DatabaseUrl {
  /** Lower case, without SQLAlchemy's driver part: `postgresql+asyncpg://` has `postgresql`. */
  readonly scheme: string;
  /** SQLAlchemy's driver part, if there was one. */
  readonly driver?: string;
  readonly user?: string;
  readonly password?: string;
  readonly host?: string;
  readonly port?: number;
  /**
   * Percent-decoded; absent where the URL names none. For SQLite the file's path, relative or absolute, whatever
   * form of URL it came from, or `:memory:`.
   */
  readonly database?: string;
  /** The query part, decoded; of a key that stands twice the last one. */
  readonly parameters: ReadonlyMap<string, string>;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Network = Omit<DatabaseUrl, "scheme" | "driver">;

/** Parameters that may hold a raw `@`: one behind `?key=` ends no password. */
const TEXT_PARAMETERS =
  /[?&](?:user|password|passfile|host|hostaddr|dbname|options|application_name|service|socket|unix_socket|ssl[a-z_-]*)=[^&]*$/i;

/** One UTF-8 character, percent-encoded. */
const ENCODED_CHARACTER =
  /%[0-7][0-9a-f]|%[cd][0-9a-f]%[89ab][0-9a-f]|%e[0-9a-f](?:%[89ab][0-9a-f]){2}|%f[0-7](?:%[89ab][0-9a-f]){3}/gi;

/** SQLite paths may hold a `?`: only what looks like parameters is taken for them. */
const SQLITE_PARAMETERS = /^(.*?)\?((?:[A-Za-z_][\w.-]*=[^&]*(?:&|$))*)$/s;

const SECRET_PARAMETERS: ReadonlySet<string> = new Set(["password", "sslpassword"]);

/**
 * Takes a database URL apart, in every spelling that users bring: raw special characters in passwords (the last
 * `@` ends them), SQLAlchemy's driver and SQLite forms, sockets, IPv6. Percent-decoded once; a `%` that encodes
 * nothing stands for itself.
 *
 * @throws RetortError `usage`; its text never holds a part of the URL that may be a password
 *
 * @example
 * ```ts
 * parseDatabaseUrl("postgresql+asyncpg://app:p@ss/word@db.example:5433/shop?sslmode=require").password; // p@ss/word
 * ```
 */
export function parseDatabaseUrl(text: string): DatabaseUrl {
  const match = /^([A-Za-z][A-Za-z0-9.-]*)(?:\+([A-Za-z0-9_]+))?:(.*)$/s.exec(text.trim());
  const scheme = match?.[1]?.toLowerCase();
  const rest = match?.[3] ?? "";
  if (scheme === undefined) throw unreadable("it does not begin with a scheme", schemeHint(text.trim()));
  if (/[\r\n\0]/.test(rest)) {
    throw unreadable(
      "it holds a line break",
      "Write one in a password as %0A; a file or command must give one line",
    );
  }
  const parts = /^sqlite3?$/.test(scheme) ? parseSqlite(rest) : parseNetwork(scheme, rest);
  return { scheme, ...(match?.[2] === undefined ? {} : { driver: match[2].toLowerCase() }), ...parts };
}

/** The texts of a URL that must never be printed, for `redact`. */
export function databaseSecrets(url: DatabaseUrl): string[] {
  const hidden = [...url.parameters].filter(([key]) => SECRET_PARAMETERS.has(key.toLowerCase()));
  return [url.password ?? "", ...hidden.map(([, value]) => value)].filter((secret) => secret !== "");
}

/**
 * What a text that may be a URL shows of passwords, as they are written there and as they are meant, whether or not it
 * can be read as one: for `redact`.
 */
export function secretsOfText(text: string): string[] {
  const [, userinfo = ""] = /^\s*[A-Za-z][\w.+-]*:(?:\/\/)?(.*)@/s.exec(text) ?? [];
  const colon = userinfo.indexOf(":");
  const [, own = ""] = /^[^/]*\/\/(.*)$/s.exec(text) ?? [];
  const written = [
    colon < 0 ? "" : userinfo.slice(colon + 1),
    own.slice(0, Math.max(userEnd(own), 0)).replace(/^[^:]*:?/s, ""),
    ...[...text.matchAll(/[?&](?:ssl)?password=([^&]*)/gi)].map(([, value = ""]) => value),
  ];
  return [...new Set([...written, ...written.map(decode), ...meantSecrets(text)])].filter((each) =>
    each !== ""
  );
}

function meantSecrets(text: string): string[] {
  try {
    return databaseSecrets(parseDatabaseUrl(text));
  } catch {
    return [];
  }
}

/** A URL as text that `parseDatabaseUrl` reads back; with `secrets: "hidden"` passwords are written `***`. */
export function formatDatabaseUrl(
  url: DatabaseUrl,
  options: { readonly secrets: "hidden" | "shown" },
): string {
  const secret = (value: string) => options.secrets === "hidden" ? "***" : encode(value);
  const query = [...url.parameters].map(([key, value]) =>
    `${encode(key)}=${SECRET_PARAMETERS.has(key.toLowerCase()) ? secret(value) : encodeValue(value)}`
  );
  const scheme = url.scheme + (url.driver === undefined ? "" : `+${url.driver}`);
  const body = /^sqlite3?$/.test(url.scheme) ? formatSqlite(url) : formatNetwork(url, secret);
  return `${scheme}:${body}${query.length === 0 ? "" : `?${query.join("&")}`}`;
}

function unreadable(why: string, hint: string): RetortError {
  return new RetortError("usage", `Cannot read the database URL: ${why}`, { hint });
}

/** What is wrong with a text that has no scheme, told without showing it. */
function schemeHint(text: string): string {
  if (text === "") return "The URL is empty; write sqlite:app.db or postgres://user:password@host/database";
  if (/^["']/.test(text)) return "Take off the quotation marks around it (`docker --env-file` keeps them)";
  if (/^(?:\.{0,2}\/|[^:@]+$)/.test(text)) return "For a file write sqlite:path/to/app.db";
  return "Write sqlite:app.db, postgres://user:password@host/database or mysql://user:password@host/database";
}

function parseSqlite(rest: string): Network {
  const [, path = rest, query = ""] = SQLITE_PARAMETERS.exec(rest) ?? [];
  if (path === "") throw unreadable("it names no file", "Write sqlite:app.db or sqlite::memory:");
  // SQLAlchemy: three slashes before a relative path, four before an absolute one, none at all for memory.
  const file = path.startsWith("///") ? path.slice(3) : path.startsWith("//") ? path.slice(2) : path;
  return { database: file === "" ? ":memory:" : decode(file), parameters: parseParameters(query) };
}

function parseNetwork(scheme: string, rest: string): Network {
  if (!rest.startsWith("//")) throw unreadable("`//` is missing behind the scheme", networkHint(scheme));
  const text = rest.slice(2);
  const at = userEnd(text);
  const userinfo = text.slice(0, Math.max(at, 0));
  const [, place = "", path = "", query = ""] =
    /^([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/s.exec(text.slice(at + 1)) ?? [];
  const colon = userinfo.indexOf(":");
  return present({
    user: decode(colon < 0 ? userinfo : userinfo.slice(0, colon)),
    password: colon < 0 ? "" : decode(userinfo.slice(colon + 1)),
    ...parsePlace(place),
    database: decode(path),
    parameters: parseParameters(query),
  });
}

/** Nothing is said twice: an empty part is an absent one. */
function present(parts: Writable<Network>): Network {
  for (const key of ["user", "password", "host", "database"] as const) {
    if (parts[key] === "") delete parts[key];
  }
  return parts;
}

function networkHint(scheme: string): string {
  if (scheme === "file") return "For a SQLite file write sqlite:path/to/app.db";
  if (scheme === "jdbc") return "Take off `jdbc:`, and write the user and password as user:password@host";
  return "Write sqlite:app.db, postgres://user:password@host/database or mysql://user:password@host/database";
}

/** Where the user and password end: at the last `@` that stands in no parameter; -1 where there is none. */
function userEnd(text: string): number {
  let at = text.lastIndexOf("@");
  while (at >= 0 && TEXT_PARAMETERS.test(text.slice(0, at))) {
    at = at === 0 ? -1 : text.lastIndexOf("@", at - 1);
  }
  return at;
}

function parsePlace(text: string): { host: string; port?: number } {
  const match = /^(?:\[([^\]]*)\]|([^:]*))(?::(.*))?$/s.exec(text);
  if (match === null) throw placeError(text);
  const host = decode(match[1] ?? match[2] ?? "");
  const port = match[3] ?? "";
  if (port === "") return { host };
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65535) throw placeError(text);
  return { host, port: Number(port) };
}

/** The text is not shown: with the `@` forgotten, a port is a password. */
function placeError(text: string): RetortError {
  if (text.includes(",")) {
    return unreadable("it names several hosts", "Name the one host that accepts writes");
  }
  if (/^[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f.]*$/i.test(text)) {
    return unreadable(
      "the host is ambiguous",
      "Write an IPv6 address in brackets: postgres://user@[::1]:5432/app",
    );
  }
  return unreadable("the port is not a number from 1 to 65535", "Write user:password@host:port/database");
}

function parseParameters(query: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const piece of query.split("&").filter((text) => text !== "")) {
    const equals = piece.indexOf("=");
    const [key, value] = equals < 0 ? [piece, ""] : [piece.slice(0, equals), piece.slice(equals + 1)];
    parameters.set(decode(key), decode(value));
  }
  return parameters;
}

/** Decodes each character by itself, so that a raw `%` beside an encoded one harms neither. */
function decode(text: string): string {
  if (!text.includes("%")) return text;
  return text.replace(ENCODED_CHARACTER, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** A parameter's value stays readable where it can: socket paths keep their slashes. */
function encodeValue(text: string): string {
  return encode(text).replaceAll("%2F", "/").replaceAll("%3A", ":");
}

function formatSqlite(url: DatabaseUrl): string {
  const path = (url.database ?? "").toWellFormed().replace(
    /[%?\s\0]/g,
    (character) => encodeURIComponent(character),
  );
  return path.startsWith("//") ? `///${path}` : path;
}

function formatNetwork(url: DatabaseUrl, secret: (value: string) => string): string {
  const password = url.password === undefined ? "" : `:${secret(url.password)}`;
  const user = url.user === undefined && password === "" ? "" : `${encode(url.user ?? "")}${password}@`;
  const host = url.host ?? "";
  const place = host.includes(":") ? `[${encode(host).replaceAll("%3A", ":")}]` : encode(host);
  const port = url.port === undefined ? "" : `:${url.port}`;
  return `//${user}${place}${port}${url.database === undefined ? "" : `/${encode(url.database)}`}`;
}
