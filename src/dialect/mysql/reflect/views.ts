import type { DefinitionObject, UnknownObject } from "../../../schema/schema.ts";
import type { Connection } from "../../dialect.ts";
import { quote } from "../quote.ts";
import type { ViewRow } from "./catalog_rows.ts";
import { definerSql, nameSql } from "./definition_names.ts";
import { joinsHaveConditions, layOutQuery } from "./lay_out_query.ts";
import { nameOf, type Piece, piecesOf, readablePieces } from "./printed_sql.ts";
import type { Place } from "./tables.ts";
import { type KnownObjects, usedByView } from "./used_objects.ts";

/** The views of a database, with the text that the server keeps: no query but those for what the catalog leaves out. */
export async function reflectViews(
  connection: Connection,
  rows: readonly ViewRow[],
  { place, known, definers }: { place: Place; known: KnownObjects; definers: boolean },
): Promise<(DefinitionObject | UnknownObject)[]> {
  const found: (DefinitionObject | UnknownObject)[] = [];
  for (const row of rows) {
    const name = nameSql(place.objectName(place.database, row.name));
    // Who may not see the text sees an empty one.
    if (row.query_sql === "") {
      found.push({ kind: "view", name });
      continue;
    }
    const pieces = piecesOf(row.query_sql);
    const shown = needsShowing(row, pieces, place) ? await showView(connection, row, place) : undefined;
    found.push({
      kind: "view",
      identity: name,
      create: viewSql(row, name, shown ?? { pieces, algorithm: row.algorithm ?? "" }, place, definers),
      drop: `DROP VIEW ${name}`,
      comment: "",
      dependsOn: usedByView(row.query_sql, known, place).filter((key) => key !== `view ${name}`),
    });
  }
  return found;
}

interface ShownView {
  readonly pieces: readonly Piece[];
  readonly algorithm: string;
}

function viewSql(row: ViewRow, name: string, shown: ShownView, place: Place, definers: boolean): string {
  const query = layOutQuery(readablePieces(shown.pieces, place.home));
  return "CREATE " +
    (/^(?:MERGE|TEMPTABLE)$/i.test(shown.algorithm) ? `ALGORITHM = ${shown.algorithm} ` : "") +
    (definers ? definerSql(row.definer) : "") +
    (row.security === "INVOKER" ? "SQL SECURITY INVOKER " : "") +
    `VIEW ${name} AS\n${query}` +
    (row.check_option === "NONE" ? "" : `\nWITH ${row.check_option} CHECK OPTION`);
}

/**
 * MySQL's catalog has no algorithm. Tables that were listed with commas are printed as joins, which read again are
 * printed with parentheses: SHOW CREATE VIEW has them. And where something is called as the database is, its name
 * cannot be taken out of the text by reading it: SHOW CREATE VIEW leaves out that of the current database itself.
 */
function needsShowing(row: ViewRow, pieces: readonly Piece[], place: Place): boolean {
  if (row.algorithm === undefined || !joinsHaveConditions(pieces)) return true;
  return place.database === place.home &&
    pieces.some((piece, at) =>
      piece.kind === "quotedIdentifier" && nameOf(piece.text) === place.home &&
      pieces[at + 1]?.text !== "." &&
      pieces[at - 1]?.text !== "."
    );
}

const QUOTED = "`(?:[^`]|``)*`";
const HEAD = new RegExp(
  `^CREATE (?:ALGORITHM=(\\w+) )?(?:DEFINER=(?:${QUOTED}@)?${QUOTED} )?(?:SQL SECURITY \\w+ )?` +
    `VIEW (?:${QUOTED}\\.)?${QUOTED}(?: \\([^)]*\\))? AS `,
);

async function showView(connection: Connection, row: ViewRow, place: Place): Promise<ShownView | undefined> {
  const sql = `SHOW CREATE VIEW ${quote(place.database)}.${quote(row.name)}`;
  const [shown] = await connection.query<Readonly<Record<string, string>>>(sql);
  const text = shown?.["Create View"] ?? "";
  const head = HEAD.exec(text);
  if (head === null) return undefined;
  const query = text.slice(head[0].length).replace(/ WITH (?:CASCADED|LOCAL) CHECK OPTION$/, "");
  return { pieces: piecesOf(query), algorithm: head[1] ?? "" };
}
