import { refuse } from "../../ansi/compile/refuse.ts";
import type { Server } from "../../dialect.ts";

/** Whether it is MariaDB, which knows more words than MySQL. */
export function isMariadb({ product }: Server): boolean {
  return product === "mariadb";
}

/**
 * IF EXISTS or IF NOT EXISTS of what MySQL has neither for.
 *
 * @throws {RetortError} `usage` on MySQL.
 */
export function conditional(
  words: "IF EXISTS" | "IF NOT EXISTS",
  wanted: boolean,
  what: string,
  server: Server,
): string {
  if (!wanted) return "";
  if (isMariadb(server)) return words;
  refuse(
    `MySQL has no ${words} for ${what}`,
    "Leave it out, or ask information_schema first with op.query and go by the answer",
  );
}
