import type { Peer, PeerTask } from "../peers/peer.ts";
import { bareDeno, retortOn, retortProgram } from "../retort_program.ts";
import { retortText, smallRevisions, writeRevisions } from "../revisions.ts";
import type { Contender, Row } from "../row.ts";
import { measure } from "../measure.ts";
import type { RowContext } from "./row_context.ts";

/** How quickly retort is there: rows in which next to nothing is done. */
export function startRows(context: RowContext): readonly Row[] {
  return [
    {
      id: "version",
      title: "--version",
      target: "at most 1.5 x bare deno; at least 8 x faster than Alembic",
      runs: 21,
      prepare: () => versionContenders(context),
    },
    smallRow(context, "sqlite", "current", "at most 2.5 x bare deno, under 60 MiB"),
    smallRow(context, "sqlite", "upgrade", "(no budget of its own)"),
    smallRow(context, "postgres", "current", "at most 4 x bare deno"),
    smallRow(context, "postgres", "upgrade", "at most 4 x bare deno"),
  ];
}

async function versionContenders({ stage, peers }: RowContext): Promise<Contender[]> {
  const nowhere = { folder: stage.folder, database: await stage.database("none", "sqlite") };
  const retort: Contender = { name: "retort", role: "retort", program: retortProgram("--version") };
  const others = peers.flatMap((peer): Contender[] => {
    const program = peer.command("version", nowhere, 0);
    return program === undefined ? [] : [{ name: peer.name, role: "peer", program }];
  });
  return [retort, await bareDeno(stage.folder), ...others];
}

/** Ten revisions, all applied before. */
function smallRow(
  context: RowContext,
  engine: "sqlite" | "postgres",
  task: "current" | "upgrade",
  target: string,
): Row {
  const what = task === "upgrade" ? "upgrade with nothing to do" : "current";
  return {
    id: `${task === "upgrade" ? "noop" : "current"}-${engine}`,
    title: `${what}, ${engine}, 10 revisions`,
    target,
    runs: 15,
    prepare: () => smallContenders(context, engine, task),
  };
}

async function smallContenders(
  { stage, peers }: RowContext,
  engine: "sqlite" | "postgres",
  task: "current" | "upgrade",
): Promise<Contender[]> {
  const revisions = smallRevisions(10);
  const folder = await stage.place(`small_${engine}_${task}/retort`);
  await writeRevisions(
    folder,
    revisions,
    (revision, parent) => [`${revision.id}_t.sql`, retortText(revision, parent)],
  );
  const database = await stage.database(`small_${engine}_${task}_retort`, engine);
  await stage.fresh(database);
  await measure(retortOn(database, folder, "upgrade"), undefined);
  const retort: Contender = { name: "retort", role: "retort", program: retortOn(database, folder, task) };
  const others: Contender[] = [];
  for (const peer of peers.filter(({ engines }) => engines.includes(engine))) {
    const place = `small_${engine}_${task}/${peer.name}`;
    const name = `small_${engine}_${task}_${peer.name}`;
    const site = { folder: await stage.place(place), database: await stage.database(name, engine) };
    const program = peer.command(task, site, revisions.length) ??
      peer.command(together(peer, task), site, 10);
    if (program === undefined) continue;
    await peer.prepare(site, revisions);
    await stage.fresh(site.database);
    const apply = peer.command("upgrade", site, 10) ?? peer.command("together", site, 10);
    // One that fails here fails again when it is measured, and is told of there.
    if (apply !== undefined) await measure(apply, undefined).catch(() => {});
    others.push({ name: peer.name, role: "peer", program });
  }
  return [retort, await bareDeno(stage.folder), ...others];
}

/** Some know no other way than all in one transaction: where nothing is done, that is all one. */
function together({ command }: Peer, task: PeerTask): PeerTask {
  return task === "upgrade" && command !== undefined ? "together" : task;
}
