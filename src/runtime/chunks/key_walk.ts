import type { KeyColumn, KeyWalker, WalkableTable } from "../../dialect/key_walker.ts";
import type { Statement, Value } from "../../sql/statement.ts";
import { RetortError } from "../../util/errors.ts";
import { type StepRun, stoppable } from "../step_run.ts";
import type { KeyValues } from "./key_value.ts";

/** What is walked, as statements name it. */
export interface WalkRequest {
  readonly table: string;
  readonly key: readonly string[];
  /** Rows a chunk. */
  readonly size: number;
}

/** The rows of one chunk: keys behind `after`, up to and with `upto`. */
export interface KeyRange {
  readonly after: KeyValues;
  /** Whether `after` is the very first key, which belongs to the range. */
  readonly first: boolean;
  readonly upto: KeyValues;
  /** How many rows it had when its end was looked up; more where the key is not unique. */
  readonly rows: number;
  /** Whether it reaches to the end of the table. */
  readonly last: boolean;
}

/** Finds one range of a table's key after the other, in constant memory. */
export class KeyWalk {
  readonly #run: StepRun;
  readonly #request: WalkRequest;
  readonly #columns: readonly KeyColumn[];
  readonly #rowValues: boolean;
  readonly #estimate: number | undefined;

  constructor(
    run: StepRun,
    request: WalkRequest,
    { columns, estimate }: WalkableTable,
    { rowValues }: KeyWalker,
  ) {
    this.#run = run;
    this.#request = request;
    this.#columns = columns;
    this.#rowValues = rowValues;
    this.#estimate = estimate;
  }

  /** The key's columns. */
  get columns(): readonly KeyColumn[] {
    return this.#columns;
  }

  /** The range behind a key, or the first one; undefined where no key is left. */
  async next(after: KeyValues | undefined): Promise<KeyRange | undefined> {
    const { size } = this.#request;
    const first = after === undefined;
    const start = after ?? await this.#keyAt(this.#keys(undefined, "LIMIT 1"));
    if (start === undefined) return undefined;
    const upto = await this.#keyAt(this.#keys(after, `LIMIT 1 OFFSET ${size - 1}`));
    if (upto !== undefined) return { after: start, first, upto, rows: size, last: false };
    const end = await this.#keyAt(this.#keys(after, "LIMIT 1", " DESC"));
    if (end === undefined) return undefined;
    return { after: start, first, upto: end, rows: await this.#count(after), last: true };
  }

  /** The columns of one end as SQL, its values bound. */
  bound(values: KeyValues, parameters: Value[]): readonly string[] {
    return values.map((_, column) => this.boundColumn(values, column, parameters));
  }

  /** The same for one of them. */
  boundColumn(values: KeyValues, column: number, parameters: Value[]): string {
    parameters.push(values[column] ?? null);
    return this.#cast(this.#run.environment.dialect.placeholder(parameters.length), column);
  }

  /** How many rows there are, as far as anybody knows; numbers have no more than lie between the first and the last. */
  async estimate(): Promise<number | undefined> {
    const [column, ...more] = this.#columns;
    if (this.#estimate !== undefined || column?.integer !== true || more.length > 0) return this.#estimate;
    const first = await this.#keyAt(this.#keys(undefined, "LIMIT 1"));
    const last = await this.#keyAt(this.#keys(undefined, "LIMIT 1", " DESC"));
    if (first === undefined || last === undefined) return undefined;
    return Number(last[0]) - Number(first[0]) + 1;
  }

  /** Says no where a key is missing in some row: it would be in no range. */
  async refuseNull(): Promise<void> {
    const nullable = this.#columns.filter((column) => column.nullable);
    if (nullable.length === 0) return;
    const condition = nullable.map(({ sql }) => `${sql} IS NULL`).join(" OR ");
    const { table, key } = this.#request;
    const rows = await this.#query({ sql: `SELECT 1 AS missing FROM ${table} WHERE ${condition} LIMIT 1` });
    if (rows.length === 0) return;
    throw new RetortError("refused", `${table} has rows whose ${key.join(", ")} is NULL: no range has them`, {
      hint: `Walk it by another key, such as its primary key, or do those first: WHERE ${condition}`,
    });
  }

  #cast(placeholder: string, index: number): string {
    const cast = this.#columns[index]?.cast;
    return cast === undefined ? placeholder : `CAST(${placeholder} AS ${cast})`;
  }

  async #count(after: KeyValues | undefined): Promise<number> {
    const { sql, parameters } = this.#keys(after, `LIMIT ${this.#request.size}`);
    const [row] = await this.#query({ sql: `SELECT count(*) AS k1 FROM (${sql}) AS rest`, parameters });
    return Number(row?.["k1"] ?? 0);
  }

  #keys(
    after: KeyValues | undefined,
    limit: string,
    direction = "",
  ): Required<Pick<Statement, "sql" | "parameters">> {
    const parameters: Value[] = [];
    const reads = this.#columns.map(({ read }, index) => `${read} AS k${index + 1}`);
    const where = after === undefined ? "" : ` WHERE ${this.#behind(after, parameters)}`;
    const order = this.#columns.map((column) => column.sql + direction);
    const sql = `SELECT ${reads.join(", ")} FROM ${this.#request.table}${where} ` +
      `ORDER BY ${order.join(", ")} ${limit}`;
    return { sql, parameters };
  }

  /** `key > after`; written out for engines that find no index for `(a, b) > (1, 2)`. */
  #behind(after: KeyValues, parameters: Value[]): string {
    const names = this.#columns.map(({ sql }) => sql);
    if (names.length === 1) return `${names[0]} > ${this.bound(after, parameters)}`;
    if (this.#rowValues) return `(${names.join(", ")}) > (${this.bound(after, parameters).join(", ")})`;
    const [place = ""] = this.bound(after.slice(0, 1), parameters);
    const cases = names.map((name, index) => {
      const bounds = this.bound(after.slice(0, index + 1), parameters);
      const equal = names.slice(0, index).map((each, at) => `${each} = ${bounds[at]}`);
      return `(${[...equal, `${name} > ${bounds[index]}`].join(" AND ")})`;
    });
    return `${names[0]} >= ${place} AND (${cases.join(" OR ")})`;
  }

  async #keyAt(statement: Statement): Promise<KeyValues | undefined> {
    const [row] = await this.#query(statement);
    return row === undefined ? undefined : this.#columns.map((_, index) => row[`k${index + 1}`] ?? null);
  }

  async #query({ sql, parameters }: Statement): Promise<Readonly<Record<string, Value>>[]> {
    const { connection } = this.#run.environment;
    return await stoppable(
      this.#run,
      () => connection.query<Readonly<Record<string, Value>>>(sql, parameters),
    );
  }
}

/**
 * Makes sure that a table can be walked by a key.
 *
 * @throws {RetortError} `refused` where there is no such table or column, no index to walk by, or a row without the key.
 */
export async function openWalk(run: StepRun, request: WalkRequest): Promise<KeyWalk> {
  const { connection, dialect } = run.environment;
  const walker = await dialect.keyWalker();
  const { table, key } = request;
  const found = await stoppable(run, () => walker.describe(connection, table, key));
  if (found === undefined) throw missing(table);
  if (found.refusal !== undefined) {
    throw new RetortError("refused", found.refusal.reason, { hint: found.refusal.hint });
  }
  if (!found.indexed) throw unindexed(request, found);
  const walk = new KeyWalk(run, request, found, walker);
  await walk.refuseNull();
  return walk;
}

function missing(table: string): RetortError {
  return new RetortError("refused", `There is no table ${table} to walk in chunks`, {
    hint: "Name it as the statement does, with its schema where it needs one",
  });
}

function unindexed({ table, key }: WalkRequest, { createIndex }: WalkableTable): RetortError {
  return new RetortError(
    "refused",
    `No index of ${table} begins with ${key.join(", ")}: each chunk would read the whole table`,
    { hint: `Make one in a revision before this one: ${createIndex}` },
  );
}
