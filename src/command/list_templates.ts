import type { Context, ExitCode } from "./context.ts";
import { TEMPLATES } from "./templates/catalog.ts";

/** Lists what `init -t` takes. */
export function run(_values: { readonly arguments: readonly string[] }, context: Context): Promise<ExitCode> {
  const templates = TEMPLATES.map(({ name, summary }) => ({ name, summary }));
  const width = Math.max(...templates.map(({ name }) => name.length));
  context.out.report({ templates }, function* (style) {
    for (const { name, summary } of templates) yield `${style.accent(name.padEnd(width))}  ${summary}`;
  });
  return Promise.resolve(0);
}
