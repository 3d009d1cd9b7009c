/**
 * What only PostgreSQL has, as the names under which `options` holds it. Where nothing else is said, the value is empty
 * and being there is what counts. In a table, an index, a primary key, a unique or an exclusion constraint every
 * other name is a storage parameter, such as `fillfactor` or `toast.autovacuum_enabled`; in a column it is an
 * attribute's option, such as `n_distinct`.
 */
export const postgresOptions = {
  table: {
    unlogged: "unlogged",
    temporary: "temporary",
    /** A table's access method: `USING` in CREATE TABLE; absent for heap. */
    using: "using",
    /** Of a table, and of an index or of a constraint's index. */
    tablespace: "tablespace",
    rowSecurity: "rowSecurity",
    forceRowSecurity: "forceRowSecurity",
    /** `FULL`, `NOTHING`, or `USING INDEX` with the index as SQL writes it. */
    replicaIdentity: "replicaIdentity",
    /** The composite type of CREATE TABLE … OF, as SQL writes it. */
    of: "of",
    /** The index of CLUSTER ON as SQL writes it. */
    clusterOn: "clusterOn",
  },
  column: {
    /** `PLAIN`, `EXTERNAL`, `EXTENDED`, `MAIN`: where it is not the type's own. */
    storage: "storage",
    /** `pglz`, `lz4`. */
    compression: "compression",
    /** A number. */
    statistics: "statistics",
    /**
     * The column comes from a parent alone: it is listed, and not written, in a table that INHERITS. What such a table
     * has of its own for it is named: `default`, `not null`.
     */
    inherited: "inherited",
    /** The name of its NOT NULL, where it is not the one that the server makes up (18 and later). */
    notNullName: "notNullName",
    /** NOT NULL NO INHERIT (18 and later). */
    notNullNoInherit: "notNullNoInherit",
    /** NOT NULL NOT VALID: earlier rows may have none (18 and later). */
    notNullNotValid: "notNullNotValid",
    /** The name of an identity's sequence as SQL writes it, where it is not the one that the server makes up. */
    sequence: "sequence",
    /** `LOGGED` or `UNLOGGED`: where an identity's sequence is not what its table is (15 and later). */
    sequenceLogged: "sequenceLogged",
  },
  constraint: {
    notValid: "notValid",
    /** Of a check. */
    noInherit: "noInherit",
    /** Of a check or a foreign key (18 and later). */
    notEnforced: "notEnforced",
    /** The name of an index that is there and becomes the constraint's own: only to be added, never reflected. */
    using: "using",
    /** Of its index. */
    tablespace: "tablespace",
    /** The columns of ON DELETE SET NULL or SET DEFAULT, as SQL writes them (15 and later). */
    setColumns: "setColumns",
    /** Its last column is compared by WITHOUT OVERLAPS (18 and later); in a foreign key by PERIOD. */
    withoutOverlaps: "withoutOverlaps",
  },
  index: {
    tablespace: "tablespace",
    /** A build of it has failed, and nothing uses it: only ever reflected. */
    invalid: "invalid",
  },
} as const;

/** The options that are none of the names in `known`: storage parameters, or an attribute's options. */
export function parametersOf(
  options: Readonly<Record<string, string>>,
  known: Readonly<Record<string, string>>,
): readonly (readonly [string, string])[] {
  const names = new Set(Object.values(known));
  return Object.entries(options).filter(([name]) => !names.has(name));
}
