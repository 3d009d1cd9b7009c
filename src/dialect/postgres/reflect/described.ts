import type { Address } from "./addresses.ts";
import type { Ask, Scope } from "./scope.ts";

/** An object that is known by its text, before dependencies and comments are found for it. */
export interface Described {
  readonly address: Address;
  readonly kind: string;
  readonly identity: string;
  readonly create: string;
  readonly drop: string;
  /** What it stands on although the catalogs' dependencies do not say so, such as a trigger's table. */
  readonly on?: readonly Address[];
  /** Keys of the same sort. */
  readonly dependsOn?: readonly string[];
  /** What may stand in for it, where it turns out to be part of a circle; `create` is then `whole`. */
  readonly stub?: { readonly sql: string; readonly whole: string; readonly always: boolean };
  /** Whether the engine keeps a comment on it, and where, if that is not its own address. */
  readonly commented?: Address | false;
}

/** Reads all objects of a kind. What it asks is on its way when it returns. */
export type DefinitionSource = (scope: Scope, ask: Ask) => Promise<readonly Described[]>;

/** A definition whose only sensible DROP follows from its kind. */
export function described(
  at: Address,
  kind: string,
  identity: string,
  create: string,
  rest: Partial<Described> = {},
): Described {
  return { address: at, kind, identity, create, drop: `DROP ${kind.toUpperCase()} ${identity}`, ...rest };
}
