/** The text of src/script/api/value.ts, for `retort.d.ts`. */
export const VALUE_TYPES = `/** A value that can be bound to a statement; \`null\` is SQL's NULL. */
export type Value = null | string | number | bigint | boolean | Uint8Array;

/** SQL text with values bound to it: what \`op.sql\` makes. Between two parts stands one value. */
export interface SqlFragment {
  /** The text between the values. */
  readonly parts: readonly string[];
  /** One for each gap between two parts. */
  readonly values: readonly Value[];
}

/** One end of a chunk's range. It goes into \`op.sql\`, where it stands for the whole key. */
export interface KeyBound {
  /** The values of the key's columns, for code that counts on: numbers and bytes as they are, all else as text. */
  readonly values: readonly Value[];
}

/** SQL of the engine: a text, or \`op.sql\` where values stand in it. */
export type SqlText = string | SqlFragment;

/** A value as a default has it; lists and objects are for JSON columns. */
export type Literal =
  | null
  | string
  | number
  | bigint
  | boolean
  | readonly Literal[]
  | { readonly [key: string]: Literal };

/** A name that no naming convention touches: what \`op.f\` makes. */
export interface FinalName {
  /** The name itself. */
  readonly final: string;
}

/** The name of a constraint or an index; \`null\` for the one that the naming convention gives, or the engine. */
export type ConstraintName = string | null | FinalName;

/**
 * What only one engine has, by that engine's own name for it: \`{ engine: "InnoDB" }\`, \`{ strict: true }\`,
 * \`{ fillfactor: 70 }\`. \`op.dialect\` tells which engine it is.
 */
export type EngineOptions = Readonly<Record<string, string | number | boolean>>;
`;
