import { runOrThrow } from "../../../tests/support/process.ts";
import { isThere, PEERS_FOLDER } from "./peer.ts";

/** Installs packages of the npm registry into a folder of their own. */
export async function installPackages(name: string, packages: readonly string[]): Promise<void> {
  const folder = `${PEERS_FOLDER}/${name}`;
  await Deno.mkdir(folder, { recursive: true });
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  await runOrThrow("npm", ["install", "--prefix", folder, ...quiet, ...packages], { cwd: folder });
}

/** The command that a package brings. */
export function packageBinary(name: string, binary: string): string {
  return `${PEERS_FOLDER}/${name}/node_modules/.bin/${binary}`;
}

/** Whether a package's command is there. */
export function packageInstalled(name: string, binary: string): Promise<boolean> {
  return isThere(packageBinary(name, binary));
}
