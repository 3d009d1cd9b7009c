/**
 * The numbers of a version as a user writes it (`15`, `10.11.6-MariaDB`), for what runs without a connection.
 * Numbers that are missing are 0; a text without any gives `fallback`.
 */
export function versionNumbers(
  text: string | undefined,
  fallback: readonly [number, number, number],
): readonly [number, number, number] {
  const [, major, minor = "0", patch = "0"] = /(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(text ?? "") ?? [];
  return major === undefined ? fallback : [Number(major), Number(minor), Number(patch)];
}
