import { floorScript } from "../floor_script.ts";
import { measure } from "../measure.ts";
import type { Peer } from "../peers/peer.ts";
import type { Program } from "../program.ts";
import { retortOn } from "../retort_program.ts";
import { retortText, type SmallRevision, smallRevisions, writeRevisions } from "../revisions.ts";
import { remembered } from "../remembered.ts";
import type { Contender, Role, Row } from "../row.ts";
import { type BenchDatabase, clientProgram } from "../stage.ts";
import type { RowContext } from "./row_context.ts";

/** One way to run many small revisions. */
interface Move {
  readonly id: string;
  readonly engine: "sqlite" | "postgres";
  readonly journal?: "wal";
  readonly task: "upgrade" | "together" | "downgrade";
  readonly target: string;
}

const MOVES: readonly Move[] = [
  {
    id: "upgrade-postgres",
    engine: "postgres",
    task: "upgrade",
    target: "at most 1.05 x psql; ahead of every peer",
  },
  { id: "together-postgres", engine: "postgres", task: "together", target: "at most 1.1 x psql" },
  { id: "downgrade-postgres", engine: "postgres", task: "downgrade", target: "ahead of every peer" },
  { id: "upgrade-sqlite", engine: "sqlite", task: "upgrade", target: "at most 1.0 x sqlite3" },
  {
    id: "upgrade-sqlite-wal",
    engine: "sqlite",
    journal: "wal",
    task: "upgrade",
    target: "at most 1.0 x sqlite3",
  },
  { id: "together-sqlite", engine: "sqlite", task: "together", target: "at most 2 x sqlite3" },
  { id: "downgrade-sqlite", engine: "sqlite", task: "downgrade", target: "ahead of every peer" },
];

const WORDS = {
  upgrade: "applied, a transaction each",
  together: "applied in one transaction",
  downgrade: "taken back, a transaction each",
} as const;

/** A thousand small revisions, up and down. */
export function moveRows(context: RowContext): readonly Row[] {
  return MOVES.map((move) => ({
    id: move.id,
    title: `${context.thousand} small revisions ${WORDS[move.task]}, ${move.engine}${
      move.journal === undefined ? "" : " (WAL)"
    }`,
    target: move.target,
    runs: 5,
    prepare: () => contenders(context, move),
  }));
}

/** A contender before its database is made ready. */
interface Candidate {
  readonly name: string;
  readonly role: Role;
  readonly database: BenchDatabase;
  readonly program: Program;
  /** Brings an empty database to the last revision, for those that then take it back. */
  readonly apply?: Program;
}

async function contenders(context: RowContext, move: Move): Promise<Contender[]> {
  const revisions = smallRevisions(context.thousand);
  const candidates = [await retort(context, move, revisions), await floor(context, move, revisions)];
  for (const peer of context.peers.filter(({ engines }) => engines.includes(move.engine))) {
    const candidate = await peerCandidate(context, move, revisions, peer);
    if (candidate !== undefined) candidates.push(candidate);
  }
  const ready: Contender[] = [];
  for (const candidate of candidates) ready.push(await staged(context, move, candidate));
  return ready;
}

async function retort(
  { stage }: RowContext,
  { id, engine, journal, task }: Move,
  revisions: readonly SmallRevision[],
): Promise<Candidate> {
  const folder = await stage.place(`${id}/retort`);
  await writeRevisions(
    folder,
    revisions,
    (revision, parent) => [`${revision.id}_t.sql`, retortText(revision, parent)],
  );
  const database = await stage.database(`${id}_retort`, engine, journal);
  const args = {
    upgrade: ["upgrade"],
    together: ["upgrade", "--transaction", "all"],
    downgrade: ["downgrade", "base"],
  };
  return {
    name: "retort",
    role: "retort",
    database,
    program: retortOn(database, folder, ...args[task]),
    apply: retortOn(database, folder, "upgrade", "--transaction", "all"),
  };
}

async function floor(
  { stage }: RowContext,
  { id, engine, journal, task }: Move,
  revisions: readonly SmallRevision[],
): Promise<Candidate> {
  const folder = await stage.place(`${id}/floor`);
  const database = await stage.database(`${id}_floor`, engine, journal);
  const script = async (name: string, direction: "upgrade" | "downgrade", together: boolean) => {
    await Deno.writeTextFile(
      `${folder}/${name}.sql`,
      floorScript(revisions, { engine, direction, together }),
    );
    return await clientProgram(database, `${folder}/${name}.sql`);
  };
  return {
    name: engine === "sqlite" ? "sqlite3" : "psql",
    role: "floor",
    database,
    program: await script("measured", task === "downgrade" ? "downgrade" : "upgrade", task === "together"),
    apply: await script("apply", "upgrade", true),
  };
}

async function peerCandidate(
  { stage }: RowContext,
  { id, engine, journal, task }: Move,
  revisions: readonly SmallRevision[],
  peer: Peer,
): Promise<Candidate | undefined> {
  const database = await stage.database(`${id}_${peer.name}`, engine, journal);
  const site = { folder: await stage.place(`${id}/${peer.name}`), database };
  const program = peer.command(task, site, revisions.length);
  if (program === undefined) return undefined;
  await peer.prepare(site, revisions);
  const apply = peer.command("upgrade", site, revisions.length);
  return { name: peer.name, role: "peer", database, program, ...(apply !== undefined && { apply }) };
}

/** Upgrades begin with an empty database; downgrades with a copy of one that stands at the last revision. */
async function staged({ stage }: RowContext, move: Move, candidate: Candidate): Promise<Contender> {
  const { name, role, database, program, apply } = candidate;
  if (move.task !== "downgrade") {
    return { name, role, program, before: () => stage.fresh(database) };
  }
  const full = await stage.database(`${move.id}_${name}_full`, move.engine, move.journal);
  const filled = remembered(async () => {
    await stage.fresh(database);
    if (apply !== undefined) await measure(apply, undefined);
    await stage.copy(database, full);
  });
  const before = async () => {
    await filled();
    await stage.copy(full, database);
  };
  return { name, role, program, before };
}
