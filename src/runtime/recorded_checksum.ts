import { CHECKSUM_VERSION, checksumOf } from "../script/checksum.ts";
import type { Environment } from "./environment.ts";
import type { Checksum } from "./status.ts";

/** Checksums as this retort makes them; undefined for rows of another version of the algorithm. */
export function recordedChecksum({ dialect, connection }: Environment): Checksum {
  return (script, row) =>
    row.checksum_version === CHECKSUM_VERSION
      ? checksumOf(script, dialect, connection.server.product)
      : undefined;
}
