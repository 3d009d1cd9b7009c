/** The ledger's settings. */
export interface LedgerConfig {
  readonly table: string;
  readonly schema?: string;
  /** Whether the ledger keeps the text of each applied file. */
  readonly storeScript: boolean;
  /** Longer files are recorded by checksum alone. Bytes. */
  readonly maxScriptBytes: number;
}

/** All settings of a run, resolved: every part of retort reads these and nothing else. Times are in milliseconds. */
export interface Config {
  /** The database; undefined until one is named. May hold a password. */
  readonly url?: string;
  readonly directUrl?: string;
  /** Where the script directory is; the first is where new revisions go. */
  readonly directories: readonly string[];
  /** For commands without a connection (`--sql`). */
  readonly dialect?: string;
  readonly profile?: string;
  readonly protected: boolean;
  readonly ledger: LedgerConfig;
  readonly fileTemplate: string;
  readonly idFormat: "hex" | "timestamp" | "sequence";
  readonly transaction: "per-revision" | "all" | "none";
  readonly lockWait: number;
  readonly lockTimeout: number;
  readonly lockRetries: number;
  readonly statementTimeout: number;
  readonly connectTimeout: number;
  readonly role?: string;
  /** `-x key=value`. */
  readonly x: Readonly<Record<string, string>>;
  readonly tag?: string;
}
