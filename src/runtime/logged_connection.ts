import type { Connection, Dialect } from "../dialect/dialect.ts";
import type { Statement, Value } from "../sql/statement.ts";
import { redact } from "../util/redact.ts";

/** Where the statements of a session are told of. */
export interface SqlLog {
  readonly dialect: Pick<Dialect, "literal">;
  /** Texts that must not be printed. */
  readonly secrets: ReadonlySet<string>;
  readonly write: (line: string) => void;
}

/** Longer ones are cut: a file of a million rows is not to be read in a log. Characters. */
const LONGEST_STATEMENT = 10_000;
const LONGEST_VALUE = 80;
const MOST_VALUES = 50;

/**
 * The same session, which tells of each statement as it is sent, with its values, and how long the answer took. What
 * hangs can thus be seen. It stays what it is for those who ask the session itself, as a lock does.
 */
export function loggedConnection(connection: Connection, log: SqlLog): Connection {
  const logged: Pick<Connection, "query" | "execute" | "pipeline"> = {
    query: <Row>(sql: string, parameters?: readonly Value[]) =>
      told([statement(sql, parameters)], log, () => connection.query<Row>(sql, parameters)),
    execute: (sql, parameters) =>
      told([statement(sql, parameters)], log, () => connection.execute(sql, parameters)),
    pipeline: (statements) => told(statements, log, () => connection.pipeline(statements)),
  };
  return new Proxy(connection, {
    get(target, key): unknown {
      if (Object.hasOwn(logged, key)) return Reflect.get(logged, key);
      const value: unknown = Reflect.get(target, key, target);
      // Private fields are found on the session, not on what stands for it.
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function statement(sql: string, parameters: readonly Value[] | undefined): Statement {
  return parameters === undefined ? { sql } : { sql, parameters };
}

async function told<T>(statements: readonly Statement[], log: SqlLog, send: () => Promise<T>): Promise<T> {
  if (statements.length === 0) return await send();
  for (const each of statements) log.write(`SQL: ${statementText(each, log)}`);
  const which = statements.length === 1 ? "" : `${statements.length} statements `;
  const started = performance.now();
  try {
    const result = await send();
    log.write(`SQL: ${which}done in ${since(started)}`);
    return result;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    log.write(`SQL: ${which}failed after ${since(started)}: ${why}`);
    throw error;
  }
}

function since(started: number): string {
  const milliseconds = performance.now() - started;
  return `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
}

/** Secrets go before the text is cut: half of one would not be known for what it is. */
function statementText({ sql, parameters = [] }: Statement, log: SqlLog): string {
  const text = cut(redact(sql, log.secrets), LONGEST_STATEMENT);
  if (parameters.length === 0) return text;
  const values = parameters.slice(0, MOST_VALUES).map((value) => valueText(value, log));
  const more = parameters.length - values.length;
  return `${text} -- ${values.join(", ")}${more > 0 ? `, and ${more} more` : ""}`;
}

function valueText(value: Value, { dialect, secrets }: SqlLog): string {
  return cut(redact(dialect.literal(value), secrets), LONGEST_VALUE).replace(/\s+/g, " ");
}

/** Never between the halves of a character. */
function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest).replace(/[\ud800-\udbff]$/, "")}… (${text.length} characters)`;
}
