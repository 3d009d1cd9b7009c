/** What the settings of a connection may ask of the machine that retort runs on. */
export interface Machine {
  /** An environment variable; undefined when it is unset or empty. */
  variable(name: string): string | undefined;
  /** The text of a file; undefined when it is not there or not ours to read. */
  read(path: string): string | undefined;
  exists(path: string): boolean;
  /** Whether people beside the owner may read a file. */
  shared(path: string): boolean;
  userName(): string | undefined;
}

/** A path with `~` for the home directory taken out. */
export function expandHome(path: string, machine: Machine): string {
  const home = machine.variable("HOME") ?? machine.variable("USERPROFILE");
  return home !== undefined && path.startsWith("~/") ? home + path.slice(1) : path;
}
