/** A value with what it waited for when it was put in: a lower bound of what it waits for now. */
interface Entry<T> {
  key: number;
  readonly value: T;
}

/**
 * A binary heap of values whose keys only ever grow: the caller says the present key when a value comes up, and the
 * heap puts it back where it belongs.
 */
export class WaitingList<T> {
  readonly #entries: Entry<T>[];

  constructor(values: readonly T[]) {
    // Equal keys are a heap in any order.
    this.#entries = values.map((value) => ({ key: 0, value }));
  }

  /** The value with the smallest key; `keyOf` gives the present key, or undefined for a value that is done with. */
  smallest(keyOf: (value: T) => number | undefined): T | undefined {
    for (let top = this.#entries[0]; top !== undefined; top = this.#entries[0]) {
      const key = keyOf(top.value);
      if (key === top.key) return top.value;
      if (key === undefined) this.#removeTop();
      else top.key = key;
      this.#sink();
    }
    return undefined;
  }

  #removeTop(): void {
    const last = this.#entries.pop();
    if (last !== undefined && this.#entries.length > 0) this.#entries[0] = last;
  }

  #sink(): void {
    let at = 0;
    for (let child = this.#smallerChild(at); child > 0; child = this.#smallerChild(at)) {
      const [upper, lower] = [this.#entries[at], this.#entries[child]];
      if (upper === undefined || lower === undefined || lower.key >= upper.key) return;
      this.#entries[at] = lower;
      this.#entries[child] = upper;
      at = child;
    }
  }

  /** 0, which is nobody's child, where there is none. */
  #smallerChild(at: number): number {
    const left = this.#entries[2 * at + 1];
    const right = this.#entries[2 * at + 2];
    if (left === undefined) return 0;
    return right !== undefined && right.key < left.key ? 2 * at + 2 : 2 * at + 1;
  }
}
