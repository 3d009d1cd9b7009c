import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  databaseSecrets,
  type DatabaseUrl,
  formatDatabaseUrl,
  parseDatabaseUrl,
  secretsOfText,
} from "./database_url.ts";
import { RetortError } from "./errors.ts";

/** A URL as a plain object, for comparing. */
function parsed(text: string): Record<string, unknown> {
  const { parameters, ...rest } = parseDatabaseUrl(text);
  return parameters.size === 0 ? rest : { ...rest, parameters: Object.fromEntries(parameters) };
}

function failure(text: string): RetortError {
  try {
    parseDatabaseUrl(text);
  } catch (error) {
    if (error instanceof RetortError) return error;
  }
  assert.fail(`${text} was taken`);
}

const CASES: Readonly<Record<string, Record<string, unknown>>> = {
  // SQLite
  "sqlite:app.db": { scheme: "sqlite", database: "app.db" },
  "sqlite:./data/app.db": { scheme: "sqlite", database: "./data/app.db" },
  "sqlite:/abs/app.db": { scheme: "sqlite", database: "/abs/app.db" },
  "sqlite://app.db": { scheme: "sqlite", database: "app.db" },
  "sqlite:///app.db": { scheme: "sqlite", database: "app.db" },
  "sqlite:////abs/app.db": { scheme: "sqlite", database: "/abs/app.db" },
  "sqlite::memory:": { scheme: "sqlite", database: ":memory:" },
  "sqlite:///:memory:": { scheme: "sqlite", database: ":memory:" },
  "sqlite://": { scheme: "sqlite", database: ":memory:" },
  "sqlite:///": { scheme: "sqlite", database: ":memory:" },
  "SQLite:App.db": { scheme: "sqlite", database: "App.db" },
  "sqlite3:app.db": { scheme: "sqlite3", database: "app.db" },
  "sqlite+aiosqlite:///app.db": { scheme: "sqlite", driver: "aiosqlite", database: "app.db" },
  "sqlite:my%20app.db": { scheme: "sqlite", database: "my app.db" },
  "sqlite:my app@home#1.db": { scheme: "sqlite", database: "my app@home#1.db" },
  "sqlite:why?.db": { scheme: "sqlite", database: "why?.db" },
  "sqlite:100%.db": { scheme: "sqlite", database: "100%.db" },
  "sqlite:app.db?mode=ro&busy_timeout=5": {
    scheme: "sqlite",
    database: "app.db",
    parameters: { mode: "ro", busy_timeout: "5" },
  },
  "sqlite:C:/data/app.db": { scheme: "sqlite", database: "C:/data/app.db" },
  // The usual
  "postgres://u:p@h:5433/db": {
    scheme: "postgres",
    user: "u",
    password: "p",
    host: "h",
    port: 5433,
    database: "db",
  },
  "  postgresql://h/db\n": { scheme: "postgresql", host: "h", database: "db" },
  "postgres://h": { scheme: "postgres", host: "h" },
  "postgres://h/": { scheme: "postgres", host: "h" },
  "postgres://": { scheme: "postgres" },
  "postgres:///db": { scheme: "postgres", database: "db" },
  "postgres://@h:/db": { scheme: "postgres", host: "h", database: "db" },
  "postgres://u:@h/db": { scheme: "postgres", user: "u", host: "h", database: "db" },
  "postgres://:p@h/db": { scheme: "postgres", password: "p", host: "h", database: "db" },
  "postgres://h?sslmode=require": { scheme: "postgres", host: "h", parameters: { sslmode: "require" } },
  "postgres://h/db?a=1&b=two%26three&&c&a=4": {
    scheme: "postgres",
    host: "h",
    database: "db",
    parameters: { a: "4", b: "two&three", c: "" },
  },
  "postgres://h/db#1": { scheme: "postgres", host: "h", database: "db#1" },
  "MariaDB://u@H/Db": { scheme: "mariadb", user: "u", host: "H", database: "Db" },
  // SQLAlchemy's drivers
  "postgresql+asyncpg://u@h/db": {
    scheme: "postgresql",
    driver: "asyncpg",
    user: "u",
    host: "h",
    database: "db",
  },
  "mysql+aiomysql://u@h/db": { scheme: "mysql", driver: "aiomysql", user: "u", host: "h", database: "db" },
  "mysql+pymysql://u@h/db?charset=utf8mb4": {
    scheme: "mysql",
    driver: "pymysql",
    user: "u",
    host: "h",
    database: "db",
    parameters: { charset: "utf8mb4" },
  },
  // IPv6, sockets
  "postgres://u:p@[::1]:5432/db": {
    scheme: "postgres",
    user: "u",
    password: "p",
    host: "::1",
    port: 5432,
    database: "db",
  },
  "postgres://[fe80::1%25eth0]/db": { scheme: "postgres", host: "fe80::1%eth0", database: "db" },
  "postgres:///db?host=/run/postgresql": {
    scheme: "postgres",
    database: "db",
    parameters: { host: "/run/postgresql" },
  },
  "postgres://u@%2Frun%2Fpostgresql:5433/db": {
    scheme: "postgres",
    user: "u",
    host: "/run/postgresql",
    port: 5433,
    database: "db",
  },
  "mysql://user@/db?socket=/run/mysqld/mysqld.sock": {
    scheme: "mysql",
    user: "user",
    database: "db",
    parameters: { socket: "/run/mysqld/mysqld.sock" },
  },
  "mysql://user@localhost/db?socket=/run/mysqld/mysqld.sock": {
    scheme: "mysql",
    user: "user",
    host: "localhost",
    database: "db",
    parameters: { socket: "/run/mysqld/mysqld.sock" },
  },
  // `@` in parameters that hold text
  "postgres:///db?host=/run&user=me@corp&password=p@ss": {
    scheme: "postgres",
    database: "db",
    parameters: { host: "/run", user: "me@corp", password: "p@ss" },
  },
  "postgres://u:p@q@h/db?application_name=a@b": {
    scheme: "postgres",
    user: "u",
    password: "p@q",
    host: "h",
    database: "db",
    parameters: { application_name: "a@b" },
  },
  // A user that holds an `@`
  "postgres://me@corp:p@h/db": {
    scheme: "postgres",
    user: "me@corp",
    password: "p",
    host: "h",
    database: "db",
  },
};

for (const [text, expected] of Object.entries(CASES)) {
  Deno.test(`parseDatabaseUrl() takes ${JSON.stringify(text)} apart`, () => {
    assert.deepEqual(parsed(text), expected);
  });
}

const SPECIAL = `@:/?#[]%&=+ $^{}|\\"'<>`;

for (const character of SPECIAL) {
  Deno.test(`parseDatabaseUrl() takes a raw ${character} in a password`, () => {
    for (const password of [`a${character}b`, character, `${character}${character}x`]) {
      const url = parseDatabaseUrl(`postgres://u:${password}@h:5432/db?sslmode=require`);
      assert.deepEqual(
        [url.user, url.password, url.host, url.port, url.database, url.parameters.get("sslmode")],
        ["u", password, "h", 5432, "db", "require"],
      );
    }
  });
}

Deno.test("parseDatabaseUrl() takes any mixture of raw special characters in a password", () => {
  const password = fc.array(fc.constantFrom(...SPECIAL, "a", "Z", "0", "é"), { minLength: 1 }).map((all) =>
    all.join("")
  )
    .filter((text) => !/%[0-9a-f]{2}/i.test(text));
  fc.assert(fc.property(password, (text) => {
    assert.equal(parseDatabaseUrl(`mysql://u:${text}@h/db`).password, text);
  }));
});

Deno.test("parseDatabaseUrl() decodes percent signs once, and keeps those that encode nothing", () => {
  const password = (text: string) => parseDatabaseUrl(`postgres://u:${text}@h/db`).password;
  assert.equal(password("a%40b"), "a@b");
  assert.equal(password("a%2540b"), "a%40b");
  assert.equal(password("100%"), "100%");
  assert.equal(password("5%zz%4"), "5%zz%4");
  assert.equal(password("%C3%A9%c3%a9"), "éé");
  assert.equal(password("%ff%41"), "%ffA", "no UTF-8 character begins with FF");
  assert.equal(password("%ED%A0%80"), "%ED%A0%80", "nor is a surrogate one");
});

Deno.test("parseDatabaseUrl() reads back what formatDatabaseUrl() writes", () => {
  const text = fc.string({ unit: "grapheme", minLength: 1 });
  const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  const url = fc.record({
    scheme: fc.constantFrom("postgres", "postgresql", "mysql", "mariadb"),
    driver: optional(fc.constantFrom("asyncpg", "pymysql")),
    user: optional(text),
    password: optional(text),
    host: optional(fc.oneof(text, fc.ipV6(), fc.domain())),
    port: optional(fc.integer({ min: 1, max: 65535 })),
    database: optional(text),
    parameters: fc.dictionary(text, text).map((all) => new Map(Object.entries(all))),
  });
  fc.assert(fc.property(url, (all) => {
    const expected = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
    const written = formatDatabaseUrl(without(all), { secrets: "shown" });
    assert.deepEqual({ ...parseDatabaseUrl(written) }, expected);
    const sqlite = { scheme: "sqlite", database: all.user ?? "a", parameters: new Map<string, string>() };
    assert.deepEqual({ ...parseDatabaseUrl(formatDatabaseUrl(sqlite, { secrets: "shown" })) }, sqlite);
  }));
});

/** Absent instead of undefined. */
function without(url: { [K in keyof DatabaseUrl]: DatabaseUrl[K] | undefined }): DatabaseUrl {
  const { scheme = "", driver, user, password, host, port, database, parameters = new Map() } = url;
  return {
    scheme,
    parameters,
    ...(driver === undefined ? {} : { driver }),
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(database === undefined ? {} : { database }),
  };
}

Deno.test("formatDatabaseUrl() hides passwords, in parameters too", () => {
  const hidden = (text: string) => formatDatabaseUrl(parseDatabaseUrl(text), { secrets: "hidden" });
  assert.equal(hidden("postgresql+asyncpg://u:p@ss@h:1/db"), "postgresql+asyncpg://u:***@h:1/db");
  assert.equal(hidden("postgres:///db?host=/run&password=p"), "postgres:///db?host=/run&password=***");
  assert.equal(hidden("postgres://[::1]/db"), "postgres://[::1]/db");
  assert.equal(hidden("sqlite:////abs/a b.db"), "sqlite:/abs/a%20b.db");
  assert.equal(hidden("sqlite:///app.db"), "sqlite:app.db");
});

Deno.test("databaseSecrets() lists what must not be printed", () => {
  assert.deepEqual(databaseSecrets(parseDatabaseUrl("postgres://u:p%40@h/db?sslpassword=s&password=q&x=y")), [
    "p@",
    "s",
    "q",
  ]);
  assert.deepEqual(databaseSecrets(parseDatabaseUrl("sqlite:app.db")), []);
});

Deno.test("parseDatabaseUrl() says what is wrong with a text that is no URL", () => {
  assert.match(failure("").hint ?? "", /empty/);
  assert.match(failure("app.db").hint ?? "", /sqlite:path/);
  assert.match(failure("./app.db").hint ?? "", /sqlite:path/);
  assert.match(failure(`"postgres://h/db"`).hint ?? "", /quotation marks/);
  assert.match(failure("file:app.db").hint ?? "", /sqlite:/);
  assert.match(failure("jdbc:postgresql://h/db").hint ?? "", /jdbc:/);
  assert.match(failure("sqlite:").message, /names no file/);
  assert.match(failure("postgres:db").message, /\/\//);
  assert.match(failure("postgres://::1:5432/db").hint ?? "", /brackets/);
  assert.match(failure("postgres://h1:1,h2:2/db").message, /several hosts/);
  assert.match(failure("postgres://h:0/db").message, /port/);
  assert.match(failure("postgres://h:65536/db").message, /port/);
  assert.match(failure("postgres://u:a\nb@h/db").message, /line break/);
});

Deno.test("parseDatabaseUrl() never shows a password in its errors", () => {
  const wrong = [
    "u:hunter2@h/db",
    "postgres://u:hunter2",
    "postgres://u:hunter2/db",
    "postgres://u:hunter2@h:port/db",
    "postgres://u:hunter2@h:1:2/db",
    "postgres:u:hunter2@h/db",
    "'postgres://u:hunter2@h/db'",
    "postgres://u:hunter2\n@h/db",
    "hunter2",
  ];
  for (const text of wrong) {
    const { message, hint } = failure(text);
    assert.ok(!`${message} ${hint}`.includes("hunter2"), text);
  }
});

Deno.test("secretsOfText() has a password as it is written and as it is meant, of a readable URL or not", () => {
  const cases: readonly (readonly [text: string, secrets: readonly string[]])[] = [
    ["postgres://u:a%41@h/d", ["a%41", "aA"]],
    ["postgres://u:p@ss w@h:port/d", ["p@ss w"]],
    ["postgres:u:hunter2@h/d", ["hunter2"]],
    ["mysql://h/d?password=x%20y&sslpassword=z", ["x%20y", "x y", "z"]],
    ["postgres://u@h/d", []],
    ["sqlite:a@b.db", []],
    ["just a text: with words", []],
  ];
  for (const [text, secrets] of cases) {
    const found = secretsOfText(text);
    for (const secret of secrets) assert.ok(found.includes(secret), `${text}: ${found}`);
    if (secrets.length === 0) assert.deepEqual(found, []);
  }
});
