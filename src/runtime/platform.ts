/** How retort is run: from its source, as the compiled executable, or as the one that unpacks itself. */
export type Kind = "source" | "compiled" | "launcher";

/** What retort runs on, for bug reports. */
export interface Platform {
  readonly deno: string;
  readonly v8: string;
  readonly typescript: string;
  readonly platform: string;
  readonly kind: Kind;
}

/** Asks the runtime what it is. */
export function platform(): Platform {
  const { deno, v8, typescript } = Deno.version;
  return { deno, v8, typescript, platform: Deno.build.target, kind: kind() };
}

/** The launcher's entry has a name of its own: scripts/compile/launcher.ts. */
function kind(): Kind {
  if (Deno.build.standalone) return "compiled";
  return Deno.mainModule.endsWith("/app/launcher.js") ? "launcher" : "source";
}
