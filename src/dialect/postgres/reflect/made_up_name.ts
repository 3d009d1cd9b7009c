const LONGEST_NAME = 63;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * The name that the server gives what nobody named, when that is free: `task_owner_id_fkey`. Too long a one is cut
 * where the server cuts it: the longer half first, and never within a character.
 */
export function madeUpName(table: string, columns: string, label: string): string {
  const one = encoder.encode(table);
  const other = encoder.encode(columns);
  const room = LONGEST_NAME - label.length - 1 - (columns === "" ? 0 : 1);
  let [kept, keptOther] = [one.length, other.length];
  while (kept + keptOther > room) {
    if (kept > keptOther) kept--;
    else keptOther--;
  }
  const parts = [clip(one, kept), clip(other, keptOther), label];
  return parts.filter((part, index) => part !== "" || index !== 1).join("_");
}

/** At most so many bytes, without half a character at the end. */
function clip(bytes: Uint8Array, length: number): string {
  let end = length;
  while (end > 0 && end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return decoder.decode(bytes.subarray(0, end));
}
