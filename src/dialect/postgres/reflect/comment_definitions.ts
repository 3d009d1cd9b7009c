import { literal } from "../quote.ts";
import { address } from "./addresses.ts";
import type { Described } from "./described.ts";
import { type Ask, FIRST_OWN_ID, type Scope } from "./scope.ts";

interface PartComment {
  readonly catalog: string;
  readonly id: number;
  readonly subject: string;
  readonly part: number;
  readonly text: string;
}

/**
 * Comments on what stands in the schema as no thing of its own: columns of views, types and foreign tables, constraints
 * of domains, constraints and indexes that were taken over from a parent, indexes of constraints.
 */
export async function commentDefinitions(scope: Scope, ask: Ask): Promise<readonly Described[]> {
  const rows = await ask<PartComment>(
    [
      relationParts(scope),
      constraintIndexes(scope),
      inherited(scope),
      ...(scope.beyondTables ? beyond(scope) : []),
    ]
      .join("\nUNION ALL\n"),
  );
  return rows.map(({ catalog, id, subject, part, text }) => ({
    address: address(`comment on ${catalog} ${part}`, id),
    kind: "comment",
    identity: subject,
    create: `COMMENT ON ${subject} IS ${literal(text).trim()}`,
    drop: `COMMENT ON ${subject} IS NULL`,
    on: [address(catalog, id)],
    commented: false,
  }));
}

const RELATION = `JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace`;
const OF_CLASS = "d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass";
const OF_CONSTRAINT = "d.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass";

/** Those that are not the extension's own words. */
const EXTENSIONS =
  `SELECT 'pg_extension', x.oid, pg_catalog.format('EXTENSION %I', x.extname), 0, d.description
FROM pg_catalog.pg_description d JOIN pg_catalog.pg_extension x ON x.oid = d.objoid
WHERE d.classoid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND x.oid >= ${FIRST_OWN_ID}
  AND d.description IS DISTINCT FROM (
    SELECT e.comment FROM pg_catalog.pg_available_extensions e WHERE e.name = x.extname)`;

function relationParts({ relation }: Scope): string {
  return `SELECT 'pg_class' AS catalog, c.oid AS id,
  pg_catalog.format('COLUMN %s.%I', c.oid::pg_catalog.regclass, a.attname) AS subject, d.objsubid AS part,
  d.description AS text
FROM pg_catalog.pg_description d
JOIN pg_catalog.pg_class c ON c.oid = d.objoid AND c.relkind IN ('v', 'm', 'c', 'f') ${RELATION}
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid
WHERE ${OF_CLASS} AND d.objsubid > 0 AND ${relation}`;
}

function constraintIndexes({ relation }: Scope): string {
  return `SELECT 'pg_class', c.oid, pg_catalog.format('INDEX %s', i.indexrelid::pg_catalog.regclass), i.indexrelid::int8,
  d.description
FROM pg_catalog.pg_description d
JOIN pg_catalog.pg_index i ON i.indexrelid = d.objoid
JOIN pg_catalog.pg_class c ON c.oid = i.indrelid AND c.relkind IN ('r', 'p') ${RELATION}
WHERE ${OF_CLASS} AND d.objsubid = 0 AND ${relation}
  AND (EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
    OR EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhrelid = i.indexrelid))`;
}

/** Those of foreign tables, too. */
function inherited({ relation }: Scope): string {
  return `SELECT 'pg_class', c.oid, pg_catalog.format('CONSTRAINT %I ON %s', k.conname, c.oid::pg_catalog.regclass), k.oid::int8,
  d.description
FROM pg_catalog.pg_description d
JOIN pg_catalog.pg_constraint k ON k.oid = d.objoid
JOIN pg_catalog.pg_class c ON c.oid = k.conrelid ${RELATION}
WHERE ${OF_CONSTRAINT} AND ${relation} AND (k.conparentid <> 0 OR k.contype = 'n' OR c.relkind = 'f'
  OR (k.coninhcount > 0 AND NOT k.conislocal))`;
}

function beyond({ schema, home }: Scope): readonly string[] {
  const domains = `SELECT 'pg_type', t.oid,
  pg_catalog.format('CONSTRAINT %I ON DOMAIN %s', k.conname, t.oid::pg_catalog.regtype), k.oid::int8, d.description
FROM pg_catalog.pg_description d
JOIN pg_catalog.pg_constraint k ON k.oid = d.objoid
JOIN pg_catalog.pg_type t ON t.oid = k.contypid
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
WHERE ${OF_CONSTRAINT} AND ${schema}`;
  const sequences =
    `SELECT 'pg_class', c.oid, pg_catalog.format('SEQUENCE %s', c.oid::pg_catalog.regclass), 0, d.description
FROM pg_catalog.pg_description d
JOIN pg_catalog.pg_class c ON c.oid = d.objoid AND c.relkind = 'S' ${RELATION}
WHERE ${OF_CLASS} AND ${schema} AND EXISTS (SELECT FROM pg_catalog.pg_depend o
  WHERE o.classid = d.classoid AND o.objid = c.oid AND o.deptype = 'i')`;
  const homes = `SELECT 'pg_namespace', n.oid, pg_catalog.format('SCHEMA %I', n.nspname), 0, d.description
FROM pg_catalog.pg_description d JOIN pg_catalog.pg_namespace n ON n.oid = d.objoid
WHERE d.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND ${schema}
  AND (n.nspname = 'public' OR n.nspname = ${home === undefined ? "NULL" : literal(home)})
  AND d.description <> 'standard public schema'`;
  return [domains, sequences, homes, EXTENSIONS];
}
