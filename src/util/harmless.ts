/** Control characters but for tab, line end, and what turns the direction of a line. */
// deno-lint-ignore no-control-regex -- these are what is looked for
const UNSAFE = /\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A text that others wrote (a server, a revision, a file's name), for a terminal: what would command it is written as
 * an escape.
 *
 * @example harmless("a\x1b[2Jb") // "a\\u001b[2Jb"
 */
export function harmless(text: string): string {
  return text.replace(UNSAFE, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The runtime paints what it says of files that it cannot load, whatever the output is: the text without colours. */
export function withoutColour(text: string): string {
  // deno-lint-ignore no-control-regex -- the escape character starts a colour
  return text.replace(/\x1b\[[0-9;]*m/g, "");
}
