/** A place in the row of open heads; what stands in it changes, its rank never does. */
export interface Slot<T> {
  readonly rank: number;
  item: T;
  /** How often its item changed; a remembered slot whose count is the same still holds what it held. */
  moves: number;
  previous: Slot<T> | undefined;
  next: Slot<T> | undefined;
}

/** The row of open heads: added at the end, replaced in place, removed anywhere, all in constant time. */
export class OpenHeads<T> {
  #first: Slot<T> | undefined;
  #last: Slot<T> | undefined;
  #ranks = 0;

  get first(): Slot<T> | undefined {
    return this.#first;
  }

  add(item: T): Slot<T> {
    const slot: Slot<T> = { rank: this.#ranks++, item, moves: 0, previous: this.#last, next: undefined };
    if (this.#last === undefined) this.#first = slot;
    else this.#last.next = slot;
    this.#last = slot;
    return slot;
  }

  replace(slot: Slot<T>, item: T): void {
    slot.item = item;
    slot.moves++;
  }

  /** Takes a slot out and gives the one before it; the first one where there is none before. */
  remove(slot: Slot<T>): Slot<T> | undefined {
    slot.moves++;
    if (slot.previous === undefined) this.#first = slot.next;
    else slot.previous.next = slot.next;
    if (slot.next === undefined) this.#last = slot.previous;
    else slot.next.previous = slot.previous;
    return slot.previous ?? this.#first;
  }
}
