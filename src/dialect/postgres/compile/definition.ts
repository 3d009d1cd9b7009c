import type { CreateDefinition, DropDefinition, ReplaceDefinition } from "../../../operation/operation.ts";
import type { DefinitionObject } from "../../../schema/schema.ts";
import { refuse } from "../../ansi/compile/refuse.ts";
import type { CompileContext, CompiledStatement } from "../../compiler.ts";
import type { Server } from "../../dialect.ts";
import { commentSql, definitionSubject, newComment } from "./comment.ts";

/** The statement that makes it, and its comment. */
export function createDefinition({ object }: CreateDefinition): readonly CompiledStatement[] {
  if (object.kind === "view" && /^CREATE VIEW IF NOT EXISTS\b/.test(object.create)) {
    refuse("PostgreSQL has no IF NOT EXISTS for a view", "Replace what is there: { replace: true }");
  }
  return [{ sql: object.create }, ...newComment(definitionSubject(object), object.comment)];
}

/** The statement that takes it away. */
export function dropDefinition({ object }: DropDefinition): readonly CompiledStatement[] {
  return [{ sql: object.drop }];
}

/** CREATE OR REPLACE where the engine has it, so that what depends on it stays; else it goes and comes again. */
export function replaceDefinition(
  { object }: ReplaceDefinition,
  { server }: CompileContext,
): readonly CompiledStatement[] {
  const replace = replacing(object, server);
  if (replace === undefined) {
    return [{ sql: object.drop }, ...createDefinition({ kind: "createDefinition", object })];
  }
  return [{ sql: replace }, ...comment(object)];
}

/** What was there may have had another comment; kinds that have none are left alone. */
function comment(object: DefinitionObject): readonly CompiledStatement[] {
  return [commentSql(definitionSubject(object), object.comment)];
}

function replacing({ kind, create }: DefinitionObject, server: Server): string | undefined {
  if (/^\s*CREATE\s+OR\s+REPLACE\b/i.test(create)) return create;
  if (!REPLACEABLE.has(kind) || /^\s*CREATE\s+(?:CONSTRAINT|TEMP|TEMPORARY|RECURSIVE)\b/i.test(create)) {
    return undefined;
  }
  if (kind === "trigger" && server.versionNumbers[0] < 14) return undefined;
  return create.replace(/^(\s*)CREATE\b/i, "$1CREATE OR REPLACE");
}

const REPLACEABLE: ReadonlySet<string> = new Set([
  "view",
  "function",
  "procedure",
  "aggregate",
  "trigger",
  "rule",
]);
