import { RetortError } from "../util/errors.ts";
import { didYouMean } from "../util/suggest.ts";
import { BASH } from "./completions/bash.ts";
import { FISH } from "./completions/fish.ts";
import { POWERSHELL } from "./completions/powershell.ts";
import { ZSH } from "./completions/zsh.ts";
import type { Context, ExitCode } from "./context.ts";

const SCRIPTS: ReadonlyMap<string, string> = new Map([
  ["bash", BASH],
  ["zsh", ZSH],
  ["fish", FISH],
  ["powershell", POWERSHELL],
]);

/** Prints the script that a shell reads to complete retort's command lines. */
export function run(values: { readonly arguments: readonly string[] }, context: Context): Promise<ExitCode> {
  const shell = values.arguments[0] ?? "";
  const script = SCRIPTS.get(shell);
  if (script === undefined) return Promise.reject(unknownShell(shell));
  if (context.config.json) context.out.report({ shell, script }, () => []);
  else context.out.write([script]);
  return Promise.resolve(0);
}

function unknownShell(shell: string): RetortError {
  const names = [...SCRIPTS.keys()];
  return new RetortError("usage", `There are no completions for '${shell}'`, {
    hint: didYouMean(shell, names) ?? `There are some for ${names.join(", ")}`,
  });
}
