import { INSPECT_COMMANDS } from "./commands/inspect.ts";
import { OPERATE_COMMANDS } from "./commands/operate.ts";
import { RUN_COMMANDS } from "./commands/run.ts";
import { START_COMMANDS } from "./commands/start.ts";
import { WRITE_COMMANDS } from "./commands/write.ts";
import type { CommandSpec } from "./spec.ts";

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandSpec[] = [
  ...START_COMMANDS,
  ...WRITE_COMMANDS,
  ...RUN_COMMANDS,
  ...INSPECT_COMMANDS,
  ...OPERATE_COMMANDS,
];
