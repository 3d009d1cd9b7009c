/** Replaces what no two runs of a scenario share, the same way throughout one run. */
export class Normaliser {
  readonly #spelled: string;
  readonly #fixed: readonly (readonly [text: string, replacement: string])[];
  readonly #ids = new Map<string, string>();

  /**
   * `spelled` is all text that the scenario itself gives: what stands in it is kept. `fixed` is replaced
   * first.
   */
  constructor(spelled: string, fixed: readonly (readonly [text: string, replacement: string])[]) {
    this.#spelled = spelled;
    this.#fixed = fixed;
  }

  normalise(text: string): string {
    let result = text;
    for (const [found, replacement] of this.#fixed) result = result.replaceAll(found, replacement);
    result = result.replace(DURATION_FIELD, "<duration>");
    for (const [pattern, replacement] of PATTERNS) {
      result = result.replace(pattern, (found) => this.#spelled.includes(found) ? found : replacement);
    }
    return result.replace(ID, (found) => this.#spelled.includes(found) ? found : this.#id(found));
  }

  #id(found: string): string {
    const known = this.#ids.get(found) ?? `<id${this.#ids.size + 1}>`;
    this.#ids.set(found, known);
    return known;
  }
}

const ID = /(?<![0-9A-Za-z])[0-9a-f]{12}(?![0-9A-Za-z])/g;

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\b20\d\d-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?/g, "<time>"],
  [/(?<![0-9A-Za-z])20\d\d[-_]?[01]\d[-_]?[0-3]\d(?![0-9A-Za-z])/g, "<date>"],
  [/(?<![\w.])\d+(?:\.\d+)? ?(?:ms|µs|s|min)(?![\w])/g, "<duration>"],
];

/** A bare number: that the same digits stand somewhere in the scenario means nothing. */
const DURATION_FIELD = /(?<="duration_?[mM]s": ?)\d+(?:\.\d+)?/g;
