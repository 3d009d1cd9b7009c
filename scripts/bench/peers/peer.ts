import { ROOT } from "../../../tests/support/retort.ts";
import type { Program } from "../program.ts";
import type { SmallRevision } from "../revisions.ts";
import type { BenchDatabase } from "../stage.ts";

/** What a tool is asked to do. `stamp` takes all revisions as applied and runs none; `reflect` reads a whole schema. */
export type PeerTask =
  | "version"
  | "current"
  | "upgrade"
  | "together"
  | "downgrade"
  | "stamp"
  | "history"
  | "reflect";

/** A folder of its own for a tool, and the database that it works on. */
export interface PeerSite {
  readonly folder: string;
  readonly database: BenchDatabase;
}

/** Another migration tool. */
export interface Peer {
  readonly name: string;
  readonly engines: readonly ("sqlite" | "postgres")[];
  installed(): Promise<boolean>;
  /** Installs the tool below `.tools/peers`. */
  install(): Promise<void>;
  /** Writes revisions as the tool wants them, and its configuration. */
  prepare(site: PeerSite, revisions: readonly SmallRevision[]): Promise<void>;
  /** How the tool does a task; undefined where it cannot. Tasks on all revisions get the count of them. */
  command(task: PeerTask, site: PeerSite, count: number): Program | undefined;
}

/** Where the tools are installed. */
export const PEERS_FOLDER = `${ROOT}/.tools/peers`;

/** Whether a file is there. */
export async function isThere(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
