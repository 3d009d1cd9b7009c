/** A command line taken apart. */
export interface CommandLine {
  readonly env: Readonly<Record<string, string>>;
  readonly words: readonly string[];
  /** The file after `<`. */
  readonly input?: string;
}

/**
 * Splits a line into words as a shell would: quotes and backslashes, leading `NAME=value`, a last `< FILE`;
 * nothing else.
 */
export function splitWords(line: string): CommandLine {
  const words = [...line.matchAll(/(?:[^\s'"\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*")+/g)].map(([word]) => word);
  const env: Record<string, string> = {};
  for (let found; (found = /^([A-Za-z_]\w*)=(.*)$/s.exec(words[0] ?? "")) !== null; words.shift()) {
    env[found[1] ?? ""] = unquote(found[2] ?? "");
  }
  const input = words.at(-2) === "<" ? words.at(-1) : undefined;
  const kept = input === undefined ? words : words.slice(0, -2);
  return { env, words: kept.map(unquote), ...(input === undefined ? {} : { input: unquote(input) }) };
}

function unquote(word: string): string {
  return word.replace(/'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/g, (_, single, double, escaped) => {
    if (single !== undefined) return single;
    return escaped ?? String(double).replace(/\\(["\\$`])/g, "$1");
  });
}
