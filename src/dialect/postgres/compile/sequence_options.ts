import type { SequenceOptions } from "../../../schema/schema.ts";

/** How a sequence counts, as CREATE SEQUENCE, ALTER SEQUENCE and an identity say it, a part each. */
export function sequenceOptionWords(options: SequenceOptions): readonly string[] {
  const { type, increment, minimum, maximum, start, cache, cycle } = options;
  const found = [
    type === undefined ? "" : `AS ${type}`,
    increment === undefined ? "" : `INCREMENT BY ${increment}`,
    minimum === undefined ? "" : `MINVALUE ${minimum}`,
    maximum === undefined ? "" : `MAXVALUE ${maximum}`,
    start === undefined ? "" : `START WITH ${start}`,
    cache === undefined ? "" : `CACHE ${cache}`,
    cycle === undefined ? "" : cycle ? "CYCLE" : "NO CYCLE",
  ];
  return found.filter((each) => each !== "");
}
