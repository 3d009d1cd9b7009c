import { measure } from "../measure.ts";
import type { PeerTask } from "../peers/peer.ts";
import { bareDeno, retortOn, retortProgram } from "../retort_program.ts";
import { remembered } from "../remembered.ts";
import { retortText, type SmallRevision, smallRevisions, writeRevisions } from "../revisions.ts";
import type { Contender, Row } from "../row.ts";
import type { RowContext } from "./row_context.ts";

/** Rows whose work grows with the files, on SQLite: nothing is applied. */
export function largeRows(context: RowContext, counts: readonly number[]): readonly Row[] {
  return counts.flatMap((count) => {
    const stand = remembered(() => standing(context, count));
    const row = (
      id: string,
      task: "upgrade" | "current" | "history",
      title: string,
      target: string,
    ): Row => ({
      id: `${id}-${count}`,
      title: `${title}, ${count} revisions`,
      target,
      runs: count > 10_000 ? 3 : 7,
      prepare: async () => (await stand()).contenders(task),
    });
    return [
      row("noop", "upgrade", "upgrade with nothing to do", noopTarget(count)),
      row("current", "current", "current", count === 10_000 ? "at most 250 ms" : ""),
      row("history", "history", "history", count === 10_000 ? "at least 7 x faster than Alembic" : ""),
    ];
  });
}

function noopTarget(count: number): string {
  if (count === 10_000) return "at most 250 ms and 120 MiB";
  return count === 100_000 ? "at most 12 x that of 10,000" : "";
}

/** Files and databases, made once for all rows of a size. */
interface Standing {
  contenders(task: PeerTask & ("upgrade" | "current" | "history")): Promise<readonly Contender[]>;
}

async function standing({ stage, peers }: RowContext, count: number): Promise<Standing> {
  const revisions = smallRevisions(count);
  const folder = await stage.place(`large_${count}/retort`);
  await writeRevisions(
    folder,
    revisions,
    (revision, parent) => [`${revision.id}_t.sql`, retortText(revision, parent)],
  );
  const database = await stage.database(`large_${count}_retort`, "sqlite");
  await stage.fresh(database);
  await measure(retortOn(database, folder, "stamp", "head"), undefined);
  const sites = await peerSites({ stage, peers, thousand: count }, revisions);
  return {
    async contenders(task) {
      const program = task === "history"
        ? retortProgram("--dir", folder, task)
        : retortOn(database, folder, task);
      const others = sites.flatMap(({ peer, site, stamped }): Contender[] => {
        const theirs = peer.command(task, site, count);
        return theirs === undefined
          ? []
          : [{ name: peer.name, role: "peer", program: theirs, before: stamped }];
      });
      return [{ name: "retort", role: "retort", program }, await bareDeno(stage.folder), ...others];
    },
  };
}

/** Those that can take revisions as applied without running them. */
async function peerSites({ stage, peers }: RowContext, revisions: readonly SmallRevision[]) {
  const sites = [];
  // The others need minutes for a hundred thousand files.
  for (
    const peer of revisions.length > 10_000 ? [] : peers.filter(({ engines }) => engines.includes("sqlite"))
  ) {
    const database = await stage.database(`large_${revisions.length}_${peer.name}`, "sqlite");
    const site = { folder: await stage.place(`large_${revisions.length}/${peer.name}`), database };
    const stamp = peer.command("stamp", site, revisions.length);
    if (stamp === undefined) continue;
    const stamped = remembered(async () => {
      await peer.prepare(site, revisions);
      await stage.fresh(database);
      await measure(stamp, undefined);
    });
    sites.push({ peer, site, stamped });
  }
  return sites;
}
