/** A name as SQLite compares it: only the letters of ASCII are the same in both cases. */
export function folded(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** The member of a list that SQLite takes a name for, in the list's own spelling; the name itself where none is. */
export function spelledAsIn(names: readonly string[], name: string): string {
  if (names.includes(name)) return name;
  const wanted = folded(name);
  return names.find((each) => folded(each) === wanted) ?? name;
}
