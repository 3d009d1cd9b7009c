import { platform } from "../runtime/platform.ts";
import { VERSION } from "../util/version.ts";
import type { Context, ExitCode } from "./context.ts";

/** Prints which retort this is and what it runs on. */
export function run(_values: { readonly arguments: readonly string[] }, context: Context): Promise<ExitCode> {
  const facts = platform();
  context.out.report({ version: VERSION, ...facts }, function* () {
    yield `retort ${VERSION}`;
    yield `deno ${facts.deno}, v8 ${facts.v8}, typescript ${facts.typescript}`;
    yield `${facts.platform}, ${facts.kind}`;
  });
  return Promise.resolve(0);
}
