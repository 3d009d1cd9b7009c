import type { Script, Section, SectionKind } from "./script.ts";
import { lineAt, ScriptError } from "./script_error.ts";

/** The sections of a TypeScript revision: which of `upgrade` and `downgrade` its text exports. */
export function typescriptSections(script: Script): readonly Section[] {
  const exported = exportedNames(script.text.slice(script.bodyStart));
  if (!exported.has("upgrade")) {
    throw new ScriptError(
      "The file exports no function `upgrade`",
      { path: script.path },
      "Write `export async function upgrade(op: Operations) { … }`",
    );
  }
  const up = section(script, "up", "upgrade");
  return exported.has("downgrade") ? [up, section(script, "down", "downgrade")] : [up];
}

function section(script: Script, kind: SectionKind, name: "upgrade" | "downgrade"): Section {
  return {
    kind,
    path: script.path,
    line: lineAt(script.text, script.bodyStart),
    span: { start: script.bodyStart, end: script.text.length },
    body: { kind: "typescript", path: script.modulePath ?? script.path, export: name },
  };
}

/** Which of the two names a module's text exports. Block comments at the start of a line are skipped. */
export function exportedNames(body: string): ReadonlySet<string> {
  const code = body.includes("/*") ? body.replace(/^[ \t]*\/\*[^]*?\*\//gm, "") : body;
  const names = new Set<string>();
  const declared =
    /^[ \t]*export\s+(?:async\s+)?(?:function\s*|const\s+|let\s+|var\s+)(upgrade|downgrade)\b/gm;
  for (const match of code.matchAll(declared)) names.add(match[1] ?? "");
  for (const match of code.matchAll(/^[ \t]*export\s*\{([^}]*)\}/gm)) {
    for (const item of (match[1] ?? "").split(",")) names.add(item.trim().split(/\s+as\s+/).at(-1) ?? "");
  }
  return names;
}
