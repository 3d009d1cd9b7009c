import { DatabaseError } from "../../dialect/database_error.ts";
import { type RangePiece, renderRange } from "../../script/key_range.ts";
import { positionAt } from "../../sql/position.ts";
import type { Statement, Value } from "../../sql/statement.ts";
import { RetortError } from "../../util/errors.ts";
import { guarded, type StepRun, stoppable } from "../step_run.ts";
import { rolledBack } from "../transaction_step.ts";
import type { KeyRange, KeyWalk } from "./key_walk.ts";
import { runChunks } from "./run_chunks.ts";
import { type ChunkedStatement, rangePieces, statementWalk } from "./chunked_statement.ts";
import type { WalkPlace } from "./walk_place.ts";

/** How a chunked statement is recorded. */
export interface ChunkRecord {
  /** Where an earlier run stopped. */
  readonly place: WalkPlace | undefined;
  /** The statement that writes a place into the ledger. */
  readonly mark: (place: WalkPlace) => Statement;
  /** Told each place that is kept. */
  readonly kept: (place: WalkPlace) => void;
}

/**
 * Runs a statement once for each range of its key, each time in a transaction with the place that it has come to.
 *
 * @throws {DatabaseError} from the server; `RetortError` for a table that cannot be walked.
 */
export async function runChunkedStatement(
  run: StepRun,
  statement: ChunkedStatement,
  record: ChunkRecord,
): Promise<void> {
  const { environment } = run;
  const { connection, dialect } = environment;
  const { chunks } = statement;
  const pieces = rangePieces(statement, dialect);
  const job = {
    ...chunks,
    of: statementWalk(statement, dialect),
    place: record.place,
    async chunk(range: KeyRange, place: WalkPlace, walk: KeyWalk) {
      const { begin, commit } = dialect.transaction;
      const before = [{ sql: begin }, ...guarded(run)];
      const { sent, sourceOffset } = inRange(pieces, range, walk);
      try {
        const all = [...before, sent, record.mark(place), { sql: commit }];
        await stoppable(run, () => connection.pipeline(all));
      } catch (error) {
        throw placed(await rolledBack(environment, error), before.length, sourceOffset);
      }
      record.kept(place);
    },
  };
  try {
    await runChunks(run, job);
  } catch (error) {
    throw refusedAt(error, run, chunks.span.start);
  }
}

/** What is said of the directive, with its place. */
function refusedAt(error: unknown, { step: { script } }: StepRun, offset: number): unknown {
  if (!(error instanceof RetortError) || error.code !== "refused") return error;
  const { line } = positionAt(script.text, offset);
  return new RetortError("refused", `${script.path}:${line}: ${error.message}`, {
    hint: error.hint,
    cause: error,
  });
}

/** The statement with the ends of a range bound in it. */
function inRange(pieces: readonly RangePiece[], range: KeyRange, walk: KeyWalk) {
  const parameters: Value[] = [];
  const { sql, sourceOffset } = renderRange(pieces, {
    first: range.first,
    write({ end, column, enclosed }) {
      const values = range[end];
      if (column !== undefined) return walk.boundColumn(values, column, parameters);
      const list = walk.bound(values, parameters).join(", ");
      return values.length === 1 || enclosed ? list : `(${list})`;
    },
  });
  return { sent: { sql, parameters }, sourceOffset };
}

/** The server counts in what it was sent, a person in the file. */
function placed(error: unknown, index: number, sourceOffset: (offset: number) => number): unknown {
  if (!(error instanceof DatabaseError) || error.facts.position === undefined) return error;
  if (error.facts.index !== index) return error;
  return new DatabaseError(error.code, error.message, {
    ...error.facts,
    position: sourceOffset(error.facts.position),
    cause: error,
  });
}
