import type { DefinitionObject, UnknownObject } from "../../../schema/schema.ts";
import type { Connection } from "../../dialect.ts";
import type { ViewRow } from "./catalog_rows.ts";
import { definerSql, nameSql } from "./definition_names.ts";
import { layOutQuery } from "./lay_out_query.ts";
import { piecesOf, readablePieces } from "./printed_sql.ts";
import { showCreate, shownText } from "./show_create.ts";
import type { Place } from "./tables.ts";
import { type KnownObjects, usedByView } from "./used_objects.ts";

/**
 * The views of a database. information_schema names every table with its database, which tells what a view needs, and
 * leaves out the character sets of strings, the parentheses of joins and, in MySQL, the algorithm: the text is that of
 * SHOW CREATE VIEW.
 */
export async function reflectViews(
  connection: Connection,
  rows: readonly ViewRow[],
  { place, known, definers }: { place: Place; known: KnownObjects; definers: boolean },
): Promise<(DefinitionObject | UnknownObject)[]> {
  // Who may not see the text sees an empty one, and would be refused.
  const visible = rows.filter(({ query_sql }) => query_sql !== "");
  const shown = await showCreate(
    connection,
    place.database,
    visible.map(({ name }) => ({ type: "VIEW", name })),
  );
  const texts = new Map(visible.map(({ name }, at) => [name, shownText(shown[at])]));
  return rows.map((row) => {
    const name = nameSql(place.objectName(place.database, row.name));
    const text = texts.get(row.name) ?? "";
    const head = HEAD.exec(text);
    if (head === null) return { kind: "view", name };
    return {
      kind: "view",
      identity: name,
      create: viewSql(row, name, { algorithm: head[1] ?? "", query: queryOf(text, head, place) }, definers),
      drop: `DROP VIEW ${name}`,
      comment: "",
      dependsOn: usedByView(row.query_sql, known, place).filter((key) => key !== `view ${name}`),
    };
  });
}

function viewSql(
  row: ViewRow,
  name: string,
  { algorithm, query }: { readonly algorithm: string; readonly query: string },
  definers: boolean,
): string {
  return "CREATE " +
    (/^(?:MERGE|TEMPTABLE)$/i.test(algorithm) ? `ALGORITHM = ${algorithm} ` : "") +
    (definers ? definerSql(row.definer) : "") +
    (row.security === "INVOKER" ? "SQL SECURITY INVOKER " : "") +
    `VIEW ${name} AS\n${query}` +
    (row.check_option === "NONE" ? "" : `\nWITH ${row.check_option} CHECK OPTION`);
}

const QUOTED = "`(?:[^`]|``)*`";
/** The algorithm, whether the name is qualified, and all up to the query. */
const HEAD = new RegExp(
  `^CREATE (?:ALGORITHM=(\\w+) )?(?:DEFINER=(?:${QUOTED}@)?${QUOTED} )?(?:SQL SECURITY \\w+ )?` +
    `VIEW (${QUOTED}\\.)?${QUOTED}(?: \\((?:${QUOTED},?)+\\))? AS `,
);

/** The server leaves out the name of the database that the session stands in by itself. */
function queryOf(text: string, head: RegExpExecArray, place: Place): string {
  const query = text.slice(head[0].length).replace(/ WITH (?:CASCADED|LOCAL) CHECK OPTION$/, "");
  return layOutQuery(readablePieces(piecesOf(query), head[2] === undefined ? "" : place.home));
}
