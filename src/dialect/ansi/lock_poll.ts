import type { LockRequest } from "../dialect.ts";
import type { Timing } from "../timing.ts";
import { RetortError } from "../../util/errors.ts";

/** Polls begin quick and end calm. Milliseconds. */
const FIRST_PAUSE = 20;
const LONGEST_PAUSE = 500;

/** How an engine tries a lock, and tells who holds it. */
export interface PolledLock {
  /** Takes the lock if it is free. */
  take(): Promise<boolean>;
  holder(): Promise<string>;
  /** What to do when nobody lets it go. */
  readonly hint: string;
}

/**
 * Takes a lock by asking again and again, with jitter.
 *
 * @throws {RetortError} `lock-unavailable`, naming the holder, when the wait is over.
 */
export async function pollLock(lock: PolledLock, request: LockRequest, timing: Timing): Promise<void> {
  const deadline = timing.now() + request.wait;
  const { signal } = request;
  let pause = FIRST_PAUSE;
  while (!(await lock.take())) {
    signal?.throwIfAborted();
    const left = deadline - timing.now();
    if (left <= 0) throw unavailable(await lock.holder(), request.wait, lock.hint);
    if (pause === FIRST_PAUSE) request.onWait(await lock.holder());
    await timing.sleep(Math.min(left, pause * (0.5 + timing.random())), signal);
    signal?.throwIfAborted();
    pause = Math.min(LONGEST_PAUSE, pause * 1.5);
  }
}

/** FNV-1a, 64 bits: spread well enough for a lock's key, and the same on every machine. */
export function hash64(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash;
}

function unavailable(holder: string, wait: number, hint: string): RetortError {
  const waited = wait > 0 ? `; waited ${Math.round(wait / 100) / 10} s` : "";
  return new RetortError("lock-unavailable", `The lock is held by ${holder}${waited}`, { hint });
}
