/** Ends a text: no UTF-16 unit has this value, so that no two ways to cut a text look the same. */
const END = 0x10000;

/**
 * A fast digest of 128 bits in plain JavaScript, for telling apart what people edit: four lanes, each of which
 * takes every UTF-16 unit in by a step that can be undone, so that one changed unit always changes every lane.
 * Loading and calling the runtime's own hashes costs more than all the texts of ten thousand revisions.
 */
export class Digest {
  #a = 0x6a09e667;
  #b = 0xbb67ae85 | 0;
  #c = 0x3c6ef372;
  #d = 0xa54ff53a | 0;

  /** Takes a text in. */
  add(text: string): void {
    // Locals are several times faster than fields.
    let a = this.#a;
    let b = this.#b;
    let c = this.#c;
    let d = this.#d;
    for (let at = 0; at <= text.length; at++) {
      const unit = at === text.length ? END : text.charCodeAt(at);
      a = Math.imul(a ^ unit, 0x9e3779b1);
      b = Math.imul(b ^ unit, 0x85ebca77);
      c = Math.imul(c ^ unit, 0xc2b2ae3d);
      d = Math.imul(d ^ unit, 0x27d4eb2f);
      a = a << 13 | a >>> 19;
      b = b << 11 | b >>> 21;
      c = c << 17 | c >>> 15;
      d = d << 7 | d >>> 25;
    }
    this.#a = a;
    this.#b = b;
    this.#c = c;
    this.#d = d;
  }

  /** What came in so far, as 32 hex digits. */
  hex(): string {
    return [this.#a, this.#b, this.#c, this.#d].map(hexDigits).join("");
  }
}

/** Spreads every bit of a lane over all of it, and writes it down. */
function hexDigits(lane: number): string {
  const once = Math.imul(lane ^ lane >>> 16, 0x7feb352d);
  const twice = Math.imul(once ^ once >>> 15, 0x846ca68b);
  return ((twice ^ twice >>> 16) >>> 0).toString(16).padStart(8, "0");
}
