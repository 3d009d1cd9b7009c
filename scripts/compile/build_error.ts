/** Why there is no executable: printed as it stands, without a stack. */
export class BuildError extends Error {
  override readonly name: string = "BuildError";
}
