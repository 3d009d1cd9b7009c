import { type Address, address } from "./addresses.ts";
import { type Described, described } from "./described.ts";
import { type Ask, own, type Scope } from "./scope.ts";

interface OperatorRow {
  readonly id: number;
  readonly name: string;
  readonly identity: string;
  readonly settings: readonly string[];
}

function other(label: string, column: string): string {
  return `CASE WHEN o.${column} <> 0 THEN '${label} = ' || (SELECT CASE WHEN pg_catalog.pg_operator_is_visible(other.oid)
    THEN other.oprname::text ELSE pg_catalog.format('OPERATOR(%I.%s)', ns.nspname, other.oprname) END
    FROM pg_catalog.pg_operator other JOIN pg_catalog.pg_namespace ns ON ns.oid = other.oprnamespace
    WHERE other.oid = o.${column}) END`;
}

/** Operators; those that only others name have no function yet. */
export async function operators(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  if (!scope.beyondTables) return [];
  const rows = await ask<OperatorRow>(`SELECT o.oid AS id, o.oid::pg_catalog.regoperator::text AS identity,
  CASE WHEN pg_catalog.pg_operator_is_visible(o.oid) THEN o.oprname::text
    ELSE pg_catalog.format('%I.%s', n.nspname, o.oprname) END AS name,
  pg_catalog.array_remove(ARRAY['FUNCTION = ' || o.oprcode::pg_catalog.regproc::text,
    CASE WHEN o.oprleft <> 0 THEN 'LEFTARG = ' || pg_catalog.format_type(o.oprleft, NULL) END,
    CASE WHEN o.oprright <> 0 THEN 'RIGHTARG = ' || pg_catalog.format_type(o.oprright, NULL) END,
    ${other("COMMUTATOR", "oprcom")}, ${other("NEGATOR", "oprnegate")},
    CASE WHEN o.oprrest <> 0 THEN 'RESTRICT = ' || o.oprrest::pg_catalog.regproc::text END,
    CASE WHEN o.oprjoin <> 0 THEN 'JOIN = ' || o.oprjoin::pg_catalog.regproc::text END,
    CASE WHEN o.oprcanhash THEN 'HASHES' END, CASE WHEN o.oprcanmerge THEN 'MERGES' END], NULL) AS settings
FROM pg_catalog.pg_operator o JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
WHERE o.oprcode <> 0 AND ${scope.schema} AND ${own("pg_operator", "o.oid")}`);
  return rows.map(({ id, name, identity, settings }) =>
    described(
      address("pg_operator", id),
      "operator",
      identity,
      `CREATE OPERATOR ${name} (\n  ${settings.join(",\n  ")}\n)`,
    )
  );
}

interface FamilyRow {
  readonly id: number;
  readonly identity: string;
  readonly members: readonly string[] | null;
  readonly operators: readonly number[] | null;
  readonly functions: readonly number[] | null;
}

interface ClassRow extends FamilyRow {
  readonly name: string;
  readonly ordinary: boolean;
  readonly type: string;
  readonly method: string;
  readonly family: string;
  readonly family_id: number;
  readonly storage: string | null;
}

/** The name of a family or class, with its schema where it needs it. */
function nameOf(kind: "opclass" | "opfamily", alias: string, namespace: string): string {
  const short = kind === "opclass" ? "opc" : "opf";
  return `CASE WHEN pg_catalog.pg_${kind}_is_visible(${alias}.oid) THEN pg_catalog.quote_ident(${alias}.${short}name)
    ELSE pg_catalog.format('%I.%I', ${namespace}.nspname, ${alias}.${short}name) END`;
}

/** The operators and functions that hang on a class, or loosely on a family. */
function members(owner: "pg_opclass" | "pg_opfamily", id: string): string {
  const hangs = (catalog: string, alias: string) =>
    `EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.${catalog}'::pg_catalog.regclass
      AND d.objid = ${alias}.oid AND d.refclassid = 'pg_catalog.${owner}'::pg_catalog.regclass AND d.refobjid = ${id}
      AND d.deptype IN ('a', 'i'))`;
  return `(SELECT pg_catalog.array_agg(sql ORDER BY sort, at, sql) FROM (
      SELECT 1 AS sort, member.amopstrategy AS at, 'OPERATOR ' || member.amopstrategy || ' '
        || member.amopopr::pg_catalog.regoperator::text || CASE WHEN member.amoppurpose = 'o' THEN ' FOR ORDER BY '
        || (SELECT ${nameOf("opfamily", "sf", "sn")} FROM pg_catalog.pg_opfamily sf
          JOIN pg_catalog.pg_namespace sn ON sn.oid = sf.opfnamespace WHERE sf.oid = member.amopsortfamily) ELSE '' END AS sql
      FROM pg_catalog.pg_amop member WHERE ${hangs("pg_amop", "member")}
      UNION ALL
      SELECT 2, support.amprocnum, 'FUNCTION ' || support.amprocnum || ' (' || pg_catalog.format_type(support.amproclefttype, NULL)
        || ', ' || pg_catalog.format_type(support.amprocrighttype, NULL) || ') ' || support.amproc::pg_catalog.regprocedure::text
      FROM pg_catalog.pg_amproc support WHERE ${hangs("pg_amproc", "support")}) m) AS members,
  (SELECT pg_catalog.array_agg(member.amopopr) FROM pg_catalog.pg_amop member WHERE ${
    hangs("pg_amop", "member")
  }) AS operators,
  (SELECT pg_catalog.array_agg(support.amproc::oid) FROM pg_catalog.pg_amproc support WHERE ${
    hangs("pg_amproc", "support")
  }) AS functions`;
}

function standsOn({ operators, functions }: FamilyRow): readonly Address[] {
  return [
    ...(operators ?? []).map((id) => address("pg_operator", id)),
    ...(functions ?? []).map((id) => address("pg_proc", id)),
  ];
}

/** Operator families, and what was added to them by itself. */
export async function operatorFamilies(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  if (!scope.beyondTables) return [];
  const rows = await ask<FamilyRow>(`SELECT f.oid AS id,
  ${nameOf("opfamily", "f", "n")} || ' USING ' || pg_catalog.quote_ident(am.amname) AS identity,
  ${members("pg_opfamily", "f.oid")}
FROM pg_catalog.pg_opfamily f
JOIN pg_catalog.pg_namespace n ON n.oid = f.opfnamespace
JOIN pg_catalog.pg_am am ON am.oid = f.opfmethod
WHERE ${scope.schema} AND ${own("pg_opfamily", "f.oid")}`);
  return rows.flatMap((row) => {
    const { id, identity } = row;
    const at = address("pg_opfamily", id);
    const family = described(at, "operator family", identity, `CREATE OPERATOR FAMILY ${identity}`);
    return [family, ...looseMembers(row, at)];
  });
}

function looseMembers(row: FamilyRow, family: Address): readonly Described[] {
  if (row.members === null) return [];
  const dropped = row.members.map((member) => member.replace(DROPPED, "$1 $2$3"));
  return [{
    address: address("pg_opfamily members", row.id),
    kind: "operator family members",
    identity: row.identity,
    create: `ALTER OPERATOR FAMILY ${row.identity} ADD\n  ${row.members.join(",\n  ")}`,
    drop: `ALTER OPERATOR FAMILY ${row.identity} DROP\n  ${dropped.join(",\n  ")}`,
    on: [family, ...standsOn(row)],
    commented: false,
  }];
}

/** A member is dropped by its number and its types. */
const DROPPED = /^(?:(OPERATOR) (\d+ ).*?(\([^()]*\))|(?:(FUNCTION) (\d+ )(\([^()]*\)))).*$/s;

/** Operator classes; one that nobody gave a family has one of its own, which stands with the families. */
export async function operatorClasses(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  if (!scope.beyondTables) return [];
  const rows = await ask<ClassRow>(`SELECT c.oid AS id, ${nameOf("opclass", "c", "n")} AS name,
  ${nameOf("opclass", "c", "n")} || ' USING ' || pg_catalog.quote_ident(am.amname) AS identity,
  c.opcdefault AS ordinary, pg_catalog.format_type(c.opcintype, NULL) AS type,
  pg_catalog.quote_ident(am.amname) AS method, ${nameOf("opfamily", "f", "fn")} AS family, f.oid AS family_id,
  CASE WHEN c.opckeytype <> 0 THEN pg_catalog.format_type(c.opckeytype, NULL) END AS storage,
  ${members("pg_opclass", "c.oid")}
FROM pg_catalog.pg_opclass c
JOIN pg_catalog.pg_namespace n ON n.oid = c.opcnamespace
JOIN pg_catalog.pg_am am ON am.oid = c.opcmethod
JOIN pg_catalog.pg_opfamily f ON f.oid = c.opcfamily
JOIN pg_catalog.pg_namespace fn ON fn.oid = f.opfnamespace
WHERE ${scope.schema} AND ${own("pg_opclass", "c.oid")}`);
  return rows.map((row) => {
    const storage = row.storage === null ? [] : [`STORAGE ${row.storage}`];
    const lines = [...row.members ?? [], ...storage];
    // The grammar wants at least one.
    const body = lines.length === 0 ? [`STORAGE ${row.type}`] : lines;
    const create =
      `CREATE OPERATOR CLASS ${row.name}\n  ${row.ordinary ? "DEFAULT " : ""}FOR TYPE ${row.type} ` +
      `USING ${row.method} FAMILY ${row.family} AS\n  ${body.join(",\n  ")}`;
    const on = [address("pg_opfamily", row.family_id), ...standsOn(row)];
    return described(address("pg_opclass", row.id), "operator class", row.identity, create, { on });
  });
}
