/** Orders by name as text, whatever the language; what has no schema comes first. */
export function byName(one: Named, other: Named): number {
  return compare(one.schema ?? "", other.schema ?? "") || compare(one.name, other.name);
}

/** Orders what is not understood. */
export function byKindAndName(one: Named & Kind, other: Named & Kind): number {
  return compare(one.kind, other.kind) || compare(one.name, other.name);
}

/** Orders definitions by kind and then by what they are called. */
export function byKindAndIdentity(one: Identity & Kind, other: Identity & Kind): number {
  return compare(one.kind, other.kind) || compare(one.identity, other.identity);
}

interface Named {
  readonly schema?: string;
  readonly name: string;
}

interface Kind {
  readonly kind: string;
}

interface Identity {
  readonly identity: string;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
