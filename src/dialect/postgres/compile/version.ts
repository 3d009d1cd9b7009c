import { refuse } from "../../ansi/compile/refuse.ts";
import type { Server } from "../../dialect.ts";

/**
 * Refuses what a server is too old for.
 *
 * @throws {RetortError} `usage` below the major version.
 */
export function needsVersion(server: Server, major: number, what: string, instead: string): void {
  if (server.versionNumbers[0] >= major) return;
  refuse(`${what} needs PostgreSQL ${major}, and this is ${server.versionNumbers[0]}`, instead);
}
