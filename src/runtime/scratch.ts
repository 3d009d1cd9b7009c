import { resolveSecret } from "../config/reference.ts";
import type { Connection, Dialect } from "../dialect/dialect.ts";
import type { ScratchDatabase, ScratchServer } from "../dialect/scratch.ts";
import { loadDialect } from "../dialect/registry.ts";
import { type DatabaseUrl, parseDatabaseUrl, secretsOfText } from "../util/database_url.ts";
import { databaseUrl, type World } from "./environment.ts";
import { Interruption } from "./interruption.ts";

/** What making a scratch database needs of its caller; a command's context has all of it. */
export interface ScratchWorld extends World {
  readonly newId: () => string;
}

/** A scratch database to work in, with the signals that end the work. */
export interface Scratch extends Pick<ScratchDatabase, "connection" | "url" | "limits" | "hidden" | "name"> {
  readonly dialect: Dialect;
  readonly interruption: Interruption;
}

/** How a scratch database is wanted. */
export interface ScratchOptions {
  /** Signals that somebody listens to already. */
  readonly interruption?: Interruption;
  /** Whether other programs must be able to open it by its URL. */
  readonly shared?: boolean;
}

/** The server on which scratch databases are made, and the engine that runs there. */
export interface ScratchPlace {
  readonly dialect: Dialect;
  readonly server: ScratchServer;
  /** Whether the named database is there for such work (`--dev-url`). */
  readonly lent: boolean;
}

/**
 * Where scratch databases are made: on `--dev-url`, or beside the configured database.
 *
 * @throws {RetortError} `usage` when neither is named.
 */
export async function scratchPlace(world: World): Promise<ScratchPlace> {
  const { devUrl, connectTimeout, lockTimeout } = world.config;
  const url = devUrl === undefined ? await databaseUrl(world) : await resolved(devUrl, world.secrets);
  const onSecret = (secret: string) => world.secrets.add(secret);
  const options = { applicationName: "retort", connectTimeout, lockTimeout, onSecret };
  return {
    dialect: await loadDialect(url.scheme),
    server: { url, options, now: world.now() },
    lent: devUrl !== undefined,
  };
}

/**
 * Does work in an empty database of the same engine, which is gone afterwards: also when the work fails, and when a
 * signal ends it.
 *
 * @throws {DatabaseError} where none can be made, with the ways out; of code `interrupted` or `terminated` after a
 * signal.
 *
 * @example
 * ```ts
 * const schema = await withScratch(context, async ({ connection, dialect }) => {
 *   await connection.execute("CREATE TABLE task (id integer)");
 *   return (await dialect.reflector()).reflect(connection, {});
 * });
 * ```
 */
export async function withScratch<T>(
  world: ScratchWorld,
  work: (scratch: Scratch) => Promise<T>,
  { interruption, shared = false }: ScratchOptions = {},
): Promise<T> {
  const { dialect, server, lent } = await scratchPlace(world);
  const keeper = await dialect.scratch();
  using own = interruption === undefined ? Interruption.listen() : undefined;
  const signals = interruption ?? own ?? new Interruption();
  // Not raced: what is half-made could not be taken away.
  await using database = await keeper.open({ ...server, id: world.newId(), lent, shared });
  const { connection, url, limits, hidden, name } = database;
  const scratch = { connection, url, limits, hidden, name, dialect, interruption: signals };
  return await racing(signals, connection, () => work(scratch));
}

/** What the connection runs is ended by a signal; what else the work waits for is left to itself. */
async function racing<T>(
  interruption: Interruption,
  connection: Connection,
  work: () => Promise<T>,
): Promise<T> {
  interruption.check();
  const cancel = () => void connection.cancel().catch(() => undefined);
  interruption.signal.addEventListener("abort", cancel);
  try {
    return await interruption.racing(work());
  } finally {
    interruption.signal.removeEventListener("abort", cancel);
  }
}

async function resolved(reference: string, secrets: Set<string>): Promise<DatabaseUrl> {
  const text = await resolveSecret(reference);
  for (const secret of secretsOfText(text)) secrets.add(secret);
  return parseDatabaseUrl(text);
}
