import { loadDialect } from "../../dialect/registry.ts";
import { databaseUrl, type World } from "../environment.ts";

/** Whether the database is a file that is not there yet: a connection that may write would make it. */
export async function isMissingFile(world: Pick<World, "config" | "secrets">): Promise<boolean> {
  const url = await databaseUrl(world);
  const { file } = await (await loadDialect(url.scheme)).databases();
  const path = file?.(url);
  if (path === undefined) return false;
  return await Deno.stat(path).then(() => false, (error) => error instanceof Deno.errors.NotFound);
}
