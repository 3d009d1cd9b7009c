import { retortCommand, ROOT } from "../../tests/support/retort.ts";
import type { Program } from "./program.ts";
import type { Contender } from "./row.ts";
import { type BenchDatabase, urlOf } from "./stage.ts";

/** retort itself, as the tests run it: `RETORT_BIN` where that is set, the source otherwise. */
export function retortProgram(...args: readonly string[]): Program {
  const { program, leading } = retortCommand();
  // Any folder without a configuration of its own will do.
  return { program, args: [...leading, ...args], cwd: Deno.build.os === "windows" ? ROOT : "/" };
}

/** retort with a script directory and a database. */
export function retortOn(database: BenchDatabase, folder: string, ...args: readonly string[]): Program {
  return retortProgram("--url", urlOf(database), "--dir", folder, ...args);
}

/** The least that any program on Deno takes: an empty one. */
export async function bareDeno(folder: string): Promise<Contender> {
  const file = `${folder}/empty.ts`;
  await Deno.writeTextFile(file, "");
  const args = ["run", "-A", "--no-prompt", "--quiet", "--no-config", file];
  return { name: "bare deno run", role: "floor", program: { program: Deno.execPath(), args } };
}
