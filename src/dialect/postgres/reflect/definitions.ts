import { aggregates } from "./aggregates.ts";
import { accessMethods, casts, conversions, languages, transforms } from "./casts.ts";
import { baseTypes } from "./base_types.ts";
import { columnSettings } from "./column_settings.ts";
import { compositeTypes } from "./composite_types.ts";
import { collations } from "./collations.ts";
import { commentDefinitions } from "./comment_definitions.ts";
import type { DefinitionSource } from "./described.ts";
import { domains } from "./domains.ts";
import { extensions } from "./extensions.ts";
import { foreignDataWrappers, foreignServers, foreignTables, userMappings } from "./foreign_data.ts";
import { operatorClasses, operatorFamilies, operators } from "./operators.ts";
import { privileges } from "./privileges.ts";
import { publications } from "./publications.ts";
import { routines } from "./routines.ts";
import { policies, statistics } from "./table_definitions.ts";
import { configurations, dictionaries, parsersAndTemplates } from "./text_search.ts";
import { eventTriggers, rules, triggers } from "./triggers.ts";
import { rangeTypes } from "./range_types.ts";
import { viewIndexes, views } from "./views.ts";

/** All kinds of things that are known by their text. */
export const DEFINITIONS: readonly DefinitionSource[] = [
  extensions,
  languages,
  accessMethods,
  collations,
  conversions,
  domains,
  compositeTypes,
  rangeTypes,
  baseTypes,
  dictionaries,
  parsersAndTemplates,
  configurations,
  foreignDataWrappers,
  foreignServers,
  userMappings,
  foreignTables,
  views,
  viewIndexes,
  routines,
  aggregates,
  operators,
  operatorFamilies,
  operatorClasses,
  casts,
  transforms,
  statistics,
  columnSettings,
  rules,
  triggers,
  policies,
  eventTriggers,
  publications,
  commentDefinitions,
  privileges,
];
