import type { Connection } from "./dialect.ts";

/** A column of the key by which a table is walked. */
export interface KeyColumn {
  /** As the catalog has it. */
  readonly name: string;
  /** As statements name it. */
  readonly sql: string;
  /** An expression that gives its value so that it can be bound again without a loss. */
  readonly read: string;
  /** The type that a bound value is cast to; absent where it is compared right as it is. */
  readonly cast?: string;
  readonly integer: boolean;
  readonly nullable: boolean;
}

/** What the catalog says of a table and a key to walk it by. */
export interface WalkableTable {
  readonly columns: readonly KeyColumn[];
  /** Whether an index lets the next key be found without a look at the whole table. */
  readonly indexed: boolean;
  /** The statement that makes such an index. */
  readonly createIndex: string;
  /** How many rows there are, as far as the engine keeps count. */
  readonly estimate?: number;
  /** Why it cannot be walked all the same, with what to do instead. */
  readonly refusal?: { readonly reason: string; readonly hint: string };
}

/** Looks up what is needed to walk a table by a key. */
export interface KeyWalker {
  /** Whether `(a, b) > (1, 2)` finds its place in an index. */
  readonly rowValues: boolean;
  /**
   * Asks the catalog. Table and columns are given as statements name them, quotes included.
   *
   * @returns Undefined where there is no such table.
   * @throws {DatabaseError} from the server.
   */
  describe(
    connection: Connection,
    table: string,
    key: readonly string[],
  ): Promise<WalkableTable | undefined>;
}

/** A key that names a column which the table does not have. */
export function unknownColumn(table: string, column: string): Pick<WalkableTable, "refusal"> {
  return {
    refusal: { reason: `${table} has no column ${column}`, hint: "Name a column of the table as its key" },
  };
}
