/** Whether a file of that name in a script directory can be a revision: not a template, type file, or editor's copy. */
export function isScriptName(name: string): boolean {
  if (!name.endsWith(".sql") && !name.endsWith(".ts")) return false;
  const first = name.charAt(0);
  if (first === "." || first === "#") return false;
  return !name.startsWith("_template.") && !name.endsWith(".d.ts");
}

/** Whether a sub-directory is none of a script directory's: hidden ones, packages, and `repeatable` at the top. */
export function isSkippedDirectory(name: string, depth: number): boolean {
  return name.startsWith(".") || name === "node_modules" || (depth === 0 && name === "repeatable");
}
