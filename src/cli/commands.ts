import { START_COMMANDS } from "./commands/start.ts";
import type { CommandSpec } from "./spec.ts";

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandSpec[] = [...START_COMMANDS];
