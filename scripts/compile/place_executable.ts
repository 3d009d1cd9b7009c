/** Puts a finished executable in its place by renaming: whoever runs the old one goes on with that. */
export async function placeExecutable(built: string, output: string): Promise<void> {
  const beside = `${output}.${Deno.pid}`;
  await Deno.copyFile(built, beside);
  await Deno.chmod(beside, 0o755);
  await Deno.rename(beside, output);
}
