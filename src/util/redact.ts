type Range = readonly [start: number, end: number];

const MASK = "***";

/** Shorter ones stand by chance in too many words; they are found where a URL or a key gives them away. */
const SHORTEST_SECRET = 3;

const QUOTED = `'(?:[^']|'')*'|"(?:[^"\\\\]|\\\\.)*"`;

/** `password=…`, `PGPASSWORD=…`, `MYSQL_PWD=…`, `"password": "…"`; the value's quotes are part of it. */
const KEYED = new RegExp(
  `((?:password|passwd|mysql_pwd)(?:["']?\\s{0,8}=|["']\\s{0,8}:)\\s{0,8})(${QUOTED}|[^\\s&;"')]+)`,
  "gi",
);

/** SQL's own: `CREATE ROLE app PASSWORD '…'`, `CREATE USER app IDENTIFIED BY '…'`; "revision identified by 'x'" is none. */
const SQL_PASSWORD = new RegExp(
  `(\\b(?:password|(?<!revision )identified\\s{1,8}by)\\s{1,8})(${QUOTED})`,
  "gi",
);

/**
 * Writes `***` for each secret in a text, raw, percent-encoded or escaped, and for what looks like a password although
 * nobody named it: in `scheme://user:password@host`, behind `password=`, in SQL's `PASSWORD '…'`.
 *
 * @example
 * ```ts
 * redact("FATAL: no entry for postgres://app:hunter2@db/shop", []); // FATAL: no entry for postgres://app:***@db/shop
 * ```
 */
export function redact(text: string, secrets: Iterable<string>): string {
  let redacted = maskRanges(text, findSecrets(text, secrets));
  if (redacted.includes("://")) redacted = redacted.replace(/\S+/g, redactUrls);
  return redacted.replace(KEYED, maskValue).replace(SQL_PASSWORD, maskValue);
}

function findSecrets(text: string, secrets: Iterable<string>): Range[] {
  const ranges: Range[] = [];
  for (const secret of new Set(secrets)) {
    if (secret.length < SHORTEST_SECRET) continue;
    for (const form of spellings(secret)) {
      for (let start = text.indexOf(form); start >= 0; start = text.indexOf(form, start + form.length)) {
        ranges.push([start, start + form.length]);
      }
    }
  }
  return ranges;
}

/** Every way in which a server, a driver or a shell may print a secret back. */
function spellings(secret: string): Set<string> {
  const encoded = encodeURIComponent(secret.toWellFormed());
  const json = JSON.stringify(secret).slice(1, -1);
  return new Set([
    secret,
    encoded,
    encoded.replace(/%../g, (code) => code.toLowerCase()),
    encoded.replaceAll("%20", "+"),
    json,
    JSON.stringify(json).slice(1, -1),
    secret.replaceAll("'", "''"),
    secret.replaceAll("\\", "\\\\").replaceAll("'", "\\'"),
  ]);
}

/** Overlapping ranges become one, so that no end of a secret shows behind another one. */
function maskRanges(text: string, ranges: Range[]): string {
  const pieces: string[] = [];
  let done = 0;
  let masked = -1;
  for (const [start, end] of ranges.sort((a, b) => a[0] - b[0])) {
    if (start > masked) {
      pieces.push(text.slice(done, start), MASK);
      masked = end;
    }
    masked = Math.max(masked, end);
    done = masked;
  }
  return pieces.join("") + text.slice(done);
}

/**
 * Hides the password of each URL in a text without spaces; the last `@` before the next URL ends it. By hand: a
 * regular expression for this takes quadratic time on a long hostile text.
 */
function redactUrls(run: string): string {
  const [first = "", ...rest] = run.split("://");
  const urls: string[] = [first];
  let parts: string[] = [];
  let colon = false;
  for (const part of rest) {
    parts.push(part);
    colon ||= part.includes(":");
    // A password may hold `://` itself: until there is an `@`, what follows belongs to this URL.
    if (colon && !part.includes("@")) continue;
    urls.push(redactUserinfo(parts.join("://")));
    [parts, colon] = [[], false];
  }
  return [...urls, ...parts].join("://");
}

function redactUserinfo(text: string): string {
  const at = text.lastIndexOf("@");
  const [user] = /^[^:/]*:/.exec(text) ?? [];
  return user === undefined || at < user.length ? text : `${user}${MASK}${text.slice(at)}`;
}

function maskValue(_: string, key: string, value: string): string {
  const quote = /^["']/.exec(value)?.[0] ?? "";
  return `${key}${quote}${MASK}${quote}`;
}
