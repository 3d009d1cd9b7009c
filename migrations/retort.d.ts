// Types of TypeScript revisions, written by `retort init`. Import them with `import type`.

/** A value that can be bound to a statement; `null` is SQL's NULL. */
export type Value = null | string | number | bigint | boolean | Uint8Array;

/** SQL text with values bound to it: what `op.sql` makes. Between two parts stands one value. */
export interface SqlFragment {
  readonly parts: readonly string[];
  readonly values: readonly Value[];
}

/** What a TypeScript revision can do to the database: the `op` that `upgrade` and `downgrade` are given. */
export interface Operations {
  /** The engine: `sqlite`, `postgres` or `mysql`, which MariaDB is too. */
  readonly dialect: string;
  /** Whether statements are written to a script (`--sql`) instead of being run. */
  readonly offline: boolean;
  /** What `-x key=value` says on the command line. */
  readonly x: Readonly<Record<string, string>>;
  /**
   * SQL with values in it. They are bound, never pasted into the text.
   *
   * @example
   * ```ts
   * await op.execute(op.sql`UPDATE task SET rank = ${rank} WHERE id = ${id}`);
   * ```
   */
  sql(parts: TemplateStringsArray, ...values: readonly Value[]): SqlFragment;
  /** Runs SQL and tells how many rows it affected. */
  execute(sql: string | SqlFragment): Promise<number>;
  /**
   * The rows of one statement: 64-bit integers as bigint, numeric and timestamps as string, bytes as Uint8Array,
   * JSON parsed. Refused offline, where there is no database to ask.
   *
   * @example
   * ```ts
   * const rows = await op.query<{ id: bigint }>("SELECT id FROM task");
   * ```
   */
  query<Row = Readonly<Record<string, unknown>>>(sql: string | SqlFragment): Promise<Row[]>;
  /**
   * A checkpoint with a name, for a revision that no transaction holds (`transaction: false`, or MySQL): what stopped
   * half-way passes over the steps that are done, and goes on inside the one that was under way, behind the statements
   * of it that are done. It can do so as long as all that changes the database stands in steps, and a step that asks
   * the database what to do has one statement, or runs to its end. In a transaction it is only a name.
   *
   * @example
   * ```ts
   * await op.step("index", async () => {
   *   await op.execute("CREATE INDEX CONCURRENTLY task_rank ON task (rank)");
   * });
   * ```
   */
  step(name: string, run: () => Promise<void>): Promise<void>;
  /**
   * Commits what the revision has done so far, runs statements outside a transaction, and begins another one. From then
   * on the revision is no longer all or nothing: until its end it counts as half-done, and is resumed by its steps.
   *
   * @example
   * ```ts
   * await op.autocommit(async () => {
   *   await op.execute("VACUUM");
   * });
   * ```
   */
  autocommit(run: () => Promise<void>): Promise<void>;
  /** Says that this revision cannot be taken down; the step ends here. */
  irreversible(why: string): never;
}

/** What `-x`, `--tag` and `-n` said. */
export interface ConfigRequest {
  readonly x: Readonly<Record<string, string>>;
  readonly tag?: string;
  readonly profile?: string;
}

/** A revision, as hooks are told of it. */
export interface HookRevision {
  readonly revision: string;
  readonly message: string;
  readonly path: string;
}

/** What `beforeUpgrade` is given: all that is about to run. */
export interface UpgradeRequest extends ConfigRequest {
  readonly dialect: string;
  readonly revisions: readonly HookRevision[];
}

/** What `afterStep` is given: a revision that is done and stays. */
export interface StepDone extends ConfigRequest, HookRevision {
  readonly dialect: string;
  readonly direction: "upgrade" | "downgrade";
  readonly durationMs: number;
}

/** The settings of one database. */
export interface Settings {
  /** Database to work on: a URL, or a reference (env:NAME, file:PATH, cmd:COMMAND). */
  readonly url?: string | ((request: ConfigRequest) => string | Promise<string>);
  /** The same database past its connection pooler; migrations use it. */
  readonly directUrl?: string;
  /** Server on which scratch databases are made. */
  readonly devUrl?: string;
  /** Engine to write SQL for where no database is named. */
  readonly dialect?: "sqlite" | "postgres" | "mysql" | "mariadb";
  /** Version of the server, for what runs without a connection (--sql, lint). */
  readonly serverVersion?: string;
  /** Role to take on after connecting (SET ROLE). */
  readonly role?: string;
  /** How long to wait for the database to answer. */
  readonly connectTimeout?: string | 0;
  /** Ask for --yes before what destroys, and stop at edited files and lint errors. */
  readonly protected?: boolean;
  /** Only run a plan that was written and reviewed before (upgrade --plan). */
  readonly requirePlan?: boolean;
  /** Profile of the configuration file to use. */
  readonly profile?: string;
  /** Files with environment variables; a later file wins, a variable that is set wins over all. */
  readonly envFile?: string | readonly string[];
  /** Script directories; new revisions go to the first. */
  readonly dir?: string | readonly string[];
  /** Name of new files, from {revision slug date year month day hour minute second epoch}. */
  readonly fileTemplate?: string;
  /** How new revision ids are made. */
  readonly idFormat?: "hex" | "timestamp" | "sequence";
  /** Shell commands to run on each new revision file; {file} is its path. */
  readonly afterWrite?: string | readonly string[];
  /** What stands in one transaction. */
  readonly transaction?: "per-revision" | "all" | "none";
  /** How other runners are kept out; transaction works through a transaction pooler. */
  readonly lock?: "session" | "transaction" | "none";
  /** How long to wait for another runner. */
  readonly lockWait?: string | 0;
  /** How long a statement may wait for a lock of the database; 0 for ever. */
  readonly lockTimeout?: string | 0;
  /** How often a step that met the lock timeout is tried again. */
  readonly lockRetries?: number;
  /** How long a statement may run; 0 for ever. */
  readonly statementTimeout?: string | 0;
  /** Text that reaches hooks and URL functions. */
  readonly tag?: string;
  /** Values that reach TypeScript revisions, hooks and URL functions. */
  readonly x?: Readonly<Record<string, string | number | boolean>>;
  readonly ledger?: {
    /** Table that records the applied revisions. */
    readonly table?: string;
    /** Schema of that table; the connection's own where none is named. */
    readonly schema?: string;
    /** Keep the text of each applied file. */
    readonly storeScript?: boolean;
    /** Record files that are longer by their checksum alone. */
    readonly maxScriptBytes?: number;
  };
  /** Target schema: an .sql file or directory, a .ts module, a database URL, or cmd:COMMAND that prints DDL. */
  readonly schema?: string;
  /** Schemas of the database to compare. */
  readonly schemas?: string | readonly string[];
  /** Globs of the names to compare. */
  readonly include?: string | readonly string[];
  /** Globs of the names to leave alone. */
  readonly exclude?: string | readonly string[];
  readonly naming?: {
    /** Name of unnamed indexes, such as ix_{table}_{columns}. */
    readonly index?: string;
    /** Name of unnamed unique constraints. */
    readonly unique?: string;
    /** Name of unnamed check constraints. */
    readonly check?: string;
    /** Name of unnamed foreign keys. */
    readonly foreignKey?: string;
    /** Name of unnamed primary keys. */
    readonly primaryKey?: string;
  };
  readonly lint?: {
    /** How much a lint rule counts, by its code. */
    readonly rules?: Readonly<Record<string, "error" | "warning" | "off">>;
  };
  readonly tenants?: {
    /** Schemas or URLs of the tenants. */
    readonly list?: string | readonly string[];
    /** Query whose first column gives them. */
    readonly query?: string;
    /** Command that prints them, one a line. */
    readonly command?: string;
  };
  /** Print the result as one JSON object. */
  readonly json?: boolean;
  /** Print results, warnings and errors only. */
  readonly quiet?: boolean;
  /** Print details of what is done. */
  readonly verbose?: boolean;
  /** How standard error is written: as text, with time and level, or as JSON. */
  readonly logFormat?: "text" | "timed" | "json";
  /** Write every statement to standard error. */
  readonly logSql?: boolean;
  /** Print the stack of an error. */
  readonly raiseerr?: boolean;
  /** Answer yes to what would be asked. */
  readonly yes?: boolean;
  /** Never ask; stop with the flag that answers. */
  readonly noInput?: boolean;
  /** Colour the output. */
  readonly color?: "auto" | "always" | "never";
}

/** What `retort.config.ts` exports: `export default { … } satisfies Config`. */
export interface Config extends Settings {
  /** Databases by name (-n NAME); what a profile sets goes before the rest. */
  readonly profiles?: Readonly<Record<string, Settings>>;
  /** Called once before the first step of an upgrade, under the lock; what it throws stops the run. */
  readonly beforeUpgrade?: (request: UpgradeRequest) => unknown;
  /** Called after each step that is done; what it throws ends the run, and the step stays. */
  readonly afterStep?: (step: StepDone) => unknown;
  readonly includeName?: (...values: never[]) => unknown;
  readonly includeObject?: (...values: never[]) => unknown;
  readonly processRevision?: (...values: never[]) => unknown;
  readonly rewrite?: (...values: never[]) => unknown;
  readonly compareType?: (...values: never[]) => unknown;
  readonly compareDefault?: (...values: never[]) => unknown;
}
