import { listed } from "../revision/revision_error.ts";
import { RetortError } from "../util/errors.ts";
import { didYouMean } from "../util/suggest.ts";
import { readText, type RepeatableFile, repeatableFiles } from "./directory.ts";
import { parseRepeatableHeader } from "./header.ts";
import type { Script } from "./script.ts";
import { ScriptError } from "./script_error.ts";

/** An SQL file that is run again whenever it has changed; its `id` is its name, the path below `repeatable/`. */
export type Repeatable = Script;

/** The longest name that every engine's key takes. */
const LONGEST_NAME = 255;

/**
 * Reads the repeatables of the script directories, in the order in which they run: what `depends_on` names first,
 * otherwise by name. Nothing of their bodies is read yet.
 *
 * @throws {ScriptError} for a header that cannot be understood, and a file that is not SQL.
 * @throws {RetortError} `graph-invalid` for a name that stands twice or is not there, and for a cycle.
 */
export function readRepeatables(
  directories: readonly string[],
  warn?: (line: string) => void,
): readonly Repeatable[] {
  const byName = new Map<string, Repeatable>();
  for (const file of repeatableFiles(directories, warn)) {
    const twin = byName.get(file.name);
    if (twin !== undefined) throw twice(file, twin);
    byName.set(file.name, read(file));
  }
  return inOrder(byName);
}

/** The names of all that depend on one of these, directly or not. */
export function dependantsOf(
  names: ReadonlySet<string>,
  ordered: readonly Repeatable[],
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { id, dependsOn } of ordered) {
    if (dependsOn.some((name) => names.has(name) || found.has(name))) found.add(id);
  }
  return found;
}

function read({ path, name }: RepeatableFile): Repeatable {
  if (!path.endsWith(".sql")) {
    throw new ScriptError("A repeatable is written in SQL", { path }, "Move it out of `repeatable`");
  }
  if (name.length > LONGEST_NAME) {
    throw new ScriptError(
      `A repeatable's name has ${LONGEST_NAME} characters at most`,
      { path },
      "Rename it",
    );
  }
  const text = readText(path);
  const { header, bodyStart } = parseRepeatableHeader(text, path, name);
  return { ...header, path, language: "sql", text, bodyStart };
}

function inOrder(byName: ReadonlyMap<string, Repeatable>): readonly Repeatable[] {
  const ordered = new Set<Repeatable>();
  const visit = (repeatable: Repeatable, way: readonly string[]): void => {
    if (ordered.has(repeatable)) return;
    const { id, dependsOn } = repeatable;
    if (way.includes(id)) throw cycle([...way.slice(way.indexOf(id)), id]);
    for (const name of [...dependsOn].sort()) {
      const other = byName.get(name);
      if (other === undefined) throw unknown(repeatable, name, byName.keys());
      visit(other, [...way, id]);
    }
    ordered.add(repeatable);
  };
  for (const name of [...byName.keys()].sort()) {
    const repeatable = byName.get(name);
    if (repeatable !== undefined) visit(repeatable, []);
  }
  return [...ordered];
}

function twice({ name, path }: RepeatableFile, twin: Repeatable): RetortError {
  return new RetortError("graph-invalid", `Repeatable ${name} stands twice (${twin.path}, ${path})`, {
    hint: "Rename one of the two: a repeatable is known by its path below `repeatable`",
  });
}

function unknown({ id, path }: Repeatable, name: string, names: Iterable<string>): RetortError {
  return new RetortError(
    "graph-invalid",
    `Repeatable ${id} depends on ${name}, which is not there (${path})`,
    {
      hint: didYouMean(name, names) ?? "Name a file by its path below `repeatable`, as `views/person.sql`",
    },
  );
}

function cycle(names: readonly string[]): RetortError {
  return new RetortError("graph-invalid", `Repeatables depend on each other: ${listed(names)}`, {
    hint: "Take one of these out of a `depends_on:`",
  });
}
