/** Where an object stands in the catalogs: the catalog's name and the row's id. */
export type Address = `${string}:${number}`;

/** The address of a row of a catalog. */
export function address(catalog: string, id: number): Address {
  return `${catalog}:${id}`;
}

/** What was found at which address, by the key under which others depend on it. */
export class Addresses {
  readonly #keys = new Map<Address, string>();

  /** Remembers what stands at an address. */
  put(at: Address, key: string): void {
    this.#keys.set(at, key);
  }

  /** What stands at an address; undefined for what is not read. */
  key(at: Address): string | undefined {
    return this.#keys.get(at);
  }
}
