import { RetortError } from "../../util/errors.ts";
import type { ChunkProgress } from "../events.ts";
import { retrying, sleep } from "../retry.ts";
import { elapsed, retryPolicy, type StepRun } from "../step_run.ts";
import { decodeKey, describeKey, encodeKey } from "./key_value.ts";
import { type KeyRange, type KeyWalk, openWalk, type WalkRequest } from "./key_walk.ts";
import type { WalkPlace } from "./walk_place.ts";

/** A change that is done range by range. */
export interface ChunkJob extends WalkRequest {
  /** The digest of the walk. */
  readonly of: string;
  /** Milliseconds between two chunks. */
  readonly pause: number;
  /** Where an earlier run stopped. */
  readonly place: WalkPlace | undefined;
  /** Does one range and records the place behind it, both in one transaction: nothing of it stays when it throws. */
  readonly chunk: (range: KeyRange, place: WalkPlace, walk: KeyWalk) => Promise<void>;
}

/**
 * Walks a table to the end that it has when the walk comes there. A chunk that meets a lock is tried again.
 *
 * @throws {RetortError} `refused` for a table that cannot be walked; whatever a chunk throws.
 */
export async function runChunks(run: StepRun, job: ChunkJob): Promise<void> {
  const { environment, emit, step } = run;
  const { interruption, config, connection } = environment;
  if (connection.inTransaction()) throw withinTransaction();
  const request = { table: job.table, key: job.key, size: config.chunkSize || job.size };
  const walk = await openWalk(run, request);
  const estimate = await walk.estimate();
  let place = job.place;
  emit({ kind: "chunks-started", step, chunks: progress(job, place, estimate) });
  for (let last = false; !last;) {
    interruption.check();
    const started = performance.now();
    const done = await retrying(() => oneChunk(job, walk, place), retryPolicy(run));
    if (done === undefined) break;
    place = done.place;
    last = done.last;
    emit({
      kind: "chunk-done",
      step,
      chunks: progress(job, place, estimate),
      durationMs: elapsed(started),
    });
    if (!last && job.pause > 0) await sleep(job.pause, interruption.signal);
  }
  emit({ kind: "chunks-done", step, chunks: progress(job, place, estimate) });
}

function withinTransaction(): RetortError {
  return new RetortError("refused", "Each chunk is committed by itself, and a transaction is open", {
    hint: "End it before the chunks begin",
  });
}

/** Text with NUL in SQLite, a time that the clock had twice: such a key is not what it was when it comes back. */
function standingStill({ table, after }: WalkPlace): RetortError {
  return new RetortError(
    "refused",
    `The walk of ${table} does not get beyond ${
      describeKey(decodeKey(after))
    }: the key does not come back as it is`,
    { hint: "Walk the table by another key" },
  );
}

interface DoneChunk {
  readonly place: WalkPlace;
  readonly last: boolean;
}

async function oneChunk(
  { of, table, chunk }: ChunkJob,
  walk: KeyWalk,
  before: WalkPlace | undefined,
): Promise<DoneChunk | undefined> {
  const range = await walk.next(before && decodeKey(before.after));
  if (range === undefined) return undefined;
  const rows = (before?.rows ?? 0) + range.rows;
  const after = encodeKey(range.upto);
  if (before !== undefined && after.join("\0") === before.after.join("\0")) throw standingStill(before);
  const place = { of, table, after, rows, chunks: (before?.chunks ?? 0) + 1 };
  await chunk(range, place, walk);
  return { place, last: range.last };
}

function progress(
  { table }: ChunkJob,
  place: WalkPlace | undefined,
  estimate: number | undefined,
): ChunkProgress {
  return { table, chunks: place?.chunks ?? 0, rows: place?.rows ?? 0, estimate };
}
