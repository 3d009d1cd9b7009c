import type { Context, Output, Run, Style } from "../../src/command/context.ts";
import { loadConfig } from "../../src/config/load.ts";

function same(text: string): string {
  return text;
}

const PLAIN: Style = { bold: same, dim: same, good: same, warn: same, bad: same, accent: same };

/** What a command that ran inside the test's process printed to standard output; failures are thrown. */
export async function runInProcess<Values>(
  run: Run<Values>,
  values: Values,
  flags: Readonly<Record<string, string | boolean | readonly string[]>>,
): Promise<string> {
  const resolved = await loadConfig({ flags, env: {}, directory: "/nowhere" });
  let printed = "";
  const out: Output = {
    report: (_, render) => void (printed += [...render(PLAIN)].join("\n") + "\n"),
    write: (pieces) => void (printed += [...pieces].join("")),
    info: () => undefined,
    trace: () => undefined,
    status: () => false,
    warn: () => undefined,
    detail: () => undefined,
    event: () => undefined,
    style: PLAIN,
    interactive: false,
    confirm: () => Promise.resolve(false),
    ask: () => Promise.resolve(""),
  };
  const context: Context = {
    config: resolved.config,
    resolved,
    out,
    now: () => new Date(),
    newId: () => "0123456789ab",
    secrets: new Set(),
  };
  await run(values, context);
  return printed;
}
