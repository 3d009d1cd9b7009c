/** The ledger's settings. */
export interface LedgerConfig {
  readonly table: string;
  readonly schema?: string;
  /** Whether the ledger keeps the text of each applied file. */
  readonly storeScript: boolean;
  /** Longer files are recorded by checksum alone. Bytes. */
  readonly maxScriptBytes: number;
}

/** Templates for the names of constraints and indexes that were given none; a kind without one keeps the engine's. */
export interface NamingConfig {
  readonly index?: string;
  readonly unique?: string;
  readonly check?: string;
  readonly foreignKey?: string;
  readonly primaryKey?: string;
}

/** Where the names of tenants come from: schemas or URLs, listed, asked of the database or printed by a command. */
export interface TenantsConfig {
  readonly list: readonly string[];
  readonly query?: string;
  readonly command?: string;
}

/** How much a lint rule counts. */
export type RuleLevel = "error" | "warning" | "off";

/** What `--tag`, `-x` and `-n` said, for functions of `retort.config.ts`. */
export interface UrlRequest {
  readonly x: Readonly<Record<string, string>>;
  readonly tag?: string;
  readonly profile?: string;
}

/** A URL that `retort.config.ts` computes, asked at each connect. */
export type UrlFunction = (request: UrlRequest) => string | Promise<string>;

/** A function of `retort.config.ts`; who calls it knows what it takes. */
export type Hook = (...values: readonly unknown[]) => unknown;

/** All settings of a run, resolved: every part of retort reads these and nothing else. Times are in milliseconds. */
export interface Config {
  /** The database: a URL or a reference (`env:`, `file:`, `cmd:`); undefined until one is named. May hold a password. */
  readonly url?: string;
  /** Stands in for `url` where `retort.config.ts` computes it. */
  readonly urlFunction?: UrlFunction;
  readonly directUrl?: string;
  /** A database to make scratch databases on. */
  readonly devUrl?: string;
  /** Where the script directory is; the first is where new revisions go. */
  readonly directories: readonly string[];
  /** For commands without a connection (`--sql`). */
  readonly dialect?: string;
  /** The server's version, for commands without a connection. */
  readonly serverVersion?: string;
  readonly profile?: string;
  /** The names of all profiles of the configuration file. */
  readonly profiles: readonly string[];
  readonly protected: boolean;
  /** Only `upgrade --plan FILE` may run. */
  readonly requirePlan: boolean;
  /** The configuration file that was read. */
  readonly configFile?: string;
  readonly ledger: LedgerConfig;
  readonly fileTemplate: string;
  readonly idFormat: "hex" | "timestamp" | "sequence";
  /** Shell commands run on each new revision file; `{file}` stands for its path. */
  readonly afterWrite: readonly string[];
  readonly transaction: "per-revision" | "all" | "none";
  readonly lock: "session" | "transaction" | "none";
  readonly lockWait: number;
  readonly lockTimeout: number;
  readonly lockRetries: number;
  readonly statementTimeout: number;
  /** Rows a chunk, whatever revisions say; 0 for what they say. */
  readonly chunkSize: number;
  readonly connectTimeout: number;
  readonly role?: string;
  /** Where the target schema comes from: a file or directory, a module, `cmd:` a command, a URL. */
  readonly schema?: string;
  /** The database schemas to compare; none for the default one. */
  readonly schemas: readonly string[];
  /** Globs of names that are compared; none for all. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly naming: NamingConfig;
  readonly lintRules: Readonly<Record<string, RuleLevel>>;
  readonly tenants: TenantsConfig;
  /** Functions of `retort.config.ts` by name: `beforeUpgrade`, `afterStep`, `includeObject`, … */
  readonly hooks: Readonly<Record<string, Hook>>;
  /** `-x key=value`. */
  readonly x: Readonly<Record<string, string>>;
  readonly tag?: string;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly logFormat: "text" | "timed" | "json";
  readonly logSql: boolean;
  readonly raiseerr: boolean;
  readonly yes: boolean;
  readonly noInput: boolean;
  readonly color: "auto" | "always" | "never";
}
