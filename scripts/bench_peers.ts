// Installs the tools that `deno task bench` compares retort with, below .tools/peers:
//   deno task bench:peers [dbmate alembic …]
// What cannot be installed here is said and left out; what is there already is left as it is.
import { ALL_PEERS } from "./bench/peers/all_peers.ts";
import type { Peer } from "./bench/peers/peer.ts";
import { PEERS_FOLDER } from "./bench/peers/peer.ts";

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.find((name) => !ALL_PEERS.some((peer) => peer.name === name));
  if (unknown !== undefined) {
    await say(`There is no peer ${unknown}: ${ALL_PEERS.map(({ name }) => name).join(", ")}`);
    return 2;
  }
  await Deno.mkdir(PEERS_FOLDER, { recursive: true });
  let missing = 0;
  for (const peer of ALL_PEERS.filter(({ name }) => names.length === 0 || names.includes(name))) {
    if (!(await provide(peer))) missing += 1;
  }
  return missing === 0 ? 0 : 1;
}

async function provide(peer: Peer): Promise<boolean> {
  if (await peer.installed()) {
    await say(`${peer.name}: there`);
    return true;
  }
  try {
    await peer.install();
    await say(`${peer.name}: installed`);
    return true;
  } catch (error) {
    await say(`${peer.name}: not installed: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

async function say(text: string): Promise<void> {
  await Deno.stdout.write(new TextEncoder().encode(`${text}\n`));
}

Deno.exit(await main(Deno.args));
