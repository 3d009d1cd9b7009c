import type { Checkup } from "../checkup.ts";

/** What `doctor` asks of SQLite, which comes with retort. */
export const sqliteCheckup: Checkup = {
  oldest: { sqlite: [3, 35] },
  tools: [{ names: ["sqlite3"], purpose: "running scripts (--sql)" }],
};
