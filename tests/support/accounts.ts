import type { TestDatabase } from "./test_database.ts";

/** An account of a test's own on a server, gone after the test. */
export interface Account extends AsyncDisposable {
  readonly name: string;
  /** The database's URL with other user information, as it stands between `//` and `@`. */
  urlWith(userInfo: string): string;
  /** The statement that gives it another password. */
  passwordChange(password: string): string;
}

/** Creates an account that may log in with a password and do what `rights` says. */
export async function createAccount(
  database: TestDatabase,
  password: string,
  rights: "all" | "connect" = "all",
): Promise<Account> {
  const name = `u_${crypto.randomUUID().replaceAll("-", "").slice(0, 12)}`;
  const { create, drop, change } = database.engine === "postgres"
    ? postgresAccount(name, password, rights)
    : mysqlAccount(name, password, rights);
  await database.sql(create);
  return {
    name,
    urlWith: (userInfo) => {
      const { protocol, host, pathname } = new URL(database.url);
      return `${protocol}//${userInfo}@${host}${pathname}`;
    },
    passwordChange: change,
    [Symbol.asyncDispose]: async () => void (await database.sql(drop)),
  };
}

function postgresAccount(name: string, password: string, rights: "all" | "connect") {
  const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
  return {
    create: `CREATE ROLE ${name} LOGIN ${rights === "all" ? "SUPERUSER" : ""} PASSWORD ${literal(password)};`,
    change: (text: string) => `ALTER ROLE ${name} PASSWORD ${literal(text)}`,
    drop: `DROP OWNED BY ${name} CASCADE; DROP ROLE ${name};`,
  };
}

function mysqlAccount(name: string, password: string, rights: "all" | "connect") {
  const literal = (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
  const right = rights === "all" ? "ALL PRIVILEGES" : "SELECT";
  return {
    create: `CREATE USER '${name}'@'%' IDENTIFIED BY ${
      literal(password)
    }; GRANT ${right} ON *.* TO '${name}'@'%';`,
    change: (text: string) => `ALTER USER '${name}'@'%' IDENTIFIED BY ${literal(text)}`,
    drop: `DROP USER '${name}'@'%';`,
  };
}
