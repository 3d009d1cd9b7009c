import type { DatabaseUrl } from "../util/database_url.ts";
import type { ConnectOptions } from "./dialect.ts";

/** Makes whole databases and takes them away, from outside of them. */
export interface DatabaseKeeper {
  /** The database's name for a person. */
  name(url: DatabaseUrl): string;
  /** The file that the database is; absent for servers, undefined for what lives in memory. */
  file?(url: DatabaseUrl): string | undefined;
  /** Whether connecting failed only because the database is not there. */
  isMissing(error: unknown): boolean;
  /** Creates the database; false where it was there. */
  create(url: DatabaseUrl, options: ConnectOptions): Promise<boolean>;
  /** Takes the database away with all that it holds; false where it was not there. */
  drop(url: DatabaseUrl, options: ConnectOptions): Promise<boolean>;
}
