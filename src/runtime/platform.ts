/** How retort is run: from its source, as the compiled executable, as the one that unpacks itself, or by npm. */
export type Kind = "source" | "compiled" | "launcher" | "npm";

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

/** The entries have names of their own: scripts/compile/launcher.ts and npm.ts. */
function kind(): Kind {
  if (Deno.build.standalone) return "compiled";
  const entry = /\/app\/(launcher|npm)\.js$/.exec(Deno.mainModule)?.[1];
  return entry === "launcher" || entry === "npm" ? entry : "source";
}
