import { address } from "./addresses.ts";
import { type Described, described } from "./described.ts";
import { bothWays, printed } from "./printed.ts";
import { type Ask, own, type Scope } from "./scope.ts";
import { untypedLiterals } from "./untyped_literals.ts";

interface TriggerRow {
  readonly id: number;
  readonly relation: number;
  readonly table: string;
  readonly name: string;
  readonly sql: readonly string[];
  /** `O` for the ordinary state; `D`, `R`, `A`. */
  readonly state: string;
  /** Of a partition's copy, the trigger of the table above. */
  readonly parent?: number | null;
}

/** What ALTER TABLE says for a state of a trigger or a rule. */
const STATES: Readonly<Record<string, string>> = { D: "DISABLE", R: "ENABLE REPLICA", A: "ENABLE ALWAYS" };

/**
 * Triggers of tables and views, those aside that a constraint or a partitioned table has made: of a copy only its state
 * is told, where it is not that of its original.
 */
export async function triggers(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  const rows = await ask<TriggerRow>(
    `SELECT t.oid AS id, c.oid AS relation, c.oid::pg_catalog.regclass::text AS table,
  pg_catalog.quote_ident(t.tgname) AS name, ${
      bothWays("pg_catalog.pg_get_triggerdef(t.oid")
    } AS sql, t.tgenabled AS state,
  nullif(t.tgparentid, 0) AS parent
FROM pg_catalog.pg_trigger t
LEFT JOIN pg_catalog.pg_trigger p ON p.oid = t.tgparentid
JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE ${scope.relation} AND CASE WHEN t.tgparentid = 0 THEN NOT t.tgisinternal
    ELSE t.tgenabled <> p.tgenabled AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k
      WHERE k.oid = t.tgconstraint AND k.contype = 'f') END`,
  );
  return rows.flatMap((row) =>
    row.parent ? [copyState(row, row.parent)] : withState("pg_trigger", "trigger", row)
  );
}

function copyState(row: TriggerRow, parent: number): Described {
  const alter = (words: string) => `ALTER TABLE ${row.table} ${words} TRIGGER ${row.name}`;
  return {
    address: address("pg_trigger state", row.id),
    kind: "trigger state",
    identity: `${row.name} ON ${row.table}`,
    create: alter(STATES[row.state] ?? "ENABLE"),
    drop: alter("ENABLE"),
    on: [
      address("pg_class", row.relation),
      address("pg_trigger", parent),
      address("pg_trigger state", parent),
    ],
    commented: false,
  };
}

/** Rules beside those that make a relation a view. */
export async function rules(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  const rows = await ask<TriggerRow>(
    `SELECT r.oid AS id, c.oid AS relation, c.oid::pg_catalog.regclass::text AS table,
  pg_catalog.quote_ident(r.rulename) AS name, ${
      bothWays("pg_catalog.pg_get_ruledef(r.oid")
    } AS sql, r.ev_enabled AS state
FROM pg_catalog.pg_rewrite r
JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE r.rulename <> '_RETURN' AND ${scope.relation}`,
  );
  return rows.flatMap((row) => withState("pg_rewrite", "rule", row));
}

/** The object, and what sets its state where that is not the ordinary one. */
function withState(catalog: string, kind: "trigger" | "rule", row: TriggerRow): readonly Described[] {
  const identity = `${row.name} ON ${row.table}`;
  const at = address(catalog, row.id);
  const text = printed(row.sql).replace(/;$/, "");
  const sql = kind === "rule" ? untypedLiterals(text) : text;
  const relation = address("pg_class", row.relation);
  const object = described(at, kind, identity, sql, { on: [relation] });
  const state = STATES[row.state];
  if (state === undefined) return [object];
  const alter = (words: string) => `ALTER TABLE ${row.table} ${words} ${kind.toUpperCase()} ${row.name}`;
  return [object, {
    address: address(`${catalog} state`, row.id),
    kind: `${kind} state`,
    identity,
    create: alter(state),
    drop: alter("ENABLE"),
    on: [at],
    commented: false,
  }];
}

interface EventTriggerRow {
  readonly id: number;
  readonly name: string;
  readonly event: string;
  readonly tags: readonly string[] | null;
  readonly function: string;
  readonly function_id: number;
  readonly state: string;
}

/** Triggers of the whole database. */
export async function eventTriggers(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  if (!scope.whole) return [];
  const rows = await ask<EventTriggerRow>(`SELECT e.oid AS id, pg_catalog.quote_ident(e.evtname) AS name,
  e.evtevent AS event, (SELECT pg_catalog.array_agg(pg_catalog.quote_literal(tag)) FROM pg_catalog.unnest(e.evttags) tag)
    AS tags, e.evtfoid::pg_catalog.regprocedure::text AS function, e.evtfoid AS function_id, e.evtenabled AS state
FROM pg_catalog.pg_event_trigger e WHERE ${own("pg_event_trigger", "e.oid")}`);
  return rows.flatMap((row) => {
    const at = address("pg_event_trigger", row.id);
    const when = row.tags === null ? "" : `\n  WHEN TAG IN (${row.tags.join(", ")})`;
    const create =
      `CREATE EVENT TRIGGER ${row.name} ON ${row.event}${when}\n  EXECUTE FUNCTION ${row.function}`;
    const on = [address("pg_proc", row.function_id)];
    const object = described(at, "event trigger", row.name, create, { on });
    const state = STATES[row.state];
    if (state === undefined) return [object];
    return [object, {
      address: address("pg_event_trigger state", row.id),
      kind: "event trigger state",
      identity: row.name,
      create: `ALTER EVENT TRIGGER ${row.name} ${state}`,
      drop: `ALTER EVENT TRIGGER ${row.name} ENABLE`,
      on: [at],
      commented: false as const,
    }];
  });
}
