import type { Json, Style } from "../command/context.ts";
import { type ExitCode, RetortError } from "../util/errors.ts";
import { harmless, withoutColour } from "../util/harmless.ts";

/** All that is printed of a failure, before it is laid out. */
export interface ErrorDescription {
  readonly exitCode: ExitCode;
  readonly code: string;
  readonly message: string;
  /** Lines between the message and the hint: place, statement, what was kept. */
  readonly details: readonly string[];
  /** What led to it, the nearest first. */
  readonly causes: readonly string[];
  readonly hint: string | undefined;
  readonly stack: string | undefined;
  readonly data: Readonly<Record<string, Json>>;
}

const BUG_HINT =
  "Please report this, with the command line and the output of the same command with --raiseerr";

/** Takes an error apart: what a `RetortError` tells, or that anything else is a bug. */
export function describeError(error: unknown): ErrorDescription {
  if (!(error instanceof RetortError)) return describeBug(error);
  return {
    exitCode: error.exitCode,
    code: error.code,
    message: error.message,
    details: error.details(),
    causes: causesOf(error),
    hint: error.hint,
    stack: stackOf(error),
    data: jsonObject(error.data()),
  };
}

function describeBug(error: unknown): ErrorDescription {
  const name = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    exitCode: 70,
    code: "bug",
    message: `Unexpected error: ${name}`,
    details: ["This is a bug in retort, not in your migrations"],
    causes: causesOf(error),
    hint: BUG_HINT,
    stack: stackOf(error),
    data: {},
  };
}

/** An error with what led to it, the nearest first. Cut at ten: a chain may lead back to its start. */
function* chain(error: unknown): Generator<unknown> {
  let current = error;
  for (let length = 0; length < 10 && current !== undefined && current !== null; length++) {
    yield current;
    current = current instanceof Error ? current.cause : undefined;
  }
}

/** What led to an error, without what only repeats what was said before. */
function causesOf(error: unknown): string[] {
  const [first, ...rest] = chain(error);
  let said = first instanceof Error ? first.message : "";
  const causes: string[] = [];
  for (const cause of rest) {
    const text = withoutColour(cause instanceof Error ? cause.message : String(cause));
    if (text === "" || said.includes(text)) continue;
    causes.push(text);
    said += `\n${text}`;
  }
  return causes;
}

/** The stacks of an error and its causes: what a revision's code threw is one of those. */
function stackOf(error: unknown): string | undefined {
  const stacks = [...chain(error)].map((each) => each instanceof Error ? each.stack : undefined);
  const told = stacks.filter((stack) => stack !== undefined && stack !== "");
  return told.length === 0 ? undefined : told.join("\nCaused by: ");
}

/** The lines that a person reads: `FAILED:`, the facts, the way out. */
export function errorLines(description: ErrorDescription, style: Style, withStack: boolean): string[] {
  const { message, details, causes, hint, stack } = description;
  return [
    `${style.bad("FAILED:")} ${harmless(message)}`,
    ...details.flatMap((detail) => harmless(detail).split("\n")).map(indent),
    ...causes.flatMap((cause) => `cause: ${harmless(cause)}`.split("\n")).map(indent),
    ...(hint === undefined ? [] : [`${style.accent("hint:")} ${harmless(hint)}`]),
    ...(withStack && stack !== undefined ? [style.dim(harmless(stack))] : []),
  ];
}

function indent(line: string): string {
  return line === "" ? "" : `  ${line}`;
}

/** The same for a program. */
export function errorData(description: ErrorDescription, withStack: boolean): Record<string, Json> {
  const { code, exitCode, message, hint, causes, stack, data } = description;
  return {
    ...data,
    code,
    exitCode,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(causes.length === 0 ? {} : { causes }),
    ...(withStack && stack !== undefined ? { stack } : {}),
  };
}

function jsonObject(data: Readonly<Record<string, unknown>>): Record<string, Json> {
  const entries = Object.entries(data).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([key, value]) => [key, toJson(value)]));
}

function toJson(value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean" || typeof value === "number" || typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === "object") return jsonObject({ ...value });
  return String(value);
}
