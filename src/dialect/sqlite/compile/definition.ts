import type { CreateDefinition, DropDefinition, ReplaceDefinition } from "../../../operation/operation.ts";
import { refuse } from "../../ansi/compile/refuse.ts";
import type { CompiledStatement } from "../../compiler.ts";

/** The statement that makes it. */
export function createDefinition(
  { object: { kind, create } }: CreateDefinition,
): readonly CompiledStatement[] {
  if (kind === "materialized view") refuseMaterialized();
  if (kind === "view" && /^CREATE OR REPLACE\b/.test(create)) {
    refuse("SQLite cannot replace a view", "Drop it first: op.dropView(name, { ifExists: true })");
  }
  if (kind === "view" && /\nWITH (?:LOCAL|CASCADED) CHECK OPTION$/.test(create)) {
    refuse("SQLite's views take no rows, and have no check option", "Leave checkOption out here");
  }
  return [{ sql: create }];
}

/** The statement that takes it away. */
export function dropDefinition({ object: { kind, drop } }: DropDefinition): readonly CompiledStatement[] {
  if (kind === "materialized view") refuseMaterialized();
  if (kind === "view" && / CASCADE$/.test(drop)) {
    refuse("SQLite drops nothing along with a view", "Drop the views that need it before it");
  }
  return [{ sql: drop }];
}

/** It goes and comes again. */
export function replaceDefinition({ object }: ReplaceDefinition): readonly CompiledStatement[] {
  return [{ sql: object.drop }, { sql: object.create }];
}

function refuseMaterialized(): never {
  refuse("SQLite has no materialized views", "Create a table, and fill it with INSERT … SELECT");
}
