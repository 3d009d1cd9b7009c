import { expandHome, type Machine } from "../machine.ts";

/** Whose password is looked for. */
export interface Account {
  readonly name: string;
  readonly port: number;
  readonly socket: boolean;
  readonly database: string;
  readonly user: string;
}

/** The password that PGPASSFILE or `~/.pgpass` holds for an account, found as libpq finds it. */
export function lookUpPassword(
  account: Account,
  path: string | undefined,
  machine: Machine,
): string | undefined {
  const file = expandHome(path ?? "~/.pgpass", machine);
  // As libpq: a file that others may read is not used.
  if (machine.shared(file)) return undefined;
  for (const line of machine.read(file)?.split(/\r?\n/) ?? []) {
    const password = passwordOf(line, account);
    if (password !== undefined) return password;
  }
  return undefined;
}

/** The file of passwords that is there and not used, because others may read it. */
export function refusedPasswordFile(path: string | undefined, machine: Machine): string | undefined {
  const file = expandHome(path ?? "~/.pgpass", machine);
  return machine.shared(file) ? file : undefined;
}

/** A line is `host:port:database:user:password`, each may be `*`, a backslash goes before `:` and backslashes. */
function passwordOf(line: string, account: Account): string | undefined {
  if (line.startsWith("#")) return undefined;
  const fields = splitFields(line);
  const [host, port, database, user, password] = fields;
  if (password === undefined) return undefined;
  const names = account.socket ? ["localhost", account.name] : [account.name];
  const fits = (field: string | undefined, wanted: readonly string[]) =>
    field === "*" || (field !== undefined && wanted.includes(unescape(field)));
  return fits(host, names) && fits(port, [`${account.port}`]) && fits(database, [account.database]) &&
      fits(user, [account.user])
    ? unescape(password)
    : undefined;
}

/** Four fields, and the rest of the line as the fifth. */
function splitFields(line: string): readonly string[] {
  const match = /^((?:[^:\\]|\\.)*):((?:[^:\\]|\\.)*):((?:[^:\\]|\\.)*):((?:[^:\\]|\\.)*):(.*)$/.exec(line);
  return match?.slice(1) ?? [];
}

function unescape(field: string): string {
  return field.replace(/\\(.)/g, "$1");
}
