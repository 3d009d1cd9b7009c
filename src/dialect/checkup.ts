import type { DatabaseUrl } from "../util/database_url.ts";
import type { Connection } from "./dialect.ts";

/** A program of the engine's that some commands call. */
export interface ExternalTool {
  /** Names under which it may be found. */
  readonly names: readonly string[];
  readonly purpose: string;
}

/** What `doctor` asks of an engine. */
export interface Checkup {
  /** The oldest supported version of each product. */
  readonly oldest: Readonly<Record<string, readonly [major: number, minor: number]>>;
  readonly tools: readonly ExternalTool[];
  /** Whether what goes over the network is encrypted. Absent for engines without a network. */
  encrypted?(connection: Connection): Promise<boolean>;
  /** Whether this user may create tables. Absent where it is tried and rolled back. */
  mayCreate?(connection: Connection): Promise<boolean>;
  /**
   * Refuses what stands between and would lose the runner lock. Absent for engines without poolers.
   *
   * @throws {RetortError} `lock-unavailable`, with the ways around it.
   */
  refusePooler?(connection: Connection, url: DatabaseUrl): Promise<void>;
}
