type Range = readonly [start: number, end: number];

const MASK = "***";

/** Shorter ones stand by chance in too many words; they are found where a URL or a key gives them away. */
const SHORTEST_SECRET = 3;

/** The last form is a quoted text inside of a JSON string. */
const QUOTED = `'(?:[^']|'')*'|"(?:[^"\\\\]|\\\\.)*"|\\\\"(?:[^"\\\\]|\\\\[^"])*\\\\"`;

/** `password=…`, `PGPASSWORD=…`, `MYSQL_PWD=…`, `"password": "…"`; the value's quotes are part of it. */
const KEYED = new RegExp(
  `((?:password|passwd|mysql_pwd)(?:["']?\\s{0,8}=|["']\\s{0,8}:)\\s{0,8})(${QUOTED}|[^\\s&;"')\\\\]+)`,
  "gi",
);

/** White space, that of a JSON string too. */
const SPACE = String.raw`(?:\s|\\[nrt])`;

/** SQL's own: `CREATE ROLE app PASSWORD '…'`, `CREATE USER app IDENTIFIED BY '…'`; "revision identified by 'x'" is none. */
const SQL_PASSWORD = new RegExp(
  `(\\b(?:password|(?<!revision )identified${SPACE}{1,8}by)(?:${SPACE}{1,8}|${SPACE}{0,8}\\(${SPACE}{0,8}))(${QUOTED})`,
  "gi",
);

/** Words that stand in many texts: they are secrets only where they stand alone, or half of all ids would be stars. */
const PLAIN_WORD = /^(?:[a-z0-9]{1,11}|[A-Za-z0-9]{1,7})$/;

/** What is written in a secret's place. */
type Mask = (secret: string) => string;

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
  return maskSecrets(text, secrets, () => MASK);
}

/** The same with a star for each character, so that places in the text stay where they are, for carets under it. */
export function redactInPlace(text: string, secrets: Iterable<string>): string {
  return maskSecrets(text, secrets, (secret) => secret.replace(/[^\r\n]/g, "*"));
}

function maskSecrets(text: string, secrets: Iterable<string>, mask: Mask): string {
  let masked = maskRanges(text, findSecrets(text, secrets), mask);
  if (masked.includes("://")) masked = masked.replace(/\S+/g, (run) => maskUrls(run, mask));
  const maskValue = (_: string, key: string, value: string) => key + maskQuoted(value, mask);
  return masked.replace(SQL_PASSWORD, maskValue).replace(KEYED, maskValue);
}

function findSecrets(text: string, secrets: Iterable<string>): Range[] {
  const ranges: Range[] = [];
  for (const secret of new Set(secrets)) {
    if (secret.length < SHORTEST_SECRET) continue;
    for (const form of spellings(secret)) {
      for (let start = text.indexOf(form); start >= 0; start = text.indexOf(form, start + form.length)) {
        if (!PLAIN_WORD.test(form) || standsAlone(text, start, start + form.length)) {
          ranges.push([start, start + form.length]);
        }
      }
    }
  }
  return ranges;
}

/** Whether no letter or digit touches a place; the letter of an escape such as `\n` is none. */
function standsAlone(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 2), start);
  if (/[\p{L}\p{N}_]$/u.test(before) && !/^\\[nrtbf]$/.test(before)) return false;
  return !/^[\p{L}\p{N}_]/u.test(text.slice(end, end + 2));
}

/** Every way in which a server, a driver or a shell may print a secret back. */
function spellings(secret: string): Set<string> {
  const encoded = encodeURIComponent(secret.toWellFormed());
  const plain = [
    secret,
    encoded,
    encoded.replace(/%../g, (code) => code.toLowerCase()),
    encoded.replaceAll("%20", "+"),
    secret.replaceAll("'", "''"),
    secret.replaceAll("\\", "\\\\").replaceAll("'", "\\'"),
  ];
  const json = plain.map(inJson);
  return new Set([...plain, ...json, ...json.map(inJson)]);
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Overlapping ranges become one, so that no end of a secret shows behind another one. */
function maskRanges(text: string, ranges: Range[], mask: Mask): string {
  const pieces: string[] = [];
  let done = 0;
  for (const [start, end] of merged(ranges)) {
    pieces.push(text.slice(done, start), mask(text.slice(start, end)));
    done = end;
  }
  return pieces.join("") + text.slice(done);
}

function merged(ranges: Range[]): Range[] {
  const apart: Range[] = [];
  for (const [start, end] of ranges.sort((a, b) => a[0] - b[0])) {
    const last = apart.at(-1);
    if (last === undefined || start > last[1]) apart.push([start, end]);
    else apart[apart.length - 1] = [last[0], Math.max(last[1], end)];
  }
  return apart;
}

/**
 * Hides the password of each URL in a text without spaces; the last `@` before the next URL ends it. By hand: a
 * regular expression for this takes quadratic time on a long hostile text.
 */
function maskUrls(run: string, mask: Mask): string {
  const [first = "", ...rest] = run.split("://");
  const urls: string[] = [first];
  let parts: string[] = [];
  let colon = false;
  for (const part of rest) {
    parts.push(part);
    colon ||= part.includes(":");
    // A password may hold `://` itself: until there is an `@`, what follows belongs to this URL.
    if (colon && !part.includes("@")) continue;
    urls.push(maskUserinfo(parts.join("://"), mask));
    [parts, colon] = [[], false];
  }
  return [...urls, ...parts].join("://");
}

function maskUserinfo(text: string, mask: Mask): string {
  const at = text.lastIndexOf("@");
  const [user] = /^[^:/]*:/.exec(text) ?? [];
  if (user === undefined || at < user.length) return text;
  // An example, as hints give it.
  return text.slice(user.length, at) === "password"
    ? text
    : user + mask(text.slice(user.length, at)) + text.slice(at);
}

/** The quotes stay, so that the text around them still reads as what it is. */
function maskQuoted(value: string, mask: Mask): string {
  const quote = /^\\?["']/.exec(value)?.[0] ?? "";
  return quote + mask(value.slice(quote.length, value.length - quote.length)) + quote;
}
