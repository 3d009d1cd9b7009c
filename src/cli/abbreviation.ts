import { RetortError } from "../util/errors.ts";
import { commandOptions, globalOptions, type KnownOptions } from "./option_table.ts";
import { isNamed } from "./quick.ts";
import type { CommandSpec, OptionTable } from "./spec.ts";

/**
 * Writes shortened long flags out: `--autogen` becomes `--autogenerate`, as Alembic's users are used to.
 *
 * @throws {RetortError} `usage`, where several flags start so.
 */
export function completeFlags(
  args: readonly string[],
  commands: readonly CommandSpec[],
  globals: OptionTable,
): string[] {
  const completed: string[] = [];
  let known = globalOptions(globals);
  let command: CommandSpec | undefined;
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? "";
    if (argument === "--") return [...completed, ...args.slice(index)];
    if (!argument.startsWith("-")) {
      command ??= commands.find((spec) => isNamed(spec, argument));
      if (command !== undefined) known = commandOptions(globals, command.options);
    }
    const flag = completeFlag(argument, known);
    completed.push(flag);
    const following = args[index + 1];
    if (takesNext(flag, known) && following !== undefined) {
      completed.push(following);
      index += 1;
    }
  }
  return completed;
}

function takesNext(flag: string, known: KnownOptions): boolean {
  const kind = known.get(flag)?.spec.kind;
  return kind === "text" || kind === "list";
}

function refuseValue(name: string, rest: string, known: KnownOptions): void {
  const takesNone = known.get(name)?.spec.kind === "flag" || ALWAYS.includes(name);
  if (!takesNone || rest === "") return;
  throw new RetortError("usage", `Option '${name}' takes no value`, {
    hint: `Write ${name} alone, or leave it out`,
  });
}

const ALWAYS = ["--help", "--version"];

function completeFlag(argument: string, known: KnownOptions): string {
  const [, name = "", rest = ""] = /^(--[^=]+)(=.*)?$/s.exec(argument) ?? [];
  refuseValue(name, rest, known);
  if (name === "" || known.has(name) || ALWAYS.includes(name)) return argument;
  const candidates = [...known.keys(), ...ALWAYS].filter((flag) => flag.startsWith(name));
  if (candidates.length > 1) {
    throw new RetortError("usage", `Flag '${name}' could be any of ${candidates.join(", ")}`, {
      hint: "Write more of it",
    });
  }
  return `${candidates[0] ?? name}${rest}`;
}
