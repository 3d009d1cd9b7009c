// Works in a scratch database until somebody ends it: `deno run -A scratch_program.ts URL [statement]`.
import { loadConfig } from "../../src/config/load.ts";
import { withScratch } from "../../src/runtime/scratch.ts";
import { RetortError } from "../../src/util/errors.ts";

const [url = "", statement = "", devUrl, mode] = Deno.args;
const { config } = await loadConfig({
  flags: { url, ...(devUrl && { devUrl }) },
  env: {},
  directory: "/nowhere",
});
try {
  await withScratch({ config, now: () => new Date(), newId, secrets: new Set() }, async (scratch) => {
    await scratch.connection.execute("CREATE TABLE made (id integer)");
    await say(`ready ${scratch.name}`);
    if (statement === "") await new Promise((resolve) => setTimeout(resolve, 30_000));
    // An engine that cannot be interrupted heeds the signal between two statements.
    else {
      for (let count = 0; count < 10; count++) {
        await scratch.connection.query(statement);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    }
  }, { shared: mode === "shared" });
} catch (error) {
  if (!(error instanceof RetortError)) throw error;
  await say(`${error.message}\n${error.hint ?? ""}`);
  Deno.exit(error.exitCode);
}

function newId(): string {
  return crypto.randomUUID().replaceAll("-", "").slice(0, 12);
}

async function say(text: string): Promise<void> {
  await Deno.stderr.write(new TextEncoder().encode(`${text}\n`));
}
