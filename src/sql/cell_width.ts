/** First and last code points of the ranges that terminals show two cells wide. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];
const INVISIBLE = /^(?:\p{Mn}|\p{Me}|\p{Cf}|\p{Emoji_Modifier}|[\u1160-\u11ff])$/u;
const EMOJI = /^\p{Emoji_Presentation}$/u;
const REGIONAL = /^\p{Regional_Indicator}$/u;
const ZERO_WIDTH_JOINER = "\u200d";

/**
 * How many cells of a terminal a character takes: two for wide ones and emoji, none for what joins or sits on
 * the character before. `previous` is that character, since what follows a joiner melts into it.
 */
export function cellWidth(character: string, previous = ""): 0 | 1 | 2 {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return code === 0xad ? 0 : 1;
  if (previous === ZERO_WIDTH_JOINER || INVISIBLE.test(character)) return 0;
  if (REGIONAL.test(character)) return 1;
  return EMOJI.test(character) || WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}
