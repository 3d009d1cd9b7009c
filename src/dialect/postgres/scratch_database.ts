import { succeeds } from "../ansi/succeeds.ts";
import type { Connection } from "../dialect.ts";
import { literal, quote } from "./quote.ts";

/** What `pg_database` says of the session's own database; what a version does not have is absent. */
interface Facts {
  readonly encoding: string;
  readonly facts: {
    readonly datcollate?: string | null;
    readonly datctype?: string | null;
    /** c · i: ICU · b: built in; since 15. */
    readonly datlocprovider?: string;
    /** 15 and 16. */
    readonly daticulocale?: string | null;
    /** Since 16. */
    readonly daticurules?: string | null;
    /** Since 17. */
    readonly datlocale?: string | null;
  };
}

/** The statement that makes an empty database with the encoding and the collation of the session's own. */
export async function databaseLike(connection: Connection, name: string): Promise<string> {
  const [row] = await connection.query<Facts>(
    `SELECT pg_catalog.pg_encoding_to_char(encoding) AS encoding, pg_catalog.to_jsonb(d) AS facts
FROM pg_catalog.pg_database AS d WHERE datname = pg_catalog.current_database()`,
  );
  const start = `CREATE DATABASE ${quote(name)} TEMPLATE template0`;
  return row === undefined ? start : `${start} ${clauses(row)}`;
}

function clauses({ encoding, facts }: Facts): string {
  const locale = facts.datlocale ?? facts.daticulocale;
  return [
    clause("ENCODING", encoding),
    clause("LC_COLLATE", facts.datcollate),
    clause("LC_CTYPE", facts.datctype),
    ...(facts.datlocprovider === "i"
      ? ["LOCALE_PROVIDER icu", clause("ICU_LOCALE", locale), clause("ICU_RULES", facts.daticurules)]
      : []),
    ...(facts.datlocprovider === "b" ? ["LOCALE_PROVIDER builtin", clause("BUILTIN_LOCALE", locale)] : []),
  ].filter((each) => each !== "").join(" ");
}

function clause(word: string, value: string | null | undefined): string {
  return value === null || value === undefined || value === "" ? "" : `${word} ${literal(value)}`;
}

/**
 * Gives the new database what ALTER DATABASE … SET gave the session's own, such as a search path: names would mean
 * something else without it.
 */
export async function copyDatabaseSettings(connection: Connection, name: string): Promise<void> {
  const rows = await connection.query<{ setting: string }>(
    `SELECT DISTINCT pg_catalog.split_part(entry, '=', 1) AS setting
FROM pg_catalog.pg_db_role_setting AS s, pg_catalog.unnest(s.setconfig) AS entry
WHERE s.setdatabase = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
  AND s.setrole IN (0, (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = session_user))`,
  );
  for (const { setting } of rows) {
    const path = setting.split(".").map(quote).join(".");
    // Some settings are a superuser's own; the schema does not hang on those.
    await succeeds(connection.execute(`ALTER DATABASE ${quote(name)} SET ${path} FROM CURRENT`));
  }
}
