import { DatabaseError } from "../database_error.ts";

/** Whether the server takes a statement; only its refusal is an answer, all else is thrown. */
export async function succeeds(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof DatabaseError && error.code === "statement-failed") return false;
    throw error;
  }
}
