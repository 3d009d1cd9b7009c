// Measures retort beside the least that could do the same and whichever peers are installed; docs/benchmarks.md
// says how to read it:
//   deno task bench [--quick] [--only version,noop] [--runs N] [--large] [--peers dbmate,alembic|none] [--json FILE]
import { ROOT } from "../tests/support/retort.ts";
import { compare, type RowResult } from "./bench/compare.ts";
import { describeMachine } from "./bench/machine.ts";
import { findGnuTime } from "./bench/measure.ts";
import { ALL_PEERS } from "./bench/peers/all_peers.ts";
import type { Peer } from "./bench/peers/peer.ts";
import { ratios, type Report, reportText } from "./bench/report.ts";
import type { Row } from "./bench/row.ts";
import { chunkRows } from "./bench/rows/chunk_rows.ts";
import { largeRows } from "./bench/rows/large_rows.ts";
import { moveRows } from "./bench/rows/move_rows.ts";
import { reflectRows } from "./bench/rows/reflect_rows.ts";
import { rebuildRows } from "./bench/rows/rebuild_rows.ts";
import type { RowContext } from "./bench/rows/row_context.ts";
import { startRows } from "./bench/rows/start_rows.ts";
import { Stage } from "./bench/stage.ts";

interface Options {
  readonly quick: boolean;
  readonly large: boolean;
  readonly only: readonly string[];
  readonly runs: number | undefined;
  readonly peers: readonly string[] | undefined;
  readonly json: string;
}

function readOptions(args: readonly string[]): Options {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  for (let at = 0; at < args.length; at++) {
    const argument = args[at] ?? "";
    if (argument === "--quick" || argument === "--large") flags.add(argument);
    else if (["--only", "--runs", "--peers", "--json"].includes(argument)) {
      values.set(argument, args[++at] ?? "");
    } else {throw new Error(
        `Unknown argument ${argument}: the first lines of scripts/bench.ts say what there is`,
      );}
  }
  const list = (name: string) => values.get(name)?.split(",").filter((word) => word !== "");
  const runs = values.get("--runs");
  return {
    quick: flags.has("--quick"),
    large: flags.has("--large"),
    only: list("--only") ?? [],
    runs: runs === undefined ? undefined : Math.max(1, Math.trunc(Number(runs)) || 1),
    peers: list("--peers"),
    json: values.get("--json") ?? `${ROOT}/dist/bench.json`,
  };
}

async function main(options: Options): Promise<void> {
  const notes: string[] = [];
  const gnuTime = await findGnuTime();
  if (gnuTime === undefined) notes.push("GNU time is not installed: no memory and no CPU time");
  const peers = await chosenPeers(options, notes);
  const machine = await describeMachine(gnuTime);
  await using stage = await Stage.open();
  const rows = chosenRows({ stage, peers, thousand: options.quick ? 50 : 1000 }, options);
  if (rows.length === 0) notes.push(`No row has an id that begins with ${options.only.join(" or ")}`);
  const results: RowResult[] = [];
  for (const row of rows) {
    results.push(await compare(row, { gnuTime, runs: options.runs, quick: options.quick, note: say }));
  }
  const report: Report = {
    schema: "retort/bench/v1",
    measuredAt: new Date().toISOString(),
    quick: options.quick,
    machine,
    notes,
    rows: results.map((result) => ({ ...result, ratios: ratios(result) })),
  };
  Deno.stdout.writeSync(new TextEncoder().encode(reportText(report)));
  await write(options.json, `${JSON.stringify(report, undefined, 2)}\n`);
}

/** An id may be given by its first letters: `--only noop` is every row of nothing to do. */
function chosenRows(context: RowContext, { quick, large, only }: Options): readonly Row[] {
  const counts = quick ? [100] : [1_000, 10_000, ...(large ? [100_000] : [])];
  const rows = [
    ...startRows(context),
    ...moveRows(context),
    ...chunkRows(context, large),
    ...largeRows(context, counts),
    ...reflectRows(context, quick ? [50] : [500, 1_000, 10_000]),
    ...rebuildRows(context),
  ];
  return only.length === 0 ? rows : rows.filter(({ id }) => only.some((name) => id.startsWith(name)));
}

async function chosenPeers({ peers: wanted }: Options, notes: string[]): Promise<readonly Peer[]> {
  const chosen: Peer[] = [];
  const missing: string[] = [];
  for (const peer of ALL_PEERS.filter(({ name }) => wanted === undefined || wanted.includes(name))) {
    if (await peer.installed()) chosen.push(peer);
    else missing.push(peer.name);
  }
  if (missing.length > 0) notes.push(`not installed (deno task bench:peers): ${missing.join(", ")}`);
  return chosen;
}

async function write(path: string, text: string): Promise<void> {
  const slash = path.lastIndexOf("/");
  if (slash > 0) await Deno.mkdir(path.slice(0, slash), { recursive: true });
  await Deno.writeTextFile(path, text);
  say(`JSON: ${path}`);
}

function say(text: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`${text}\n`));
}

await main(readOptions(Deno.args));
