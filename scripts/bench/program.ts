/** A program with its arguments, as it is measured. */
export interface Program {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Laid over an environment that holds nothing else but PATH, HOME and their like. */
  readonly env?: Readonly<Record<string, string>>;
}
