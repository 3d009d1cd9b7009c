import { address } from "./addresses.ts";
import { type Described, described } from "./described.ts";
import { type Ask, own, type Scope } from "./scope.ts";

interface AggregateRow {
  readonly id: number;
  readonly name: string;
  readonly parameters: string;
  readonly identity: string;
  readonly settings: readonly string[];
}

/** The name of a function as an argument of CREATE AGGREGATE; NULL for none. */
function callee(label: string, column: string): string {
  return `CASE WHEN a.${column} <> 0 THEN '${label} = ' || a.${column}::pg_catalog.regproc::text END`;
}

/** What a final function does to the state; unsaid where it is the usual. */
function modifying(label: string, column: string): string {
  return `CASE WHEN a.${column} <> CASE a.aggkind WHEN 'n' THEN 'r' ELSE 'w' END::"char" THEN '${label} = '
    || CASE a.${column} WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END`;
}

const SETTINGS = [
  callee("SFUNC", "aggtransfn"),
  "'STYPE = ' || pg_catalog.format_type(a.aggtranstype, NULL)",
  "CASE WHEN a.aggtransspace <> 0 THEN 'SSPACE = ' || a.aggtransspace END",
  callee("FINALFUNC", "aggfinalfn"),
  "CASE WHEN a.aggfinalextra THEN 'FINALFUNC_EXTRA' END",
  modifying("FINALFUNC_MODIFY", "aggfinalmodify"),
  callee("COMBINEFUNC", "aggcombinefn"),
  callee("SERIALFUNC", "aggserialfn"),
  callee("DESERIALFUNC", "aggdeserialfn"),
  "'INITCOND = ' || pg_catalog.quote_literal(a.agginitval)",
  callee("MSFUNC", "aggmtransfn"),
  callee("MINVFUNC", "aggminvtransfn"),
  "CASE WHEN a.aggmtranstype <> 0 THEN 'MSTYPE = ' || pg_catalog.format_type(a.aggmtranstype, NULL) END",
  "CASE WHEN a.aggmtransspace <> 0 THEN 'MSSPACE = ' || a.aggmtransspace END",
  callee("MFINALFUNC", "aggmfinalfn"),
  "CASE WHEN a.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END",
  modifying("MFINALFUNC_MODIFY", "aggmfinalmodify"),
  "'MINITCOND = ' || pg_catalog.quote_literal(a.aggminitval)",
  `CASE WHEN a.aggsortop <> 0 THEN (SELECT pg_catalog.format('SORTOP = OPERATOR(%I.%s)', sn.nspname, so.oprname)
    FROM pg_catalog.pg_operator so JOIN pg_catalog.pg_namespace sn ON sn.oid = so.oprnamespace
    WHERE so.oid = a.aggsortop) END`,
  "CASE p.proparallel WHEN 's' THEN 'PARALLEL = SAFE' WHEN 'r' THEN 'PARALLEL = RESTRICTED' END",
  "CASE WHEN a.aggkind = 'h' THEN 'HYPOTHETICAL' END",
];

/** Aggregates, which the server does not print: put together from their parts. */
export async function aggregates(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  if (!scope.beyondTables) return [];
  const rows = await ask<AggregateRow>(`SELECT p.oid AS id,
  CASE WHEN pg_catalog.pg_function_is_visible(p.oid) THEN pg_catalog.quote_ident(p.proname)
    ELSE pg_catalog.format('%I.%I', n.nspname, p.proname) END AS name,
  pg_catalog.pg_get_function_arguments(p.oid) AS parameters,
  pg_catalog.pg_get_function_identity_arguments(p.oid) AS identity,
  pg_catalog.array_remove(ARRAY[${SETTINGS.join(",\n    ")}], NULL) AS settings
FROM pg_catalog.pg_aggregate a
JOIN pg_catalog.pg_proc p ON p.oid = a.aggfnoid
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
WHERE ${scope.schema} AND ${own("pg_proc", "p.oid")}`);
  return rows.map(({ id, name, parameters, identity, settings }) => {
    const create = `CREATE AGGREGATE ${name}(${parameters || "*"}) (\n  ${settings.join(",\n  ")}\n)`;
    return described(address("pg_proc", id), "aggregate", `${name}(${identity || "*"})`, create);
  });
}
