import type { DefinitionSource } from "./described.ts";
import { routines } from "./routines.ts";
import { eventTriggers, rules, triggers } from "./triggers.ts";
import { viewIndexes, views } from "./views.ts";

/** All kinds of things that are known by their text. */
export const DEFINITIONS: readonly DefinitionSource[] = [
  views,
  viewIndexes,
  routines,
  triggers,
  rules,
  eventTriggers,
];
