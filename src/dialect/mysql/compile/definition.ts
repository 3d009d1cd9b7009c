import type { CreateDefinition, DropDefinition, ReplaceDefinition } from "../../../operation/operation.ts";
import type { DefinitionObject } from "../../../schema/schema.ts";
import { refuse } from "../../ansi/compile/refuse.ts";
import type { CompileContext, CompiledStatement } from "../../compiler.ts";
import type { Server } from "../../dialect.ts";
import { literal } from "../quote.ts";
import { isMariadb } from "./product.ts";

/** The statement that makes it, under the sql_mode that it needs. */
export function createDefinition({ object }: CreateDefinition): readonly CompiledStatement[] {
  if (object.kind === "materialized view") refuseMaterialized();
  return underMode(object, object.create);
}

/** The statement that takes it away. */
export function dropDefinition({ object }: DropDefinition): readonly CompiledStatement[] {
  if (object.kind === "materialized view") refuseMaterialized();
  return [{ sql: object.drop }];
}

function refuseMaterialized(): never {
  refuse("MySQL has no materialized views", "Create a table, and fill it with INSERT … SELECT");
}

/** CREATE OR REPLACE where the server has it, so that its privileges stay; else it goes and comes again. */
export function replaceDefinition(
  { object }: ReplaceDefinition,
  { server }: CompileContext,
): readonly CompiledStatement[] {
  const replacing = /^\s*CREATE\s+OR\s+REPLACE\b/i.test(object.create)
    ? object.create
    : replaceable(object, server)
    ? object.create.replace(/^(\s*)CREATE\b/i, "$1CREATE OR REPLACE")
    : undefined;
  if (replacing !== undefined) return underMode(object, replacing);
  return [{ sql: object.drop }, ...underMode(object, object.create)];
}

const REPLACEABLE: ReadonlySet<string> = new Set([
  "view",
  "function",
  "procedure",
  "package",
  "package body",
  "trigger",
  "event",
]);

function replaceable({ kind }: DefinitionObject, server: Server): boolean {
  return isMariadb(server) ? REPLACEABLE.has(kind) : kind === "view";
}

/** What is made keeps the mode of the session that makes it, and is read by it. */
function underMode({ settings }: DefinitionObject, sql: string): readonly CompiledStatement[] {
  const mode = settings?.["sql_mode"];
  if (mode === undefined) return [{ sql }];
  return [
    { sql: `SET @sql_mode_before = @@SESSION.sql_mode, SESSION sql_mode = ${literal(mode)}` },
    { sql },
    { sql: "SET SESSION sql_mode = @sql_mode_before" },
  ];
}
