import type { Dialect } from "../../dialect/dialect.ts";
import type { Operation } from "../../operation/operation.ts";
import type { SqlFragment } from "../../script/api/value.ts";
import { badCall, checkArgument, FUNCTION, isFragment, NAME } from "../../script/build/argument.ts";
import type { BuildContext } from "../../script/build/build_context.ts";
import { operationCalls } from "../../script/build/operation_calls.ts";
import type { Operations } from "../../script/operations.ts";
import { SourceError } from "../../sql/source_error.ts";
import { split } from "../../sql/split.ts";
import type { Value } from "../../sql/statement.ts";
import { RetortError } from "../../util/errors.ts";
import type { Config } from "../../config/config.ts";
import { type ChunkWork, type CodeWalk, codeWalk } from "../chunks/code_walk.ts";
import { fragmentOf } from "../chunks/key_bound.ts";
import { TextError } from "../text_error.ts";

/** What carries a TypeScript revision's statements out. */
export interface StatementHost {
  execute(sql: string, parameters: readonly Value[]): Promise<number>;
  query<Row>(sql: string, parameters: readonly Value[]): Promise<Row[]>;
  /** Carries an operation out; gives the number of rows affected. */
  operate(operation: Operation): Promise<number>;
  step(name: string, run: () => Promise<void>): Promise<void>;
  autocommit(run: () => Promise<void>): Promise<void>;
  chunks(walk: CodeWalk, run: ChunkWork): Promise<void>;
}

/** The `op` of a TypeScript revision. */
export function createOperations(
  host: StatementHost,
  { dialect, config }: { readonly dialect: Dialect; readonly config: Pick<Config, "naming" | "x"> },
  { offline }: { readonly offline: boolean } = { offline: false },
): Operations {
  return {
    ...operationCalls(buildContext(dialect, config), (operation) => host.operate(operation)),
    dialect: dialect.name,
    offline,
    x: config.x,
    sql: (parts, ...values) => fragmentOf(parts, values),
    f(name) {
      checkArgument("op.f()", "the name", name, NAME);
      return { final: name };
    },
    async execute(sql, ...more: readonly unknown[]) {
      checkSql("op.execute()", sql, more);
      let affected = 0;
      for (const statement of statementsOf(sql, dialect)) {
        affected += await host.execute(statement.sql, statement.parameters);
      }
      return affected;
    },
    async query<Row>(sql: string | SqlFragment, ...other: readonly unknown[]): Promise<Row[]> {
      checkSql("op.query()", sql, other);
      const [statement, ...more] = statementsOf(sql, dialect);
      if (statement === undefined || more.length > 0) throw notOne(1 + more.length, sql);
      return await host.query<Row>(statement.sql, statement.parameters);
    },
    ...partCalls(host, dialect),
  };
}

/** The calls for parts of a revision, and the one that says that it has no way back. */
function partCalls(
  host: StatementHost,
  dialect: Dialect,
): Pick<Operations, "step" | "autocommit" | "chunks" | "irreversible"> {
  return {
    async step(name, run) {
      checkArgument("op.step()", "the step's name", name, NAME);
      checkArgument("op.step()", "what it does", run, FUNCTION);
      await host.step(name, run);
    },
    async autocommit(run) {
      checkArgument("op.autocommit()", "what it runs", run, FUNCTION);
      await host.autocommit(run);
    },
    async chunks(table, options, run) {
      const walk = codeWalk(table, options, dialect);
      checkArgument("op.chunks()", "what is done with a chunk", run, FUNCTION);
      await host.chunks(walk, run);
    },
    irreversible(why) {
      throw new RetortError(
        "irreversible",
        `The revision says that it is irreversible${why ? `: ${why}` : ""}`,
        {
          hint: "Restore a backup, or write a new revision that moves forward",
        },
      );
    },
  };
}

/** What operations are built with on an engine. */
function buildContext(dialect: Dialect, config: Pick<Config, "naming">): BuildContext {
  return {
    naming: { convention: config.naming, limit: dialect.nameLimit },
    quote: (identifier) => dialect.quoteWhereNeeded(identifier),
    literal: (value) => dialect.literal(value),
  };
}

interface Bound {
  readonly sql: string;
  readonly parameters: readonly Value[];
}

/** Values beside the text would be lost: SQLite takes what is not bound as NULL. */
function checkSql(call: string, sql: string | SqlFragment, more: readonly unknown[]): void {
  const wants = "a text, or op.sql`…`";
  checkArgument(call, "the statement", sql, {
    wants,
    accepts: (value) => typeof value === "string" || isFragment(value),
  });
  if (more.length === 0) return;
  throw badCall(
    call,
    "values are given beside the statement",
    "Write them into it: op.sql`… WHERE id = ${id}`",
  );
}

/** A text may hold several statements; one with values in it is a single statement. */
function statementsOf(sql: string | SqlFragment, dialect: Dialect): Bound[] {
  if (typeof sql !== "string") return [bind(sql, dialect)];
  try {
    return split(sql, dialect.lexicon).map((statement) => ({ sql: statement.sql, parameters: [] }));
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const { message, span, hint } = error;
    throw new TextError("script-failed", message, { sql, span, hint });
  }
}

function bind({ parts, values }: SqlFragment, dialect: Dialect): Bound {
  const sql = parts.map((part, index) => index === 0 ? part : dialect.placeholder(index) + part).join("");
  return { sql, parameters: values };
}

function notOne(count: number, sql: string | SqlFragment): RetortError {
  const found = count === 1 && sql === "" ? "none" : String(count);
  return new RetortError("script-failed", `op.query() takes one statement, not ${found}`, {
    hint: "Send the others with op.execute()",
  });
}
