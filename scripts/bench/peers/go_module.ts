import { runOrThrow } from "../../../tests/support/process.ts";
import { isThere, PEERS_FOLDER } from "./peer.ts";

/** Builds a Go program from its module. */
export async function installModule(name: string, tags: string, path: string): Promise<void> {
  const env = {
    GOBIN: `${PEERS_FOLDER}/${name}`,
    GOFLAGS: "-mod=mod",
    CGO_ENABLED: tags.includes("sqlite3") ? "1" : "0",
  };
  await runOrThrow("go", ["install", `-tags=${tags}`, "-ldflags=-s -w", path], { env });
}

/** Where such a program is. */
export function moduleBinary(name: string, binary: string): string {
  return `${PEERS_FOLDER}/${name}/${binary}`;
}

/** Whether such a program is there. */
export function moduleInstalled(name: string, binary: string): Promise<boolean> {
  return isThere(moduleBinary(name, binary));
}
