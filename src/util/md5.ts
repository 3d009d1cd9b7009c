/**
 * The MD5 digest of a text as 32 hex digits. It protects nothing: it is here because names that other tools have
 * shortened were shortened with it.
 *
 * @example
 * ```ts
 * md5(""); // d41d8cd98f00b204e9800998ecf8427e
 * ```
 */
export function md5(text: string): string {
  const words = paddedWords(new TextEncoder().encode(text));
  let state: State = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let start = 0; start < words.length; start += 16) {
    state = mixed(state, words.subarray(start, start + 16));
  }
  return state.map(hexWord).join("");
}

type State = readonly [number, number, number, number];

/** How far each step of the four rounds turns. */
const TURNS = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]] as const;

/** Whole blocks of 64 bytes as little-endian words: the text, one bit, zeros, the length in bits. */
function paddedWords(bytes: Uint8Array): Uint32Array {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n, true);
  return Uint32Array.from({ length: padded.length / 4 }, (_, index) => view.getUint32(index * 4, true));
}

function mixed(state: State, block: Uint32Array): State {
  let [a, b, c, d] = state;
  for (let step = 0; step < 64; step++) {
    const round = step >> 4;
    const [bits, word] = chosen(round, step, b, c, d);
    const sine = Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32);
    const sum = (a + bits + sine + (block[word] ?? 0)) | 0;
    const turn = TURNS[round]?.[step % 4] ?? 0;
    [a, d, c, b] = [d, c, b, (b + ((sum << turn) | (sum >>> (32 - turn)))) | 0];
  }
  return [state[0] + a, state[1] + b, state[2] + c, state[3] + d];
}

/** What a step mixes in of the state, and which word of the block. */
function chosen(round: number, step: number, b: number, c: number, d: number): readonly [number, number] {
  if (round === 0) return [(b & c) | (~b & d), step];
  if (round === 1) return [(d & b) | (~d & c), (5 * step + 1) % 16];
  if (round === 2) return [b ^ c ^ d, (3 * step + 5) % 16];
  return [c ^ (b | ~d), (7 * step) % 16];
}

function hexWord(word: number): string {
  const bytes = [0, 8, 16, 24].map((shift) => (word >>> shift) & 0xff);
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
