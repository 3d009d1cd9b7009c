import type { Style } from "../command/context.ts";

/** Text as it stands, for everything that is no terminal. */
export const PLAIN: Style = {
  bold: same,
  dim: same,
  good: same,
  warn: same,
  bad: same,
  accent: same,
};

/** Meaning as colours of a terminal. */
export const COLOURED: Style = {
  bold: (text) => paint(text, 1, 22),
  dim: (text) => paint(text, 2, 22),
  good: (text) => paint(text, 32, 39),
  warn: (text) => paint(text, 33, 39),
  bad: (text) => paint(text, 31, 39),
  accent: (text) => paint(text, 36, 39),
};

function same(text: string): string {
  return text;
}

function paint(text: string, on: number, off: number): string {
  return text === "" ? "" : `\x1b[${on}m${text}\x1b[${off}m`;
}

/** What decides about colour, for one stream. */
export interface ColourChoice {
  /** `--color`: auto, always or never. */
  readonly when: string | undefined;
  readonly terminal: boolean;
  readonly environment: (name: string) => string | undefined;
}

/**
 * Whether a stream gets colour: the flag, then NO_COLOR (https://no-color.org), then FORCE_COLOR, then whether it is
 * a terminal that knows colours.
 */
export function wantsColour({ when, terminal, environment }: ColourChoice): boolean {
  if (when === "always" || when === "never") return when === "always";
  if (isSet(environment("NO_COLOR"))) return false;
  if (isSet(environment("FORCE_COLOR"))) return environment("FORCE_COLOR") !== "0";
  return terminal && environment("TERM") !== "dumb";
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}
