import { once } from "../../util/once.ts";
import { DatabaseError } from "../database_error.ts";
import type { Connection } from "../dialect.ts";

/** A scratch database with the session in it, and the session that made it. */
export interface MadeScratch {
  readonly connection: Connection;
  readonly keeper: Connection;
  /** A keeper for when the first one is gone. */
  reconnect(): Promise<Connection>;
  /** Takes it away. */
  drop(keeper: Connection): Promise<unknown>;
}

/** What disposes of a scratch database and of both sessions. The keeper may have been lost meanwhile: then another drops it. */
export function scratchDisposal({ connection, keeper, reconnect, drop }: MadeScratch): () => Promise<void> {
  return once(async () => {
    await connection[Symbol.asyncDispose]();
    try {
      await drop(keeper);
    } catch (error) {
      if (!(error instanceof DatabaseError) || error.code !== "connection-lost") throw error;
      await using another = await reconnect();
      await drop(another);
    } finally {
      await keeper[Symbol.asyncDispose]();
    }
  });
}
