/** A handle made of an address's local part that nobody in `taken` has; it is then taken. */
export function uniqueHandle(email: string, taken: Set<string>): string {
  const stem = email.split("@", 1)[0]?.toLowerCase().replace(/[^a-z0-9]/g, "") || "person";
  let handle = stem;
  for (let number = 2; taken.has(handle); number++) handle = `${stem}${number}`;
  taken.add(handle);
  return handle;
}
