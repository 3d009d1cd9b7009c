import type { Peer } from "../peers/peer.ts";
import type { Stage } from "../stage.ts";

/** What rows are built from. */
export interface RowContext {
  readonly stage: Stage;
  /** Those that are installed and wanted. */
  readonly peers: readonly Peer[];
  /** As many revisions where the budget says a thousand; less for a quick look. */
  readonly thousand: number;
}
