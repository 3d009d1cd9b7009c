/** What the head of a launcher has to know about what stands behind it. */
export interface LauncherFacts {
  readonly version: string;
  /** SHA-256 of everything behind the head, in hex. */
  readonly checksum: string;
  /** Bytes of the first member, the compressed runtime. */
  readonly denoSize: number;
}

/** How the runtime is started: nothing of the folder it stands in, of a registry or of the network steers it. */
export const RUNTIME_FLAGS: readonly string[] = [
  // All permissions, as in scripts/run.sh: with any fewer the runtime takes from SQLite what VACUUM needs.
  "-A",
  "--no-prompt",
  "--no-config",
  "--no-lock",
  "--no-npm",
  "--no-remote",
  "--cached-only",
  "--node-modules-dir=none",
  "--quiet",
];

/** Fills in the head's text. It says where it ends itself, so that it is made until its length fits. */
export function launcherHead(template: string, facts: LauncherFacts): string {
  let length = template.length;
  for (;;) {
    const head = fill(template, facts, length);
    const actual = new TextEncoder().encode(head).length;
    if (actual === length) return head;
    length = actual;
  }
}

function fill(template: string, { version, checksum, denoSize }: LauncherFacts, length: number): string {
  const words: Readonly<Record<string, string>> = {
    VERSION: version,
    ID: `${version}-${checksum.slice(0, 16)}`,
    FLAGS: RUNTIME_FLAGS.join(" "),
    CHECKSUM: checksum,
    DENO_AT: `${length + 1}`,
    DENO_SIZE: `${denoSize}`,
    APP_AT: `${length + denoSize + 1}`,
  };
  return template.replace(/@([A-Z_]+)@/g, (_, word: string) => {
    const value = words[word];
    if (value === undefined) throw new Error(`The head asks for @${word}@`);
    return value;
  });
}
