/** Time and chance, which only a driver has. */
export interface Timing {
  /** Milliseconds of a clock that never jumps. */
  now(): number;
  /** At least 0, below 1. */
  random(): number;
  /** An aborted sleep ends at once. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
