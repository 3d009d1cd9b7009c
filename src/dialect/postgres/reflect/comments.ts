import { type Address, address } from "./addresses.ts";
import { type Ask, FIRST_OWN_ID } from "./scope.ts";

interface CommentRow {
  readonly catalog: string;
  readonly id: number;
  readonly part: number;
  readonly text: string;
}

/** What has been said about objects of the user's own, and about columns. */
export interface Comments {
  /** The comment on the object at an address, or on its nth column; empty where there is none. */
  of(at: Address, column?: number): string;
}

/** Reads the comments on everything at once. */
export async function readComments(ask: Ask): Promise<Comments> {
  const rows = await ask<CommentRow>(`SELECT d.classoid::pg_catalog.regclass::text AS catalog, d.objoid AS id,
  d.objsubid AS part, d.description AS text
FROM pg_catalog.pg_description d
WHERE d.objoid >= ${FIRST_OWN_ID} OR d.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass`);
  const texts = new Map(rows.map(({ catalog, id, part, text }) => [`${address(catalog, id)}/${part}`, text]));
  return { of: (at, column = 0) => texts.get(`${at}/${column}`) ?? "" };
}
