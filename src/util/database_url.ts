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
  /** Percent-decoded; for SQLite the path as it stands after the scheme, slashes and all. */
  readonly database?: string;
  /** The query part, decoded; keys as they stand. */
  readonly parameters: ReadonlyMap<string, string>;
}
