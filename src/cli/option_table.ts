import { flagOf, type OptionSpec, type OptionTable } from "./spec.ts";

/** An option that a flag on the command line names, and where its value goes. */
export interface KnownOption {
  readonly key: string;
  readonly spec: OptionSpec;
  /** Whether it belongs to every command or to this one. */
  readonly scope: "global" | "command";
}

/** Options by their spelling: `--branch-label`, `-m`. */
export type KnownOptions = ReadonlyMap<string, KnownOption>;

/** Every flag that may stand before the command. */
export function globalOptions(globals: OptionTable): KnownOptions {
  const known = new Map<string, KnownOption>();
  addOptions(known, globals, "global");
  return known;
}

/** Every flag that may stand after a command: its own go before the global ones of the same spelling. */
export function commandOptions(globals: OptionTable, options: OptionTable): KnownOptions {
  const known = new Map<string, KnownOption>();
  addOptions(known, options, "command");
  addOptions(known, globals, "global");
  return known;
}

function addOptions(known: Map<string, KnownOption>, table: OptionTable, scope: KnownOption["scope"]): void {
  for (const [key, spec] of Object.entries(table)) {
    const option: KnownOption = { key, spec, scope };
    const spellings = [flagOf(key), ...(spec.short === undefined ? [] : [`-${spec.short}`])];
    for (const spelling of spellings) {
      if (!known.has(spelling)) known.set(spelling, option);
    }
  }
}
