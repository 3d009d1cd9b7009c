/** The text of src/script/api/constraint_options.ts, for `retort.d.ts`. */
export const CONSTRAINT_OPTIONS_TYPES =
  `/** What happens to a row when the one that it names goes away or changes its key. */
export type KeyAction = "NO ACTION" | "RESTRICT" | "CASCADE" | "SET NULL" | "SET DEFAULT";

/** When a constraint is checked: at once, unless it is told otherwise. */
export interface DeferOptions {
  /** Whether a transaction may put the check off to its end. */
  readonly deferrable?: boolean;
  /** \`DEFERRED\`: put off unless the transaction says otherwise; it makes the constraint deferrable. */
  readonly initially?: "IMMEDIATE" | "DEFERRED";
}

/** What every constraint may have beside its kind's own. */
export interface ConstraintOptions {
  /** What it is for; kept by engines that keep comments. */
  readonly comment?: string;
  /** PostgreSQL: only new rows are checked until \`op.validateConstraint\`. */
  readonly notValid?: boolean;
  /** What only one engine has: SQLite's \`conflict\`, PostgreSQL's \`noInherit\`. */
  readonly options?: EngineOptions;
}

/** How a key is made. */
export interface UniqueOptions extends DeferOptions, ConstraintOptions {
  /** PostgreSQL: columns that its index holds beside the key. */
  readonly include?: readonly string[];
  /** PostgreSQL 15: two NULLs count as equal. */
  readonly nullsNotDistinct?: boolean;
}

/** How a primary key is made. */
export interface PrimaryKeyOptions extends DeferOptions, ConstraintOptions {
  /** PostgreSQL: columns that its index holds beside the key. */
  readonly include?: readonly string[];
}

/** How a check is made. */
export type CheckOptions = ConstraintOptions;

/** How a foreign key is made. */
export interface ForeignKeyOptions extends DeferOptions, ConstraintOptions {
  /** What happens to the row when the one that it names is deleted. */
  readonly onDelete?: KeyAction;
  /** What happens to it when the key of that row changes. */
  readonly onUpdate?: KeyAction;
  /** PostgreSQL, MySQL: what rows with some NULLs must match. */
  readonly match?: "FULL" | "PARTIAL" | "SIMPLE";
  /** The schema of the table that is referred to. */
  readonly referentSchema?: string;
}

/** How an exclusion constraint is made. */
export interface ExcludeOptions extends DeferOptions, ConstraintOptions {
  /** The access method; \`gist\` unless it says otherwise. */
  readonly using?: string;
  /** Only rows for which this is true are looked at. */
  readonly where?: SqlText;
  /** Columns that its index holds beside the key. */
  readonly include?: readonly string[];
}

/** A column or an expression, and the operator that no two rows may say yes to. */
export type ExcludeElement = readonly [on: SqlText, operator: string];

/** A constraint's name, where it is given among the options. */
export interface NamedOption {
  /** Its name; the naming convention's where it is left out. */
  readonly name?: ConstraintName;
}
`;
