import type { Connection } from "../../dialect.ts";
import { quote } from "../quote.ts";

/** What SHOW CREATE gives, by the names of its columns; NULL where the user may not see it. */
export type Shown = Readonly<Record<string, string | null>>;

/** Questions that are on their way before the first answer is awaited. */
const AT_ONCE = 50;

/** SHOW CREATE of many objects of one database, in as few round trips as there are groups of them. */
export async function showCreate(
  connection: Connection,
  database: string,
  objects: readonly { readonly type: string; readonly name: string }[],
): Promise<readonly Shown[]> {
  const shown: Shown[] = [];
  for (let at = 0; at < objects.length; at += AT_ONCE) {
    const answers = await Promise.all(
      objects.slice(at, at + AT_ONCE).map(({ type, name }) =>
        connection.query<Shown>(`SHOW CREATE ${type} ${quote(database)}.${quote(name)}`)
      ),
    );
    shown.push(...answers.map(([row]) => row ?? {}));
  }
  return shown;
}

/** The statement among the columns: they are called `Create Table`, `Create View`, `Create Function`, … */
export function shownText(shown: Shown | undefined): string {
  return Object.entries(shown ?? {}).find(([column]) => /^create /i.test(column))?.[1] ?? "";
}
