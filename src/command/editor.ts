/**
 * Takes an editor's command apart as a shell would: blanks separate, quotes hold together.
 *
 * @example
 * ```ts
 * splitCommand("code --wait"); // ["code", "--wait"]
 * ```
 */
export function splitCommand(command: string): string[] {
  const words = command.matchAll(/(?:[^\s"']+|"(?:[^"\\]|\\.)*"|'[^']*')+/g);
  return [...words].map(([word]) => word.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'/g, unquoted));
}

function unquoted(_: string, double: string | undefined, single: string | undefined): string {
  return single ?? (double ?? "").replace(/\\(["\\$`])/g, "$1");
}
