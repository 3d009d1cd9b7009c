/** What retort runs on, for bug reports. */
export interface Platform {
  readonly deno: string;
  readonly v8: string;
  readonly typescript: string;
  readonly platform: string;
  /** Whether this is the single executable. */
  readonly compiled: boolean;
}

/** Asks the runtime what it is. */
export function platform(): Platform {
  const { deno, v8, typescript } = Deno.version;
  return { deno, v8, typescript, platform: Deno.build.target, compiled: Deno.build.standalone };
}
