import { type Check, checkArgument, checkOptions, either, NAME, NAMES } from "../../script/build/argument.ts";
import type { ChunkOptions, ChunkRange } from "../../script/operations.ts";
import { objectNameSql } from "../../dialect/ansi/compile/names.ts";
import { objectName } from "../../schema/schema.ts";
import type { Dialect } from "../../dialect/dialect.ts";
import type { Value } from "../../sql/statement.ts";
import { guarded, type StepRun, stoppable } from "../step_run.ts";
import { rolledBack } from "../transaction_step.ts";
import { misused } from "../code/typescript_refusal.ts";
import { ChunkBound } from "./key_bound.ts";
import type { KeyRange, KeyWalk, WalkRequest } from "./key_walk.ts";
import type { ChunkRecord } from "./run_chunked_statement.ts";
import { runChunks } from "./run_chunks.ts";
import { walkDigest } from "./walk_place.ts";

/** What `op.chunks` was asked to walk, as statements name it. */
export interface CodeWalk extends WalkRequest {
  readonly of: string;
  readonly pause: number;
}

/** What a revision's code does with each chunk. */
export type ChunkWork = (range: ChunkRange) => Promise<void>;

/**
 * What `op.chunks` is to walk.
 *
 * @throws {RetortError} `script-failed` for a size or a pause that is none.
 */
export function codeWalk(
  table: string,
  options: ChunkOptions,
  { quoteWhereNeeded }: Pick<Dialect, "quoteWhereNeeded">,
): CodeWalk {
  checkCall(table, options);
  const { key, size = 1000, pause = 0, schema } = options;
  if (!Number.isSafeInteger(size) || size < 1) {
    throw misused(`${size} is no chunk size`, "Give a number of rows, as in `size: 5000`");
  }
  if (!(pause >= 0)) throw misused(`${pause} is no pause`, "Give milliseconds, as in `pause: 50`");
  const quote = (name: string) => quoteWhereNeeded(name);
  const columns = (typeof key === "string" ? [key] : key).map(quote);
  const name = objectNameSql(objectName(table, schema), quote);
  return { table: name, key: columns, size, pause, of: walkDigest(name, columns, []) };
}

/** Sizes and pauses are judged where their values are. */
function checkCall(table: string, options: ChunkOptions): void {
  const call = "op.chunks()";
  const number: Check = { wants: "a number", accepts: (value) => typeof value === "number" };
  checkArgument(call, "the table's name", table, NAME);
  checkOptions(call, options, { key: either(NAME, NAMES), size: number, pause: number, schema: NAME });
  checkArgument(call, "`key`", options.key, either(NAME, NAMES));
}

/** The name of the step that a walk is where it stands in none; the second one over a table gets a number. */
export function nameOfWalk({ table, key }: CodeWalk, taken: ReadonlySet<string>): string {
  const name = `chunks of ${table} by ${key.join(", ")}`;
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name} (${number})`;
  return free;
}

/** How the walk of a revision's code is recorded. */
export interface CodeWalkRecord extends ChunkRecord {
  /** Told that statements belong to a chunk from here on, and how many there were at its end. */
  readonly begin: () => void;
  readonly end: () => void;
}

/** Runs a revision's code once for each range of a key, each time in a transaction with the place that it has come to. */
export async function runCodeWalk(
  run: StepRun,
  walk: CodeWalk,
  work: ChunkWork,
  record: CodeWalkRecord,
): Promise<void> {
  const { environment } = run;
  const { connection, dialect: { transaction } } = environment;
  await runChunks(run, {
    ...walk,
    place: record.place,
    async chunk(range, place, keys) {
      record.begin();
      try {
        await connection.pipeline([{ sql: transaction.begin }, ...guarded(run)]);
        await work(codeRange(range, keys));
        environment.interruption.check();
        await stoppable(run, () => connection.pipeline([record.mark(place), { sql: transaction.commit }]));
        record.kept(place);
      } catch (error) {
        throw await rolledBack(environment, error);
      } finally {
        record.end();
      }
    },
  });
}

function codeRange(range: KeyRange, walk: KeyWalk): ChunkRange {
  const bound = (end: "after" | "upto") =>
    new ChunkBound({
      end,
      first: range.first,
      values: range[end],
      write: (enclosed) => written(range[end], walk, enclosed),
    });
  return { after: bound("after"), upto: bound("upto") };
}

/** Each value with the cast that it needs; several in parentheses. */
function written(values: readonly Value[], { columns }: KeyWalk, enclosed: boolean) {
  const parts = [values.length > 1 && !enclosed ? "(" : ""];
  for (const index of values.keys()) {
    const cast = columns[index]?.cast;
    const at = parts.length - 1;
    parts[at] += (index === 0 ? "" : ", ") + (cast === undefined ? "" : "CAST(");
    parts.push(cast === undefined ? "" : ` AS ${cast})`);
  }
  parts[parts.length - 1] += values.length > 1 && !enclosed ? ")" : "";
  return { parts, values };
}
