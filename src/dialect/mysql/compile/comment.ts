import type { SetComment } from "../../../operation/operation.ts";
import { objectNameSql } from "../../ansi/compile/names.ts";
import { refuse } from "../../ansi/compile/refuse.ts";
import type { CompileContext, CompiledStatement } from "../../compiler.ts";
import type { Server } from "../../dialect.ts";
import { literal, quoteWhereNeeded as quote } from "../quote.ts";
import { isMariadb } from "./product.ts";

/** A comment on what MySQL keeps one for. */
export function setComment(
  { on, comment }: SetComment,
  { server }: CompileContext,
): readonly CompiledStatement[] {
  return [{ sql: `${subject(on, server)} ${literal(comment)}` }];
}

function subject(on: SetComment["on"], server: Server): string {
  switch (on.kind) {
    case "table":
    case "sequence":
      return `ALTER TABLE ${objectNameSql(on.name, quote)} COMMENT =`;
    case "namespace":
      if (isMariadb(server)) return `ALTER DATABASE ${quote(on.name)} COMMENT =`;
      return refuse("MySQL keeps no comment on a database", "Leave it out");
    case "definition":
      if (/^(?:function|procedure|event)$/.test(on.object.kind)) {
        return `ALTER ${on.object.kind.toUpperCase()} ${on.object.identity} COMMENT`;
      }
      return refuse(`MySQL keeps no comment on a ${on.object.kind}`, "Leave it out");
    case "index":
      return refuse("MySQL comments an index only as it is made", "Drop it, and create it with the comment");
    case "constraint":
      return refuse("MySQL keeps no comments on constraints", "Put it on the table or on a column");
    case "enum":
      return refuse("MySQL has no enum types", "Put the comment on the column");
  }
}
